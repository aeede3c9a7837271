package dev.maxstorage.control;

import dev.maxstorage.control.ProjectDescription.Naming;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.WireRequest;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsTypeParser;
import dev.maxstorage.wire.CorruptStreamException;
import dev.maxstorage.wire.Target;
import dev.maxstorage.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Projects, schemas, tables and partitions of the service.
 *
 * <p><b>Threads:</b> as the transport. <b>Errors:</b> {@link ServiceException} if the service says
 * no. <b>Source:</b> control-plane document, chapters 6 to 9.
 */
public final class Tables {
  /** The property that says whether a project has schemas. Control-plane document, 6.2. */
  private static final String SCHEMA_MODEL = "odps.schema.model.enabled";

  /** Most tables of one {@link #describeAll}. */
  public static final int MOST_AT_ONCE = 100;

  private final HttpTransport transport;

  /** Asks through a transport, which stays the caller's. */
  public Tables(HttpTransport transport) {
    this.transport = transport;
  }

  /**
   * What a project is. Where the service does not tell how many levels names have, a list of
   * schemas that is refused means two. Source: control-plane document, 6.1 and 6.2.
   *
   * @throws ServiceException if there is no such project, or it may not be seen
   */
  public ProjectDescription project(String project) throws IOException {
    WireRequest request = WireRequest.control("GET", "projects", project);
    XmlReply reply = XmlReply.parse(transport.send(request).body(), request.label());
    String name = orElse(reply.text("Name"), project);
    XmlReply properties = reply.child("Properties");
    if (properties != null) {
      for (XmlReply property : properties.children("Property")) {
        if (property.text("Name").equals(SCHEMA_MODEL)) {
          return new ProjectDescription(name, naming(property.text("Value").equals("true")));
        }
      }
    }
    return new ProjectDescription(name, naming(canListSchemas(project)));
  }

  private static Naming naming(boolean hasSchemas) {
    return hasSchemas ? Naming.THREE_LEVELS : Naming.TWO_LEVELS;
  }

  private boolean canListSchemas(String project) throws IOException {
    try {
      transport.send(
          WireRequest.control("GET", "projects", project, "schemas").query("maxitems", 1));
      return true;
    } catch (ServiceException e) {
      if (e.hasCode("MethodNotAllowed", "InvalidParameter")) {
        return false;
      }
      throw e;
    }
  }

  /** The names of the projects that the key may list. */
  public List<String> projects() throws IOException {
    return Pages.all(
        transport,
        WireRequest.control("GET", "projects"),
        "Project",
        project -> project.text("Name"));
  }

  /** The names of the schemas; {@code default} alone for a project without schemas. */
  public List<String> schemas(String project) throws IOException {
    try {
      return Pages.all(
          transport,
          WireRequest.control("GET", "projects", project, "schemas"),
          "Schema",
          schema -> schema.text("Name"));
    } catch (ServiceException e) {
      if (e.hasCode("MethodNotAllowed", "InvalidParameter")) {
        return List.of(Target.DEFAULT_SCHEMA);
      }
      throw e;
    }
  }

  /**
   * The tables of a schema.
   *
   * @param prefix what the names begin with; empty for all
   */
  public List<TableSummary> tables(String project, String schema, String prefix)
      throws IOException {
    WireRequest request =
        WireRequest.control("GET", "projects", project, "tables")
            .query("curr_schema", schema)
            .queryKey("extended");
    return Pages.all(
        transport,
        prefix.isEmpty() ? request : request.query("name", prefix),
        "Table",
        table ->
            new TableSummary(
                table.text("Name"), TableKind.ofText(table.text("Type")), table.text("Comment")));
  }

  /**
   * The user-defined functions of a schema.
   *
   * @param prefix what the names begin with; empty for all
   */
  public List<FunctionSummary> functions(String project, String schema, String prefix)
      throws IOException {
    WireRequest request =
        WireRequest.control("GET", "projects", project, "registration", "functions")
            .query("curr_schema", schema);
    return Pages.all(
        transport,
        prefix.isEmpty() ? request : request.query("name", prefix),
        "Function",
        function -> new FunctionSummary(function.text("Alias"), function.text("ClassType")));
  }

  /**
   * What a table is.
   *
   * @throws ServiceException with status 404 if there is none
   */
  public TableDescription describe(Target.Table table) throws IOException {
    WireRequest request =
        WireRequest.control("GET", "projects", table.project(), "tables", table.table())
            .query("curr_schema", table.schema());
    XmlReply reply = XmlReply.parse(transport.send(request).body(), request.label());
    return description(reply, table, request);
  }

  /**
   * Many tables by one request. Tables that do not exist, or may not be seen, are left out.
   *
   * @param tables at most {@value #MOST_AT_ONCE}, all of the project
   * @throws ServiceException also from a service that does not know this call, see {@link
   *     #isUnknownCall}
   */
  public List<TableDescription> describeAll(String project, List<Target.Table> tables)
      throws IOException {
    if (tables.size() > MOST_AT_ONCE) {
      throw new IllegalArgumentException(
          tables.size() + " tables at once are more than " + MOST_AT_ONCE);
    }
    WireRequest request =
        WireRequest.control("POST", "projects", project, "tables")
            .queryKey("query")
            .xml(names(tables))
            .repeatable();
    XmlReply reply = XmlReply.parse(transport.send(request).body(), request.label());
    List<TableDescription> found = new ArrayList<>();
    for (XmlReply table : reply.children("Table")) {
      Target.Table asked = new Target.Table(project, Target.DEFAULT_SCHEMA, table.text("Name"));
      found.add(description(table, asked, request));
    }
    return found;
  }

  /** Whether a service that refuses {@link #describeAll} so does not know it at all. */
  public static boolean isUnknownCall(ServiceException e) {
    return e.status() == 400 || e.status() == 404 || e.status() == 405 || e.status() == 501;
  }

  private static String names(List<Target.Table> tables) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Tables>");
    for (Target.Table table : tables) {
      xml.append("<Table><Project>")
          .append(XmlReply.escaped(table.project()))
          .append("</Project><Name>")
          .append(XmlReply.escaped(table.table()))
          .append("</Name><Schema>")
          .append(XmlReply.escaped(table.schema()))
          .append("</Schema></Table>");
    }
    return xml.append("</Tables>").toString();
  }

  /** Reads an element {@code Table}; what it does not name is what was asked for. */
  private static TableDescription description(
      XmlReply reply, Target.Table asked, WireRequest request) throws IOException {
    TableJson json = json(reply.text("Schema"), TableJson.class);
    String type = reply.text("Type");
    String comment = reply.text("Comment");
    Map<String, String> defaults = new HashMap<>();
    Map<String, String> generated = new HashMap<>();
    Stream.concat(json.columns().stream(), json.partitionKeys().stream())
        .forEach(
            column -> {
              put(defaults, column.name(), column.defaultValue());
              put(generated, column.name(), column.generateExpression());
            });
    return new TableDescription(
        new Target.Table(
            orElse(reply.text("Project"), asked.project()),
            orElse(reply.text("SchemaName"), asked.schema()),
            orElse(reply.text("Name"), asked.table())),
        type.isEmpty() ? json.kind() : TableKind.ofText(type),
        comment.isEmpty() ? json.comment() : comment,
        columns(json.columns(), request),
        columns(json.partitionKeys(), request),
        defaults,
        generated);
  }

  private static void put(Map<String, String> texts, String column, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      texts.put(column, text);
    }
  }

  /**
   * The columns of a table's primary key in key order; empty if it is not a Delta table.
   *
   * @throws ServiceException with status 404 if there is no such table
   */
  public List<String> primaryKey(Target.Table table) throws IOException {
    WireRequest request =
        WireRequest.control("GET", "projects", table.project(), "tables", table.table())
            .query("curr_schema", table.schema())
            .queryKey("extended");
    XmlReply reply = XmlReply.parse(transport.send(request).body(), request.label());
    String text = json(reply.text("Schema"), ExtendedTableJson.class).reserved();
    if (text.isBlank()) {
      return List.of();
    }
    ExtendedTableJson.Reserved reserved = json(text, ExtendedTableJson.Reserved.class);
    return reserved.transactional().equalsIgnoreCase("true")
        ? List.copyOf(reserved.primaryKey())
        : List.of();
  }

  private static <T> T json(String text, Class<T> type) throws IOException {
    return WireJson.read(text.getBytes(StandardCharsets.UTF_8), type);
  }

  private static String orElse(String text, String other) {
    return text.isEmpty() ? other : text;
  }

  private static List<Column> columns(List<TableJson.ColumnJson> columns, WireRequest request)
      throws CorruptStreamException {
    try {
      return columns.stream()
          .map(
              column ->
                  new Column(
                      column.name(),
                      OdpsTypeParser.parse(column.type()),
                      !Boolean.FALSE.equals(column.isNullable()),
                      column.comment()))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new CorruptStreamException(0, request.label() + ": " + e.getMessage());
    }
  }

  /**
   * The partitions of a table, each as an ordered map from column names to values; values are texts
   * whatever the column's type.
   */
  public List<Map<String, String>> partitions(Target.Table table) throws IOException {
    WireRequest request =
        WireRequest.control("GET", "projects", table.project(), "tables", table.table())
            .queryKey("partitions")
            .query("curr_schema", table.schema());
    return Pages.all(transport, request, "Partition", Tables::partition);
  }

  private static Map<String, String> partition(XmlReply partition) {
    Map<String, String> values = new LinkedHashMap<>();
    for (XmlReply column : partition.children("Column")) {
      values.put(column.attribute("Name"), column.attribute("Value"));
    }
    return values;
  }
}

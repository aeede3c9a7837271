package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.PartitionDescription;
import dev.maxstorage.warehouse.engine.PartitionSpec;
import dev.maxstorage.warehouse.engine.TableDescription;
import dev.maxstorage.warehouse.engine.TableName;
import dev.maxstorage.warehouse.engine.ViewDescription;
import dev.maxstorage.wire.Signatures;
import dev.maxstorage.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tables and partitions. Source: control-plane document, 7.4 and chapters 8 and 9. */
final class TableResources {
  private static final String MANAGED_TABLE = "MANAGED_TABLE";
  private static final String VIRTUAL_VIEW = "VIRTUAL_VIEW";

  private final Engine engine;

  TableResources(Engine engine) {
    this.engine = engine;
  }

  Response list(Request request, String project) {
    ProjectResources.existing(engine, project);
    String type = request.parameter("type");
    String schema = schema(request);
    List<Heading> all =
        Stream.concat(
                engine.tables(project, schema).stream().map(Heading::of),
                engine.views(project, schema).stream().map(Heading::of))
            .filter(heading -> type.isEmpty() || type.equalsIgnoreCase(heading.type()))
            .sorted(Comparator.comparing(heading -> heading.name().table()))
            .toList();
    return Pages.page(
        request, "Tables", all, heading -> heading.name().table(), TableResources::writeShort);
  }

  /** What a list shows of a table or view. */
  private record Heading(
      TableName name, long id, String comment, String type, Instant created, Instant modified) {
    static Heading of(TableDescription table) {
      return new Heading(
          table.name(),
          table.id(),
          table.comment(),
          MANAGED_TABLE,
          table.created(),
          table.modified());
    }

    static Heading of(ViewDescription view) {
      return new Heading(
          view.name(), view.id(), view.comment(), VIRTUAL_VIEW, view.created(), view.created());
    }
  }

  private static String schema(Request request) {
    String schema = request.parameter("curr_schema");
    return schema.isEmpty() ? TableName.DEFAULT_SCHEMA : schema;
  }

  private static void writeShort(Xml xml, Heading heading) {
    xml.start("Table")
        .text("Name", heading.name().table())
        .text("Owner", ControlPlane.OWNER)
        .text("Comment", heading.comment())
        .text("Type", heading.type())
        .text("TableId", Long.toString(heading.id()))
        .text("Project", heading.name().project())
        .text("SchemaName", heading.name().schema())
        .text("CreationTime", Signatures.httpDate(heading.created()))
        .text("LastModifiedTime", Signatures.httpDate(heading.modified()))
        .end();
  }

  /** Many tables and views at once; those that do not exist are left out; 7.4. */
  Response query(Request request, String project) throws IOException {
    ProjectResources.existing(engine, project);
    Xml xml = new Xml("Tables").text("Marker", "");
    for (TableName name : TableQuery.names(request.message(), project)) {
      ViewDescription view = engine.view(name);
      TableDescription table = view == null ? engine.table(name) : null;
      if (view != null) {
        writeFull(xml.start("Table"), Heading.of(view), schema(view)).end();
      } else if (table != null) {
        writeFull(xml.start("Table"), Heading.of(table), schema(table)).end();
      }
    }
    return Response.xml(xml.document());
  }

  /** What a request for one table asks for: the table, its partitions or one of them. */
  Operation operation(Request request, String project, String name) {
    if (request.has("partitions")) {
      return new Operation("ListPartitions", r -> partitions(r, table(r, project, name)));
    }
    if (request.has("partition")) {
      return new Operation("GetPartition", r -> partition(r, table(r, project, name)));
    }
    return new Operation("GetTable", r -> tableOrView(r, project, name));
  }

  private Response tableOrView(Request request, String project, String name) {
    ViewDescription view = engine.view(new TableName(project, schema(request), name));
    if (view == null) {
      TableDescription table = table(request, project, name);
      return document(Heading.of(table), request.has("extended") ? extended(table) : schema(table));
    }
    return document(Heading.of(view), request.has("extended") ? Map.of() : schema(view));
  }

  private TableDescription table(Request request, String project, String name) {
    ProjectResources.existing(engine, project);
    TableName tableName = new TableName(project, schema(request), name);
    TableDescription table = engine.table(tableName);
    if (engine.view(tableName) != null) {
      throw Refusal.unsupported(tableName.text() + " is a view and has no partitions");
    }
    if (table == null) {
      throw Refusal.notFound(
          "NoSuchObject",
          "ODPS-0130131: Table not found - table " + tableName.text() + " cannot be resolved");
    }
    return table;
  }

  private static Response document(Heading table, Map<String, Object> schema) {
    return Response.xml(writeFull(new Xml("Table"), table, schema).document());
  }

  private static Xml writeFull(Xml xml, Heading table, Map<String, Object> schema) {
    return xml.text("Name", table.name().table())
        .text("TableId", Long.toString(table.id()))
        .cdata("Schema", json(schema), "format", "Json")
        .text("Comment", table.comment())
        .text("Owner", ControlPlane.OWNER)
        .text("Project", table.name().project())
        .text("SchemaName", table.name().schema())
        .text("TableLabel", "0")
        .text("CryptoAlgo", "")
        .text("CreationTime", Signatures.httpDate(table.created()))
        .text("LastModifiedTime", Signatures.httpDate(table.modified()))
        .text("LastAccessTime", Signatures.httpDate(table.modified()))
        .text("Type", table.type());
  }

  private static Map<String, Object> schema(TableDescription table) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("owner", ControlPlane.OWNER);
    schema.put("comment", table.comment());
    schema.put("createTime", table.created().getEpochSecond());
    schema.put("lastModifiedTime", table.modified().getEpochSecond());
    schema.put("lastDDLTime", table.created().getEpochSecond());
    schema.put("lastAccessTime", 0);
    schema.put("isVirtualView", false);
    schema.put("isMaterializedView", false);
    schema.put("isExternal", false);
    schema.put("lifecycle", table.lifecycleDays() > 0 ? table.lifecycleDays() : -1);
    schema.put("hubLifecycle", -1);
    schema.put("size", table.bytes());
    schema.put("recordNum", table.rows());
    schema.put("tableLabel", "0");
    schema.put("tableProperties", json(new LinkedHashMap<>(table.properties())));
    schema.put("columns", table.columns().stream().map(TableResources::column).toList());
    schema.put(
        "partitionKeys", table.partitionColumns().stream().map(TableResources::column).toList());
    return schema;
  }

  private static Map<String, Object> schema(ViewDescription view) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("owner", ControlPlane.OWNER);
    schema.put("comment", view.comment());
    schema.put("createTime", view.created().getEpochSecond());
    schema.put("lastModifiedTime", view.created().getEpochSecond());
    schema.put("lastDDLTime", view.created().getEpochSecond());
    schema.put("lastAccessTime", 0);
    schema.put("isVirtualView", true);
    schema.put("viewText", view.text());
    schema.put("viewExpandedText", view.expandedText());
    schema.put("isMaterializedView", false);
    schema.put("isExternal", false);
    schema.put("lifecycle", -1);
    schema.put("hubLifecycle", -1);
    schema.put("size", 0);
    schema.put("recordNum", -1);
    schema.put("tableLabel", "0");
    schema.put("columns", view.columns().stream().map(TableResources::column).toList());
    schema.put("partitionKeys", List.of());
    return schema;
  }

  private static Map<String, Object> column(Column column) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", column.name());
    members.put("type", column.type().text());
    members.put("comment", column.comment());
    members.put("label", "");
    members.put("isNullable", column.nullable());
    return members;
  }

  private static Map<String, Object> extended(TableDescription table) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("IsArchived", false);
    facts.put("PhysicalSize", table.bytes());
    facts.put("FileNum", 1);
    Map<String, Object> reserved = new LinkedHashMap<>();
    reserved.put("Transactional", Boolean.toString(table.isDelta()));
    if (table.isDelta()) {
      reserved.put("PrimaryKey", table.primaryKey());
    }
    facts.put("Reserved", json(reserved));
    return facts;
  }

  private static String json(Map<String, Object> members) {
    return new String(WireJson.write(members), StandardCharsets.UTF_8);
  }

  private Response partitions(Request request, TableDescription table) {
    PartitionSpec prefix = PartitionSpec.parse(request.parameter("partition"));
    List<PartitionDescription> partitions =
        engine.partitions(table.name()).stream()
            .filter(partition -> prefix.selects(partition.spec()))
            .toList();
    boolean namesOnly = request.has("name");
    return Pages.page(
        request,
        "Partitions",
        partitions,
        partition -> partition.spec().text(),
        namesOnly ? TableResources::writeName : TableResources::write);
  }

  private static void writeName(Xml xml, PartitionDescription partition) {
    xml.start("Partition").text("Name", partition.spec().text()).end();
  }

  private static void write(Xml xml, PartitionDescription partition) {
    xml.start("Partition");
    partition
        .spec()
        .values()
        .forEach((name, value) -> xml.start("Column", "Name", name, "Value", value).end());
    xml.text("CreationTime", seconds(partition.created()))
        .text("LastDDLTime", seconds(partition.created()))
        .text("LastModifiedTime", seconds(partition.modified()))
        .text("LastAccessTime", "0")
        .text("PartitionSize", Long.toString(partition.bytes()))
        .text("PartitionRecordCount", Long.toString(partition.rows()))
        .end();
  }

  private static String seconds(Instant time) {
    return Long.toString(time.getEpochSecond());
  }

  private Response partition(Request request, TableDescription table) {
    PartitionSpec spec = PartitionSpec.parse(request.parameter("partition"));
    PartitionDescription partition =
        engine.partitions(table.name()).stream()
            .filter(each -> each.spec().values().equals(spec.values()))
            .findFirst()
            .orElseThrow(
                () ->
                    Refusal.notFound(
                        "NoSuchPartition",
                        "Table " + table.name().text() + " has no partition " + spec.text()));
    Map<String, Object> facts = new LinkedHashMap<>();
    if (request.has("extended")) {
      facts.put("IsArchived", false);
      facts.put("IsExstore", false);
      facts.put("LifeCycle", -1);
      facts.put("PhysicalSize", partition.bytes());
      facts.put("FileNum", 1);
      facts.put("Reserved", "{}");
    } else {
      facts.put("createTime", partition.created().getEpochSecond());
      facts.put("lastModifiedTime", partition.modified().getEpochSecond());
      facts.put("lastDDLTime", partition.created().getEpochSecond());
      facts.put("lastAccessTime", 0);
      facts.put("partitionSize", partition.bytes());
      facts.put("partitionRecordNum", partition.rows());
    }
    return Response.xml(new Xml("Partition").cdata("Schema", json(facts)).document());
  }
}

package dev.maxstorage.control;

import dev.maxstorage.control.TableSchemaJson.ColumnJson;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.WireRequest;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsTypeParser;
import dev.maxstorage.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes and lists tables. Source: control-plane document, 7.4 and chapter 8.
 *
 * <p>Threads: any number.
 */
public final class Tables {
  private final HttpTransport transport;

  Tables(HttpTransport transport) {
    this.transport = transport;
  }

  /**
   * A table with its columns.
   *
   * @param schema or null for the server's default
   * @throws dev.maxstorage.transport.ServiceException with status 404 if there is none
   */
  public TableDescription describe(String project, @Nullable String schema, String table)
      throws IOException {
    WireRequest request =
        WireRequest.control("GET", "projects", project, "tables", table)
            .query("curr_schema", schema);
    XmlElement answer = XmlElement.parse(transport.send(request).body(), request.label());
    XmlElement json = answer.child("Schema");
    if (json == null) {
      throw new MalformedAnswerException(request.label() + ": the answer has no Schema", null);
    }
    TableSchemaJson content =
        WireJson.read(json.text().getBytes(StandardCharsets.UTF_8), TableSchemaJson.class);
    String type = answer.text("Type");
    return new TableDescription(
        orElse(answer.text("Project"), project),
        orElse(answer.text("SchemaName"), schema == null ? SchemaSummary.DEFAULT : schema),
        orElse(answer.text("Name"), table),
        type.isEmpty() ? content.kind() : TableKind.ofText(type),
        columns(table, content.columns()),
        columns(table, content.partitionKeys()),
        orElse(answer.text("Comment"), content.comment()),
        orElse(answer.text("Owner"), content.owner()),
        instant(content.createTime()),
        instant(content.lastModifiedTime()),
        content.size() == null ? -1 : content.size(),
        content.recordNum() == null ? -1 : content.recordNum(),
        content.viewText().isEmpty() ? null : content.viewText());
  }

  /**
   * The tables of a schema, with kind and comment.
   *
   * @param schema or null for the server's default
   * @param prefix of the names, empty for all; not a pattern
   */
  public List<TableSummary> list(String project, @Nullable String schema, String prefix)
      throws IOException {
    WireRequest request =
        WireRequest.control("GET", "projects", project, "tables")
            .query("curr_schema", schema)
            .query("name", prefix.isEmpty() ? null : prefix)
            .queryKey("extended");
    return Page.all(
        transport,
        request,
        "Table",
        element ->
            new TableSummary(
                orElse(element.text("Project"), project),
                orElse(
                    element.text("SchemaName"), schema == null ? SchemaSummary.DEFAULT : schema),
                element.text("Name"),
                TableKind.ofText(element.text("Type")),
                element.text("Comment"),
                element.text("Owner")));
  }

  private static List<Column> columns(String table, List<ColumnJson> source) throws IOException {
    List<Column> columns = new ArrayList<>();
    for (ColumnJson column : source) {
      boolean nullable = column.isNullable() == null || column.isNullable();
      try {
        columns.add(
            new Column(
                column.name(), OdpsTypeParser.parse(column.type()), nullable, column.comment()));
      } catch (IllegalArgumentException e) {
        throw new UnsupportedColumnException(table, column.name(), column.type(), e);
      }
    }
    return columns;
  }

  private static @Nullable Instant instant(long epochSeconds) {
    return epochSeconds <= 0 ? null : Instant.ofEpochSecond(epochSeconds);
  }

  private static String orElse(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }
}

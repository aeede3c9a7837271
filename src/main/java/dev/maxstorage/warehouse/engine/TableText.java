package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What DESC and SHOW CREATE TABLE print: frames and lines in MaxCompute's manner, times in UTC. */
final class TableText {
  private static final int WIDTH = 84;
  private static final String RULE = "+" + "-".repeat(WIDTH) + "+\n";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();

  private TableText() {}

  /** DESC of a table. */
  static String describe(TableDescription table) {
    TableText out = new TableText();
    out.rule();
    out.fact("Project", table.name().project());
    out.fact("Schema", table.name().schema());
    out.fact("TableComment", table.comment());
    out.rule();
    out.times(table.created(), table.modified());
    if (table.lifecycleDays() > 0) {
      out.fact("Lifecycle", Long.toString(table.lifecycleDays()));
    }
    out.rule();
    if (table.isDelta()) {
      out.fact("Transactional", "true");
      out.fact("PrimaryKey", String.join(", ", table.primaryKey()));
    }
    out.line("InternalTable: YES      | Size: " + table.bytes() + "      | Rows: " + table.rows());
    out.rule();
    out.line("Native Columns:");
    out.columns(table.columns());
    if (!table.partitionColumns().isEmpty()) {
      out.line("Partition Columns:");
      out.columns(table.partitionColumns());
    }
    return out.text.toString();
  }

  /** DESC of a view. */
  static String describe(ViewDescription view) {
    TableText out = new TableText();
    out.rule();
    out.fact("Project", view.name().project());
    out.fact("Schema", view.name().schema());
    out.fact("TableComment", view.comment());
    out.rule();
    out.times(view.created(), view.created());
    out.rule();
    out.line("VirtualView: YES");
    view.text().lines().forEach(line -> out.line("ViewText: " + line));
    out.rule();
    out.line("Native Columns:");
    out.columns(view.columns());
    return out.text.toString();
  }

  /** DESC of a partition. */
  static String describe(PartitionDescription partition) {
    TableText out = new TableText();
    out.rule();
    out.fact("Partition", partition.spec().text());
    out.line("PartitionSize: " + partition.bytes() + "      | Rows: " + partition.rows());
    out.times(partition.created(), partition.modified());
    out.rule();
    return out.text.toString();
  }

  private void times(Instant created, Instant modified) {
    fact("CreateTime", TIME.format(created));
    fact("LastModifiedTime", TIME.format(modified));
  }

  private void columns(List<Column> columns) {
    int name = widest("Field".length(), columns.stream().map(Column::name).toList());
    int type = widest("Type".length(), columns.stream().map(each -> each.type().text()).toList());
    String format = "%-" + name + "s | %-" + type + "s | %-5s | %s";
    rule();
    line(String.format(Locale.ROOT, format, "Field", "Type", "Null", "Comment"));
    rule();
    for (Column column : columns) {
      String nullable = column.nullable() ? "" : "NO";
      line(
          String.format(
              Locale.ROOT,
              format,
              column.name(),
              column.type().text(),
              nullable,
              column.comment()));
    }
    rule();
  }

  private static int widest(int least, List<String> texts) {
    return texts.stream().mapToInt(String::length).reduce(least, Math::max);
  }

  private void fact(String name, String value) {
    line(String.format(Locale.ROOT, "%-18s %s", name + ":", value));
  }

  private void line(String content) {
    text.append(
        String.format(Locale.ROOT, "| %-" + (WIDTH - 2) + "s |%n", content).replace("\r", ""));
  }

  private void rule() {
    text.append(RULE);
  }

  /** The statement that makes an equal, empty table. */
  static String create(TableDescription table) {
    StringBuilder sql = new StringBuilder("CREATE TABLE IF NOT EXISTS ");
    sql.append(table.name().text()).append("(\n").append(definitions(table.columns()));
    if (table.isDelta()) {
      sql.append(",\n  PRIMARY KEY (").append(names(table.primaryKey())).append(")");
    }
    sql.append(")");
    if (!table.comment().isEmpty()) {
      sql.append("\nCOMMENT ").append(quoted(table.comment()));
    }
    if (!table.partitionColumns().isEmpty()) {
      sql.append("\nPARTITIONED BY (\n").append(definitions(table.partitionColumns())).append(")");
    }
    if (!table.properties().isEmpty()) {
      sql.append("\nTBLPROPERTIES (").append(properties(table)).append(")");
    }
    if (table.lifecycleDays() > 0) {
      sql.append("\nLIFECYCLE ").append(table.lifecycleDays());
    }
    return sql.append(";\n").toString();
  }

  /** The statement that makes an equal view. */
  static String create(ViewDescription view) {
    String columns =
        view.columns().stream()
            .map(column -> "  " + name(column) + comment(column.comment()))
            .collect(Collectors.joining(",\n"));
    return "CREATE VIEW IF NOT EXISTS "
        + view.name().text()
        + "(\n"
        + columns
        + ")"
        + comment(view.comment())
        + "\nAS "
        + view.expandedText()
        + "\n;\n";
  }

  private static String properties(TableDescription table) {
    return table.properties().entrySet().stream()
        .map(property -> quoted(property.getKey()) + " = " + quoted(property.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String name(Column column) {
    return "`" + column.name().replace("`", "``") + "`";
  }

  private static String comment(String comment) {
    return comment.isEmpty() ? "" : " COMMENT " + quoted(comment);
  }

  private static String definitions(List<Column> columns) {
    return columns.stream()
        .map(
            column ->
                "  "
                    + name(column)
                    + " "
                    + column.type().text().toUpperCase(Locale.ROOT)
                    + (column.nullable() ? "" : " NOT NULL")
                    + comment(column.comment()))
        .collect(Collectors.joining(",\n"));
  }

  private static String names(List<String> names) {
    return names.stream()
        .map(name -> "`" + name.replace("`", "``") + "`")
        .collect(Collectors.joining(", "));
  }

  private static String quoted(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}

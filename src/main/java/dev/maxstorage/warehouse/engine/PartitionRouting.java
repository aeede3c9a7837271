package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sends rows that name their partition to segments, one a partition. The rows are kept aside in a
 * temporary table until all partitions are known, and go to each segment in the order they came.
 */
final class PartitionRouting {
  private static final String ROUTED = "\"$routed\"";

  private final DuckConnection connection;
  private final TableState table;
  private final PartitionSpec fixed;
  private final List<Column> dynamic;
  private final Ids ids;

  /** Routing by the partition columns that {@code fixed} leaves open. */
  PartitionRouting(DuckConnection connection, TableState table, PartitionSpec fixed, Ids ids) {
    this.connection = connection;
    this.table = table;
    this.fixed = fixed;
    this.dynamic = table.notFixed(fixed);
    this.ids = ids;
  }

  /** Puts the rows of a query into one new segment for each of their partitions. */
  Map<Long, PartitionSpec> insert(String select) throws SQLException {
    connection.execute(
        "CREATE TEMP TABLE "
            + ROUTED
            + " AS SELECT row_number() OVER () - 1 AS \"$row\", * FROM ("
            + select
            + ")");
    Map<Long, PartitionSpec> partitions = partitions();
    if (!partitions.isEmpty()) {
      connection.execute(routing(partitions));
    }
    connection.execute("DROP TABLE " + ROUTED);
    return partitions;
  }

  private Map<Long, PartitionSpec> partitions() throws SQLException {
    Map<Long, PartitionSpec> partitions = new LinkedHashMap<>();
    connection.query(
        "SELECT DISTINCT "
            + dynamic.stream().map(PartitionRouting::key).collect(Collectors.joining(", "))
            + " FROM "
            + ROUTED
            + " ORDER BY ALL",
        row -> {
          Map<String, String> values = new LinkedHashMap<>();
          for (Column column : table.partitionColumns()) {
            int index = dynamic.indexOf(column);
            String value = index < 0 ? fixed.values().get(column.name()) : row.getString(index + 1);
            if (value == null || value.isEmpty()) {
              throw new EngineException(
                  Kind.INVALID_ARGUMENT,
                  "A row has "
                      + (value == null ? "no" : "an empty")
                      + " value in partition column "
                      + column.name());
            }
            values.put(column.name(), value);
          }
          partitions.put(ids.next(), new PartitionSpec(values));
        });
    return partitions;
  }

  private String routing(Map<Long, PartitionSpec> partitions) {
    String keys =
        IntStream.range(0, dynamic.size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
    String values =
        partitions.entrySet().stream()
            .map(
                entry ->
                    dynamic.stream()
                        .map(column -> entry.getValue().values().get(column.name()))
                        .map(value -> DuckSql.string(value == null ? "" : value))
                        .collect(Collectors.joining(", ", "(" + entry.getKey() + ", ", ")")))
            .collect(Collectors.joining(", "));
    String same =
        IntStream.range(0, dynamic.size())
            .mapToObj(i -> key(dynamic.get(i)) + " = k" + i)
            .collect(Collectors.joining(" AND "));
    return "INSERT INTO "
        + table.dataTable()
        + " SELECT \"$id\", row_number() OVER (PARTITION BY \"$id\" ORDER BY \"$row\") - 1, "
        + stored(table, fixed)
        + " FROM "
        + ROUTED
        + " JOIN (VALUES "
        + values
        + ") AS \"$partitions\"(\"$id\", "
        + keys
        + ") ON "
        + same
        + " ORDER BY \"$id\", \"$row\"";
  }

  private static String key(Column column) {
    return "CAST(" + DuckSql.name(column.name()) + " AS VARCHAR)";
  }

  /** The columns of the data table after {@code $segment} and {@code $row}. */
  static String stored(TableState table, PartitionSpec fixed) {
    List<String> columns = new ArrayList<>();
    if (table.delta() != null) {
      columns.add(DeltaState.OPERATION);
    }
    table.columns().forEach(column -> columns.add(value(table, column)));
    for (Column column : table.partitionColumns()) {
      String value = fixed.values().get(column.name());
      columns.add(
          value == null ? DuckSql.name(column.name()) : PartitionValues.typed(column, value));
    }
    return String.join(", ", columns);
  }

  /** The column's value, of which a row that is no deletion needs one if the table says so. */
  private static String value(TableState table, Column column) {
    String name = DuckSql.name(column.name());
    return column.nullable() || !DataTable.nullWhenDeleted(table, column)
        ? name
        : "CASE WHEN "
            + name
            + " IS NULL AND "
            + DeltaState.OPERATION
            + " <> "
            + DeltaState.DELETE
            + " THEN error("
            + DuckSql.string(
                "column " + column.name() + " is NOT NULL and a row has no value for it")
            + ") ELSE "
            + name
            + " END";
  }
}

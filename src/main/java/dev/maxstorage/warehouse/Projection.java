package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.SnapshotRequest;
import dev.maxstorage.warehouse.engine.TableDescription;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns that a read delivers: data columns, then partition columns, in the table's order,
 * then the system column of changes.
 *
 * <p>Source: Storage API document, 4.2.2 and 4.10.
 */
record Projection(
    List<Column> dataColumns, List<Column> partitionColumns, List<Column> systemColumns) {
  Projection {
    dataColumns = List.copyOf(dataColumns);
    partitionColumns = List.copyOf(partitionColumns);
    systemColumns = List.copyOf(systemColumns);
  }

  Projection(List<Column> dataColumns, List<Column> partitionColumns) {
    this(dataColumns, partitionColumns, List.of());
  }

  /** What a session over the changes of a delta table delivers. */
  static Projection ofChanges(TableDescription table, List<String> data, List<String> partitions) {
    List<Column> system = List.of(SnapshotRequest.CHANGE);
    List<String> own =
        data.stream()
            .filter(name -> !name.equalsIgnoreCase(SnapshotRequest.CHANGE.name()))
            .toList();
    Projection projection = of(table, own, partitions);
    return new Projection(projection.dataColumns(), projection.partitionColumns(), system);
  }

  /** What a session delivers; both lists empty means everything. */
  static Projection of(TableDescription table, List<String> data, List<String> partitions) {
    if (data.isEmpty() && partitions.isEmpty()) {
      return new Projection(table.columns(), table.partitionColumns());
    }
    return new Projection(
        chosen(table.columns(), data, "data column of table " + table.name().text()),
        chosen(
            table.partitionColumns(),
            partitions,
            "partition column of table " + table.name().text()));
  }

  /** All columns in order of delivery. */
  List<Column> columns() {
    List<Column> columns = new ArrayList<>(dataColumns);
    columns.addAll(partitionColumns);
    columns.addAll(systemColumns);
    return columns;
  }

  /** The columns of these names, in the order of {@code columns}; an unknown name is refused. */
  static List<Column> chosen(List<Column> columns, List<String> names, String what) {
    List<Column> found = requested(columns, names, what);
    return columns.stream().filter(found::contains).toList();
  }

  /** The columns of these names, in the order of {@code names}; an unknown name is refused. */
  static List<Column> requested(List<Column> columns, List<String> names, String what) {
    return names.stream().map(name -> column(columns, name, what)).distinct().toList();
  }

  private static Column column(List<Column> columns, String name, String what) {
    return columns.stream()
        .filter(column -> column.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> Refusal.badRequest("Column " + name + " is not a " + what));
  }

  /** The names of columns. */
  static List<String> names(List<Column> columns) {
    return columns.stream().map(Column::name).toList();
  }
}

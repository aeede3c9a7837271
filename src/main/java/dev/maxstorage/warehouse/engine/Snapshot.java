package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as it was when the snapshot was taken; later commits, overwrites and drops do not change
 * it. Thread-safe. Holds the space of its rows until closed.
 */
public final class Snapshot implements Closeable {
  private final String dataTable;
  private final List<Column> columns;
  private final long version;
  private final List<SegmentRows> rows;
  private final @Nullable String filter;
  private final Runnable unpin;
  private boolean closed;

  Snapshot(
      String dataTable,
      List<Column> columns,
      long version,
      List<SegmentRows> rows,
      @Nullable String filter,
      Runnable unpin) {
    this.dataTable = dataTable;
    this.columns = List.copyOf(columns);
    this.version = version;
    this.rows = List.copyOf(rows);
    this.filter = filter;
    this.unpin = unpin;
  }

  /** The columns delivered, in order, as the table spells them. */
  public List<Column> columns() {
    return columns;
  }

  /** The table's version that the snapshot shows. */
  public long version() {
    return version;
  }

  /** Rows before the filter. */
  public long rows() {
    return rows.stream().mapToLong(SegmentRows::rows).sum();
  }

  /** Estimated size of the rows before the filter, all columns. */
  public long bytes() {
    return rows.stream().mapToLong(SegmentRows::bytes).sum();
  }

  /** Neighbouring rows of one partition: how many, and their estimated size. */
  public record PartitionRows(PartitionSpec partition, long rows, long bytes) {}

  /** The snapshot as runs of rows of one partition, before the filter. */
  public List<PartitionRows> partitionRows() {
    List<PartitionRows> runs = new ArrayList<>();
    for (SegmentRows piece : rows) {
      PartitionSpec partition = piece.segment().partition();
      PartitionRows last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (last != null && last.partition().equals(partition)) {
        runs.set(
            runs.size() - 1,
            new PartitionRows(partition, last.rows() + piece.rows(), last.bytes() + piece.bytes()));
      } else {
        runs.add(new PartitionRows(partition, piece.rows(), piece.bytes()));
      }
    }
    return runs;
  }

  List<SegmentState> segments() {
    return rows.stream().map(SegmentRows::segment).toList();
  }

  /** Pins the segments once more, for a stream; false if the snapshot is closed. */
  synchronized boolean pin(Catalog catalog) {
    if (closed) {
      return false;
    }
    catalog.pin(segments());
    return true;
  }

  /** The snapshot's columns that the range asks for. */
  List<Column> columns(ReadRange range) {
    return chosen(columns, range.columns());
  }

  static List<Column> chosen(List<Column> columns, @Nullable List<String> names) {
    if (names == null) {
      return columns;
    }
    List<Column> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          columns.stream()
              .filter(column -> column.name().equalsIgnoreCase(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new EngineException(
                          Kind.INVALID_ARGUMENT,
                          "There is no column "
                              + name
                              + "; there are "
                              + columns.stream().map(Column::name).toList())));
    }
    return chosen;
  }

  /** The queries that give the range, through the filter or without it. */
  List<String> queries(ReadRange range, boolean filtered) {
    String select = "SELECT " + new ExportSql(range.units()).selectList(columns(range)) + " FROM ";
    return SegmentQueries.of(
        operation -> select + source(operation),
        filtered ? filter : null,
        rows,
        range.offset(),
        range.count());
  }

  /** The table, with the column that tells what happened to a row, if the snapshot has it. */
  private String source(int operation) {
    if (!columns.contains(SnapshotRequest.CHANGE)) {
      return dataTable;
    }
    return "(SELECT *, CAST("
        + (operation == SegmentRows.AS_STORED ? DeltaState.OPERATION : operation)
        + " AS TINYINT) AS "
        + DuckSql.name(SnapshotRequest.CHANGE.name())
        + " FROM "
        + dataTable
        + ")";
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    unpin.run();
  }
}

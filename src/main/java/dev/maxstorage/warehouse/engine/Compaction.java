package dev.maxstorage.warehouse.engine;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns many small segments of a partition into one; the rows and their order stay. */
final class Compaction {
  /** Reads of up to this many segments are as fast as reads of one, as measured. */
  private static final int MAX_SMALL = 128;

  private static final long SMALL_ROWS = 100_000;

  private Compaction() {}

  /** Lists of segments worth merging, each of one partition. */
  static Collection<List<SegmentState>> candidates(TableState table) {
    if (table.segments().size() <= MAX_SMALL) {
      return List.of();
    }
    return table.segments().stream()
        .filter(segment -> segment.rows() < SMALL_ROWS)
        .collect(Collectors.groupingBy(SegmentState::partition))
        .values()
        .stream()
        .filter(small -> small.size() > MAX_SMALL)
        .toList();
  }

  /** The table with one segment in place of these; nothing else is new about it. */
  static TableState merged(TableState table, List<SegmentState> small, long id) {
    SegmentState whole = whole(small, id, small.get(0).partition());
    return table.with(
        small.stream().map(SegmentState::id).toList(), List.of(whole), List.of(), table.modified());
  }

  /** A segment with all rows of these. */
  static SegmentState whole(List<SegmentState> small, long id, PartitionSpec partition) {
    return new SegmentState(
        id,
        partition,
        small.stream().mapToLong(SegmentState::rows).sum(),
        small.stream().mapToLong(SegmentState::bytes).sum());
  }

  /**
   * Writes the rows and blob references of the segments again, as segment {@code id}.
   *
   * @param partition values that the rows get, empty for their own
   */
  static void copy(
      DuckConnection connection,
      TableState table,
      List<SegmentState> small,
      long id,
      PartitionSpec partition)
      throws SQLException {
    String ids = CatalogStore.list(small.stream().map(SegmentState::id).toList());
    String columns = PartitionRouting.stored(table, partition);
    connection.execute(
        Stream.of(
                "INSERT INTO",
                table.dataTable(),
                "SELECT " + id + ", row_number() OVER () - 1,",
                columns,
                "FROM (SELECT * FROM",
                table.dataTable(),
                "WHERE \"$segment\" IN (" + ids + ") ORDER BY \"$segment\", \"$row\")")
            .collect(Collectors.joining(" ")));
    String references = CatalogStore.table("blob_references");
    connection.execute(
        "INSERT INTO "
            + references
            + " SELECT DISTINCT "
            + id
            + ", reference FROM "
            + references
            + " WHERE segment IN ("
            + ids
            + ")");
    if (table.delta() == null) {
      copyArrivals(connection, small, id);
    }
  }

  /** The rows of each segment stay together, so what came with which commit stays known. */
  private static void copyArrivals(DuckConnection connection, List<SegmentState> small, long id)
      throws SQLException {
    List<String> shifts = new ArrayList<>();
    long shift = 0;
    for (SegmentState segment : small) {
      shifts.add("(" + segment.id() + ", " + shift + ")");
      shift += segment.rows();
    }
    String arrivals = CatalogStore.table("arrivals");
    connection.execute(
        "INSERT INTO "
            + arrivals
            + " SELECT "
            + id
            + ", table_id, first_row + shift, row_count, version, committed FROM "
            + arrivals
            + " JOIN (VALUES "
            + String.join(", ", shifts)
            + ") AS shifts(merged, shift) ON segment = merged");
  }
}

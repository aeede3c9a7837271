package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.DeltaState.Change;
import dev.maxstorage.warehouse.engine.DeltaState.Images;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One commit to a delta table, inside the commit's transaction: of each key the last staged row
 * counts. Segments with rows that are replaced or deleted are written anew without them, so that
 * snapshots of them stay; what changed becomes segments of the table's log.
 */
final class DeltaMerge {
  /** The last staged row of each key. */
  private static final String LAST = "\"$last\"";

  /** Which stored row each of them replaces or deletes. */
  private static final String OLD = "\"$old\"";

  private final DuckConnection connection;
  private final TableState before;
  private final Ids ids;
  private final Instant now;
  private final String key;
  private final String columns;
  private final List<Long> removed = new ArrayList<>();
  private final Map<Long, PartitionSpec> rest = new LinkedHashMap<>();
  private final Map<Long, PartitionSpec> written = new LinkedHashMap<>();
  private final Map<Long, PartitionSpec> replaced = new LinkedHashMap<>();

  DeltaMerge(DuckConnection connection, TableState before, Ids ids, Instant now) {
    DeltaState delta = before.delta();
    if (delta == null) {
      throw new IllegalArgumentException("Table " + before.name().text() + " has no key");
    }
    this.connection = connection;
    this.before = before;
    this.ids = ids;
    this.now = now;
    this.key = delta.primaryKey().stream().map(DuckSql::name).collect(Collectors.joining(", "));
    this.columns = names(before.allColumns());
  }

  private static String names(List<Column> columns) {
    return columns.stream()
        .map(column -> DuckSql.name(column.name()))
        .collect(Collectors.joining(", "));
  }

  /**
   * The next version of the table.
   *
   * @param staged segments of upserts and deletes, in the order they were staged
   * @param overwritten segments that go as a whole
   */
  TableState merged(
      Collection<SegmentState> staged,
      Collection<Long> overwritten,
      Collection<PartitionSpec> touched)
      throws SQLException {
    Set<Long> gone = new HashSet<>(overwritten);
    Map<PartitionSpec, List<SegmentState>> byPartition =
        staged.stream()
            .collect(
                Collectors.groupingBy(
                    SegmentState::partition, LinkedHashMap::new, Collectors.toList()));
    for (Map.Entry<PartitionSpec, List<SegmentState>> entry : byPartition.entrySet()) {
      List<Long> stored =
          before.segments().stream()
              .filter(segment -> segment.partition().equals(entry.getKey()))
              .map(SegmentState::id)
              .filter(id -> !gone.contains(id))
              .toList();
      merge(entry.getKey(), entry.getValue().stream().map(SegmentState::id).toList(), stored);
    }
    List<Long> all = new ArrayList<>(overwritten);
    all.addAll(removed);
    List<SegmentState> added = new ArrayList<>(measured(rest));
    List<SegmentState> after = measured(written);
    added.addAll(after);
    TableState next = before.with(all, added, touched, now);
    List<Change> changes = new ArrayList<>();
    for (SegmentState segment : before.segments()) {
      if (gone.contains(segment.id())) {
        changes.add(new Change(segment, Images.DELETED, next.version(), now));
      }
    }
    measured(replaced)
        .forEach(segment -> changes.add(new Change(segment, Images.BEFORE, next.version(), now)));
    after.forEach(segment -> changes.add(new Change(segment, Images.AFTER, next.version(), now)));
    recordBlobs();
    return next.logging(changes);
  }

  private List<SegmentState> measured(Map<Long, PartitionSpec> segments) throws SQLException {
    return segments.isEmpty() ? List.of() : Staging.measured(connection, before, segments);
  }

  private void merge(PartitionSpec partition, List<Long> staged, List<Long> stored)
      throws SQLException {
    connection.execute(
        "CREATE TEMP TABLE "
            + LAST
            + " AS SELECT * FROM "
            + before.dataTable()
            + " WHERE "
            + among(staged)
            + " QUALIFY row_number() OVER (PARTITION BY "
            + key
            + " ORDER BY \"$segment\" DESC, \"$row\" DESC) = 1");
    connection.execute(
        "CREATE TEMP TABLE "
            + OLD
            + " AS SELECT o.\"$segment\" AS segment, o.\"$row\" AS row, l."
            + DeltaState.OPERATION
            + " AS operation, l.\"$segment\" AS by_segment, l.\"$row\" AS by_row FROM "
            + before.dataTable()
            + " o JOIN "
            + LAST
            + " l USING ("
            + key
            + ") WHERE "
            + (stored.isEmpty() ? "false" : "o." + among(stored)));
    List<Long> hit = new ArrayList<>();
    connection.query(
        "SELECT DISTINCT segment FROM " + OLD + " ORDER BY ALL", row -> hit.add(row.getLong(1)));
    if (!hit.isEmpty()) {
      removed.addAll(hit);
      write(replaced, partition, replacedRows());
      write(rest, partition, restRows(hit));
    }
    write(written, partition, writtenRows());
    connection.execute("DROP TABLE " + LAST);
    connection.execute("DROP TABLE " + OLD);
  }

  /** Rows as they were, with what happened to them. */
  private String replacedRows() {
    return "SELECT \"$segment\", \"$row\", "
        + columns
        + ", CASE operation WHEN "
        + DeltaState.DELETE
        + " THEN "
        + ChangeCode.DELETE
        + " ELSE "
        + ChangeCode.UPDATE_BEFORE
        + " END AS operation FROM "
        + before.dataTable()
        + " JOIN "
        + OLD
        + " ON \"$segment\" = segment AND \"$row\" = row";
  }

  /** Rows of the segments that are written anew for what they lose. */
  private String restRows(List<Long> segments) {
    return "SELECT \"$segment\", \"$row\", "
        + columns
        + ", "
        + DeltaState.OPERATION
        + " AS operation FROM "
        + before.dataTable()
        + " ANTI JOIN "
        + OLD
        + " ON \"$segment\" = segment AND \"$row\" = row WHERE "
        + among(segments);
  }

  /** New rows, with what they do. */
  private String writtenRows() {
    return "SELECT \"$segment\", \"$row\", "
        + columns
        + ", CASE WHEN by_row IS NULL THEN "
        + ChangeCode.INSERT
        + " ELSE "
        + ChangeCode.UPDATE_AFTER
        + " END AS operation FROM "
        + LAST
        + " LEFT JOIN "
        + OLD
        + " ON \"$segment\" = by_segment AND \"$row\" = by_row WHERE "
        + DeltaState.OPERATION
        + " <> "
        + DeltaState.DELETE;
  }

  /**
   * Makes a segment of a query's rows, if it has any. DuckDB 2.0.0.1 loses the rows of a large
   * INSERT that comes after one of no rows in the same transaction, so there must be none of these.
   */
  private void write(Map<Long, PartitionSpec> segments, PartitionSpec partition, String select)
      throws SQLException {
    boolean[] any = new boolean[1];
    connection.query("SELECT 1 FROM (" + select + ") LIMIT 1", row -> any[0] = true);
    if (any[0]) {
      long id = ids.next();
      connection.execute(
          "INSERT INTO "
              + before.dataTable()
              + " SELECT "
              + id
              + ", row_number() OVER (ORDER BY \"$segment\", \"$row\") - 1, operation, "
              + columns
              + " FROM ("
              + select
              + ") ORDER BY \"$segment\", \"$row\"");
      segments.put(id, partition);
    }
  }

  private void recordBlobs() throws SQLException {
    List<Long> made = new ArrayList<>(rest.keySet());
    made.addAll(written.keySet());
    made.addAll(replaced.keySet());
    String query = made.isEmpty() ? null : BlobReferences.query(before, among(made));
    if (query != null) {
      connection.execute("INSERT INTO " + CatalogStore.table("blob_references") + " " + query);
    }
  }

  private static String among(Collection<Long> segments) {
    return "\"$segment\" IN (" + CatalogStore.list(segments) + ")";
  }
}

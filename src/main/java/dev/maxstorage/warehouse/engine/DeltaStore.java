package dev.maxstorage.warehouse.engine;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Keys and logs of changes of delta tables, as tables of the database. */
record DeltaStore(DuckConnection connection) {

  /** Writes a new table's key, if it has one. */
  void insertTable(TableState table) throws SQLException {
    DeltaState delta = table.delta();
    if (delta != null) {
      connection.execute(
          "INSERT INTO "
              + CatalogStore.table("delta_tables")
              + " VALUES ("
              + table.id()
              + ", "
              + delta.primaryKey().stream()
                  .map(DuckSql::string)
                  .collect(Collectors.joining(", ", "[", "]"))
              + ")");
    }
  }

  /** Writes what differs between the logs of two versions of a table. */
  void update(TableState before, TableState after) throws SQLException {
    if (before.delta() == null || after.delta() == null) {
      return;
    }
    List<DeltaState.Change> gone = new ArrayList<>(before.delta().changes());
    gone.removeAll(new HashSet<>(after.delta().changes()));
    if (!gone.isEmpty()) {
      connection.execute(
          "DELETE FROM "
              + CatalogStore.table("changes")
              + " WHERE table_id = "
              + after.id()
              + " AND (segment, version) IN ("
              + gone.stream()
                  .map(change -> "(" + change.segment().id() + ", " + change.version() + ")")
                  .collect(Collectors.joining(", "))
              + ")");
    }
    List<DeltaState.Change> fresh = new ArrayList<>(after.delta().changes());
    fresh.removeAll(new HashSet<>(before.delta().changes()));
    if (!fresh.isEmpty()) {
      insert(after, fresh);
    }
  }

  private void insert(TableState table, List<DeltaState.Change> changes) throws SQLException {
    List<String> rows = new ArrayList<>();
    for (DeltaState.Change change : changes) {
      SegmentState segment = change.segment();
      rows.add(
          "("
              + rows.size()
              + ", "
              + table.id()
              + ", "
              + segment.id()
              + ", "
              + CatalogStore.values(segment.partition())
              + ", "
              + segment.rows()
              + ", "
              + segment.bytes()
              + ", "
              + DuckSql.string(change.images().name())
              + ", "
              + change.version()
              + ", "
              + change.committed().toEpochMilli()
              + ")");
    }
    connection.execute(
        "INSERT INTO " + CatalogStore.table("changes") + " VALUES " + String.join(", ", rows));
  }

  /** The delta tables among these, with their logs. */
  Map<Long, DeltaState> read(Map<Long, TableState> tables) throws SQLException {
    Map<Long, List<DeltaState.Change>> changes = changes(tables);
    Map<Long, DeltaState> states = new HashMap<>();
    connection.query(
        "SELECT table_id, primary_key FROM " + CatalogStore.table("delta_tables"),
        row -> {
          Object[] names = (Object[]) row.getArray(2).getArray();
          List<String> key = Arrays.stream(names).map(String.class::cast).toList();
          long id = row.getLong(1);
          states.put(id, new DeltaState(key, changes.getOrDefault(id, List.of())));
        });
    return states;
  }

  private Map<Long, List<DeltaState.Change>> changes(Map<Long, TableState> tables)
      throws SQLException {
    Map<Long, List<DeltaState.Change>> changes = new HashMap<>();
    connection.query(
        "SELECT table_id, segment, spec, row_count, bytes, images, version, committed FROM "
            + CatalogStore.table("changes")
            + " ORDER BY version, position",
        row -> {
          TableState table = tables.get(row.getLong(1));
          if (table != null) {
            SegmentState segment =
                new SegmentState(
                    row.getLong(2),
                    CatalogReader.spec(table, row.getArray(3)),
                    row.getLong(4),
                    row.getLong(5));
            changes
                .computeIfAbsent(table.id(), id -> new ArrayList<>())
                .add(
                    new DeltaState.Change(
                        segment,
                        DeltaState.Images.valueOf(row.getString(6)),
                        row.getLong(7),
                        Instant.ofEpochMilli(row.getLong(8))));
          }
        });
    return changes;
  }
}

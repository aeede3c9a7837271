package dev.maxstorage.warehouse.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Removes rows, tables and blobs that nobody can reach any more. What it cannot remove now is
 * logged; the next start of the warehouse removes it.
 */
final class Sweeper {
  private static final Logger LOG = System.getLogger(Sweeper.class.getName());

  private final Database database;
  private final Catalog catalog;
  private final Consumer<Collection<String>> removeBlobs;

  /** Id of a dropped table to that of its data. */
  private final Map<Long, Long> droppedTables = new ConcurrentHashMap<>();

  Sweeper(Database database, Catalog catalog, Consumer<Collection<String>> removeBlobs) {
    this.database = database;
    this.catalog = catalog;
    this.removeBlobs = removeBlobs;
  }

  /** Has a table's data dropped as soon as nobody reads it. */
  void dropData(TableState table) {
    droppedTables.put(table.id(), table.options().dataId());
    sweep();
  }

  /** Removes what has become unreachable. */
  void sweep() {
    List<Catalog.SegmentGarbage> garbage = catalog.garbage();
    List<Long> unreadData = catalog.unreadData();
    if (garbage.isEmpty() && droppedTables.isEmpty() && unreadData.isEmpty()) {
      return;
    }
    try (DuckConnection connection = database.connection()) {
      Map<Long, List<Long>> byTable =
          garbage.stream()
              .filter(segment -> !segment.tableDropped())
              .collect(
                  Collectors.groupingBy(
                      Catalog.SegmentGarbage::tableId,
                      Collectors.mapping(Catalog.SegmentGarbage::segment, Collectors.toList())));
      for (Map.Entry<Long, List<Long>> entry : byTable.entrySet()) {
        TableState table = catalog.table(entry.getKey());
        if (table != null) {
          deleteRows(connection, table, entry.getValue());
        }
      }
      forgetBlobs(connection, garbage.stream().map(Catalog.SegmentGarbage::segment).toList());
      dropTables(connection);
      for (long dataId : unreadData) {
        connection.execute("DROP TABLE IF EXISTS " + TableState.dataTable(dataId));
      }
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "Rows that nobody reads could not be removed", e);
    }
  }

  /** Removes rows of segments that were never committed. */
  void remove(Collection<Staging.Staged> segments) throws SQLException {
    if (segments.isEmpty()) {
      return;
    }
    try (DuckConnection connection = database.connection()) {
      for (Staging.Staged staged : segments) {
        TableState table = catalog.table(staged.tableId());
        if (table != null && table.options().dataId() == staged.dataId()) {
          deleteRows(connection, table, List.of(staged.segment().id()));
        }
      }
      forgetBlobs(connection, segments.stream().map(staged -> staged.segment().id()).toList());
    }
  }

  /** Forgets the blobs of segments whose table's data goes as a whole. */
  void forget(Collection<Staging.Staged> segments) {
    try {
      remove(segments);
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "Blobs that nobody reads could not be removed", e);
    }
  }

  private static void deleteRows(DuckConnection connection, TableState table, List<Long> segments)
      throws SQLException {
    connection.execute(
        "DELETE FROM "
            + table.dataTable()
            + " WHERE \"$segment\" IN ("
            + CatalogStore.list(segments)
            + ")");
  }

  private void dropTables(DuckConnection connection) throws SQLException {
    for (long tableId : List.copyOf(droppedTables.keySet())) {
      Long dataId = catalog.awaited(tableId) ? null : droppedTables.remove(tableId);
      if (dataId != null) {
        connection.execute("DROP TABLE IF EXISTS " + TableState.dataTable(dataId));
      }
    }
  }

  /** Blobs go with the last segment that refers to them. */
  private void forgetBlobs(DuckConnection connection, List<Long> segments) throws SQLException {
    if (segments.isEmpty()) {
      return;
    }
    String references = CatalogStore.table("blob_references");
    String condition = " WHERE segment IN (" + CatalogStore.list(segments) + ")";
    Set<String> unreferenced = new TreeSet<>();
    connection.query(
        "SELECT DISTINCT reference FROM " + references + condition,
        row -> unreferenced.add(row.getString(1)));
    if (unreferenced.isEmpty()) {
      return;
    }
    connection.execute("DELETE FROM " + references + condition);
    unreferenced.removeAll(referenced(connection, unreferenced));
    removeBlobs.accept(unreferenced);
  }

  /** Those of the references that some segment has, committed or not. */
  static Set<String> referenced(DuckConnection connection, Collection<String> references)
      throws SQLException {
    Set<String> found = new HashSet<>();
    if (references.isEmpty()) {
      return found;
    }
    connection.query(
        "SELECT DISTINCT reference FROM "
            + CatalogStore.table("blob_references")
            + " WHERE reference IN ("
            + references.stream().map(DuckSql::string).collect(Collectors.joining(", "))
            + ")",
        row -> found.add(row.getString(1)));
    return found;
  }
}

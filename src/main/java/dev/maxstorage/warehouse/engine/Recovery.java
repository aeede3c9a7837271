package dev.maxstorage.warehouse.engine;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a start of the warehouse does about the end of the last one: rows, tables and blobs that no
 * commit made visible are removed.
 */
final class Recovery {
  private final DuckConnection connection;

  Recovery(DuckConnection connection) {
    this.connection = connection;
  }

  void run(List<TableState> tables, BlobStore blobs) throws SQLException, IOException {
    Map<String, TableState> byDataTable =
        tables.stream()
            .collect(
                Collectors.toMap(table -> "d_" + table.options().dataId(), Function.identity()));
    Set<Long> committed = new HashSet<>();
    tables.forEach(table -> table.stored().forEach(segment -> committed.add(segment.id())));
    for (String dataTable : dataTables()) {
      TableState table = byDataTable.get(dataTable);
      if (table == null) {
        connection.execute("DROP TABLE " + CatalogStore.DATA + "." + DuckSql.name(dataTable));
      } else {
        deleteUncommitted(table.dataTable(), "\"$segment\"", committed);
      }
    }
    deleteUncommitted(CatalogStore.table("blob_references"), "segment", committed);
    Set<String> references = new HashSet<>();
    connection.query(
        "SELECT DISTINCT reference FROM " + CatalogStore.table("blob_references"),
        row -> references.add(row.getString(1)));
    blobs.keepOnly(references);
  }

  private List<String> dataTables() throws SQLException {
    List<String> names = new ArrayList<>();
    connection.query(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = '$data'",
        row -> names.add(row.getString(1)));
    return names;
  }

  private void deleteUncommitted(String table, String column, Set<Long> committed)
      throws SQLException {
    List<Long> uncommitted = new ArrayList<>();
    connection.query(
        "SELECT DISTINCT " + column + " FROM " + table,
        row -> {
          if (!committed.contains(row.getLong(1))) {
            uncommitted.add(row.getLong(1));
          }
        });
    if (!uncommitted.isEmpty()) {
      connection.execute(
          "DELETE FROM "
              + table
              + " WHERE "
              + column
              + " IN ("
              + CatalogStore.list(uncommitted)
              + ")");
    }
  }
}

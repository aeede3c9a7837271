package dev.maxstorage.warehouse.engine;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The options of tables as a table of the database; the lifecycle lies with the table itself. A
 * table that never had its columns or properties changed has no row.
 */
final class OptionsStore {
  private static final String OPTIONS = CatalogStore.table("table_options");

  private final DuckConnection connection;

  OptionsStore(DuckConnection connection) {
    this.connection = connection;
  }

  void put(TableState table) throws SQLException {
    TableOptions options = table.options();
    delete(table.id());
    connection.execute(
        "INSERT INTO "
            + OPTIONS
            + " VALUES ("
            + table.id()
            + ", "
            + options.dataId()
            + ", "
            + options.schemaVersion()
            + ", "
            + list(options.properties().keySet())
            + ", "
            + list(options.properties().values())
            + ")");
  }

  private static String list(Collection<String> values) {
    return values.stream().map(DuckSql::string).collect(Collectors.joining(", ", "[", "]"))
        + "::VARCHAR[]";
  }

  void delete(long tableId) throws SQLException {
    connection.execute("DELETE FROM " + OPTIONS + " WHERE table_id = " + tableId);
  }

  /** The options of all tables that have a row, without their lifecycle. */
  Map<Long, TableOptions> options() throws SQLException {
    Map<Long, TableOptions> options = new HashMap<>();
    connection.query(
        "SELECT table_id, data_id, schema_version, property_names, property_values FROM " + OPTIONS,
        row ->
            options.put(
                row.getLong(1),
                new TableOptions(
                    0,
                    properties(row.getArray(4), row.getArray(5)),
                    row.getLong(2),
                    row.getLong(3))));
    return options;
  }

  private static Map<String, String> properties(Array names, Array values) throws SQLException {
    Object[] keys = (Object[]) names.getArray();
    Object[] texts = (Object[]) values.getArray();
    Map<String, String> properties = new TreeMap<>();
    for (int i = 0; i < keys.length; i++) {
      properties.put((String) keys[i], (String) texts[i]);
    }
    return properties;
  }
}

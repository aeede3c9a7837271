package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The catalog as tables of the database. Writes are statements of the caller's transaction.
 *
 * <p>Only committed segments are here; rows of a data table whose segment is not here do not exist.
 */
final class CatalogStore {
  static final String CATALOG = "\"$catalog\"";
  static final String DATA = "\"$data\"";

  private static final List<String> TABLES =
      List.of(
          "openings(number BIGINT)",
          "projects(name VARCHAR)",
          "views(id BIGINT, project VARCHAR, schema_name VARCHAR, name VARCHAR, comment VARCHAR,"
              + " query VARCHAR, expanded VARCHAR, scope_project VARCHAR, scope_schema VARCHAR,"
              + " schema_model BOOLEAN, created BIGINT)",
          "schemas(project VARCHAR, name VARCHAR, comment VARCHAR, created BIGINT)",
          "tables(id BIGINT, project VARCHAR, schema_name VARCHAR, name VARCHAR, comment VARCHAR,"
              + " lifecycle_days BIGINT, version BIGINT, created BIGINT, modified BIGINT)",
          "table_options(table_id BIGINT, data_id BIGINT, schema_version BIGINT,"
              + " property_names VARCHAR[], property_values VARCHAR[])",
          "columns(table_id BIGINT, ordinal BIGINT, name VARCHAR, type VARCHAR, nullable BOOLEAN,"
              + " comment VARCHAR, partition BOOLEAN)",
          "partitions(table_id BIGINT, spec VARCHAR[], created BIGINT, modified BIGINT)",
          "segments(id BIGINT, table_id BIGINT, spec VARCHAR[], row_count BIGINT, bytes BIGINT)",
          "arrivals(segment BIGINT, table_id BIGINT, first_row BIGINT, row_count BIGINT,"
              + " version BIGINT, committed BIGINT)",
          "delta_tables(table_id BIGINT, primary_key VARCHAR[])",
          "changes(position BIGINT, table_id BIGINT, segment BIGINT, spec VARCHAR[],"
              + " row_count BIGINT, bytes BIGINT, images VARCHAR, version BIGINT,"
              + " committed BIGINT)",
          "commits(session_id VARCHAR, committed BIGINT)",
          "blob_references(segment BIGINT, reference VARCHAR)");

  private final DuckConnection connection;

  CatalogStore(DuckConnection connection) {
    this.connection = connection;
  }

  /** Makes the tables if they are missing, and counts this opening; gives its number. */
  long prepare() throws SQLException {
    execute("CREATE SCHEMA IF NOT EXISTS " + CATALOG);
    execute("CREATE SCHEMA IF NOT EXISTS " + DATA);
    for (String table : TABLES) {
      execute("CREATE TABLE IF NOT EXISTS " + CATALOG + "." + table);
    }
    execute("INSERT INTO " + table("openings") + " SELECT count(*) + 1 FROM " + table("openings"));
    long[] number = new long[1];
    query("SELECT max(number) FROM " + table("openings"), row -> number[0] = row.getLong(1));
    return number[0];
  }

  void insertProject(String project) throws SQLException {
    execute("INSERT INTO " + table("projects") + " VALUES (" + DuckSql.string(project) + ")");
  }

  /** Writes a schema made by the user; "default" is not written. */
  void insertSchema(SchemaDescription schema) throws SQLException {
    Instant created = schema.created();
    execute(
        "INSERT INTO "
            + table("schemas")
            + " VALUES ("
            + DuckSql.string(schema.project())
            + ", "
            + DuckSql.string(schema.name())
            + ", "
            + DuckSql.string(schema.comment())
            + ", "
            + (created == null ? 0 : created.toEpochMilli())
            + ")");
  }

  void deleteSchema(SchemaDescription schema) throws SQLException {
    execute(
        "DELETE FROM "
            + table("schemas")
            + " WHERE project = "
            + DuckSql.string(schema.project())
            + " AND name = "
            + DuckSql.string(schema.name()));
  }

  /** Writes a new table's description, not its segments. */
  void insertTable(TableState table) throws SQLException {
    TableName name = table.name();
    execute(
        "INSERT INTO "
            + table("tables")
            + " VALUES ("
            + table.id()
            + ", "
            + DuckSql.string(name.project())
            + ", "
            + DuckSql.string(name.schema())
            + ", "
            + DuckSql.string(name.table())
            + ", "
            + DuckSql.string(table.comment())
            + ", "
            + table.lifecycleDays()
            + ", "
            + table.version()
            + ", "
            + table.created().toEpochMilli()
            + ", "
            + table.modified().toEpochMilli()
            + ")");
    insertColumns(table.id(), table.columns(), table.partitionColumns());
    new DeltaStore(connection).insertTable(table);
    if (!table.options().properties().isEmpty()) {
      new OptionsStore(connection).put(table);
    }
  }

  void deleteColumns(long tableId) throws SQLException {
    execute("DELETE FROM " + table("columns") + " WHERE table_id = " + tableId);
  }

  void insertColumns(long tableId, List<Column> columns, List<Column> partitionColumns)
      throws SQLException {
    List<Column> all = new ArrayList<>(columns);
    all.addAll(partitionColumns);
    List<String> rows = new ArrayList<>();
    for (Column column : all) {
      boolean partition = rows.size() >= columns.size();
      rows.add(
          "("
              + tableId
              + ", "
              + rows.size()
              + ", "
              + DuckSql.string(column.name())
              + ", "
              + DuckSql.string(column.type().text())
              + ", "
              + column.nullable()
              + ", "
              + DuckSql.string(column.comment())
              + ", "
              + partition
              + ")");
    }
    execute("INSERT INTO " + table("columns") + " VALUES " + String.join(", ", rows));
  }

  /** Forgets a table, its partitions and segments. */
  void deleteTable(TableState table) throws SQLException {
    execute("DELETE FROM " + table("tables") + " WHERE id = " + table.id());
    for (String of :
        List.of(
            "columns",
            "table_options",
            "partitions",
            "segments",
            "arrivals",
            "delta_tables",
            "changes")) {
      execute("DELETE FROM " + table(of) + " WHERE table_id = " + table.id());
    }
  }

  /** Writes what differs between two versions of a table. */
  void update(TableState before, TableState after) throws SQLException {
    execute(
        "UPDATE "
            + table("tables")
            + " SET name = "
            + DuckSql.string(after.name().table())
            + ", version = "
            + after.version()
            + ", modified = "
            + after.modified().toEpochMilli()
            + ", comment = "
            + DuckSql.string(after.comment())
            + ", lifecycle_days = "
            + after.lifecycleDays()
            + " WHERE id = "
            + after.id());
    if (!before.options().equals(after.options())) {
      new OptionsStore(connection).put(after);
    }
    if (!before.columns().equals(after.columns())) {
      deleteColumns(after.id());
      insertColumns(after.id(), after.columns(), after.partitionColumns());
    }
    updateSegments(before, after);
    updatePartitions(before, after);
    new DeltaStore(connection).update(before, after);
  }

  private void updateSegments(TableState before, TableState after) throws SQLException {
    List<SegmentState> removed = new ArrayList<>(before.segments());
    removed.removeAll(new HashSet<>(after.segments()));
    List<SegmentState> added = new ArrayList<>(after.segments());
    added.removeAll(new HashSet<>(before.segments()));
    if (!removed.isEmpty()) {
      String ids = list(removed.stream().map(SegmentState::id).toList());
      execute("DELETE FROM " + table("segments") + " WHERE id IN (" + ids + ")");
      execute("DELETE FROM " + table("arrivals") + " WHERE segment IN (" + ids + ")");
    }
    if (!added.isEmpty()) {
      execute(
          "INSERT INTO "
              + table("segments")
              + " VALUES "
              + added.stream()
                  .map(
                      segment ->
                          "("
                              + segment.id()
                              + ", "
                              + after.id()
                              + ", "
                              + values(segment.partition())
                              + ", "
                              + segment.rows()
                              + ", "
                              + segment.bytes()
                              + ")")
                  .collect(Collectors.joining(", ")));
      if (after.delta() == null) {
        insertArrivals(after, added);
      }
    }
  }

  /** Notes which version brings the segments, unless that is known, as after a merge. */
  private void insertArrivals(TableState table, List<SegmentState> segments) throws SQLException {
    execute(
        "INSERT INTO "
            + table("arrivals")
            + " SELECT id, table_id, 0, row_count, "
            + table.version()
            + ", "
            + table.modified().toEpochMilli()
            + " FROM "
            + table("segments")
            + " WHERE id IN ("
            + list(segments.stream().map(SegmentState::id).toList())
            + ") AND id NOT IN (SELECT segment FROM "
            + table("arrivals")
            + " WHERE table_id = "
            + table.id()
            + ")");
  }

  /** Which commits brought the rows of a table's segments. */
  List<Arrival> arrivals(long tableId) throws SQLException {
    List<Arrival> arrivals = new ArrayList<>();
    query(
        "SELECT segment, first_row, row_count, version, committed FROM "
            + table("arrivals")
            + " WHERE table_id = "
            + tableId,
        row ->
            arrivals.add(
                new Arrival(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    Instant.ofEpochMilli(row.getLong(5)))));
    return arrivals;
  }

  private void updatePartitions(TableState before, TableState after) throws SQLException {
    Map<String, TableState.Times> old = new TreeMap<>();
    before.partitions().forEach((spec, times) -> old.put(values(spec), times));
    Map<String, TableState.Times> now = new TreeMap<>();
    after.partitions().forEach((spec, times) -> now.put(values(spec), times));
    List<String> changed =
        old.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(now.get(entry.getKey())))
            .map(Map.Entry::getKey)
            .toList();
    if (!changed.isEmpty()) {
      execute(
          "DELETE FROM "
              + table("partitions")
              + " WHERE table_id = "
              + after.id()
              + " AND spec IN ("
              + String.join(", ", changed)
              + ")");
    }
    List<String> rows =
        now.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(old.get(entry.getKey())))
            .map(
                entry ->
                    "("
                        + after.id()
                        + ", "
                        + entry.getKey()
                        + ", "
                        + entry.getValue().created().toEpochMilli()
                        + ", "
                        + entry.getValue().modified().toEpochMilli()
                        + ")")
            .toList();
    if (!rows.isEmpty()) {
      execute("INSERT INTO " + table("partitions") + " VALUES " + String.join(", ", rows));
    }
  }

  static String values(PartitionSpec spec) {
    return spec.values().values().stream()
        .map(DuckSql::string)
        .collect(Collectors.joining(", ", "[", "]::VARCHAR[]"));
  }

  /** Whether a session was committed before. */
  boolean committed(String sessionId) throws SQLException {
    boolean[] found = new boolean[1];
    query(
        "SELECT 1 FROM " + table("commits") + " WHERE session_id = " + DuckSql.string(sessionId),
        row -> found[0] = true);
    return found[0];
  }

  void insertCommit(String sessionId, Instant now) throws SQLException {
    execute(
        "INSERT INTO "
            + table("commits")
            + " VALUES ("
            + DuckSql.string(sessionId)
            + ", "
            + now.toEpochMilli()
            + ")");
  }

  /** Forgets commits that nobody will ask for any more. */
  void deleteCommits(Instant before) throws SQLException {
    execute("DELETE FROM " + table("commits") + " WHERE committed < " + before.toEpochMilli());
  }

  static String table(String name) {
    return CATALOG + "." + name;
  }

  static String list(Collection<Long> ids) {
    return ids.stream().map(id -> Long.toString(id)).collect(Collectors.joining(", "));
  }

  private void execute(String sql) throws SQLException {
    connection.execute(sql);
  }

  private void query(String sql, DuckConnection.RowReader reader) throws SQLException {
    connection.query(sql, reader);
  }
}

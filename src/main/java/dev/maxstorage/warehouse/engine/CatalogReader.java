package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsTypeParser;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads what {@link CatalogStore} wrote, once, when the warehouse is opened. */
final class CatalogReader {
  private final DuckConnection connection;

  CatalogReader(DuckConnection connection) {
    this.connection = connection;
  }

  /** Names of all projects. */
  List<String> projects() throws SQLException {
    List<String> projects = new ArrayList<>();
    query(
        "SELECT name FROM " + CatalogStore.table("projects"),
        row -> projects.add(row.getString(1)));
    return projects;
  }

  /** All schemas but "default". */
  List<SchemaDescription> schemas() throws SQLException {
    List<SchemaDescription> schemas = new ArrayList<>();
    query(
        "SELECT project, name, comment, created FROM " + CatalogStore.table("schemas"),
        row ->
            schemas.add(
                new SchemaDescription(
                    row.getString(1), row.getString(2), row.getString(3), instant(row, 4))));
    return schemas;
  }

  /** All tables with their columns, partitions and segments. */
  List<TableState> tables() throws SQLException {
    Map<Long, List<Column>> columns = columns(false);
    Map<Long, List<Column>> partitionColumns = columns(true);
    Map<Long, TableOptions> options = new OptionsStore(connection).options();
    List<TableState> bare = new ArrayList<>();
    query(
        "SELECT id, project, schema_name, name, comment, lifecycle_days, version, created, modified"
            + " FROM "
            + CatalogStore.table("tables"),
        row -> {
          long id = row.getLong(1);
          bare.add(
              new TableState(
                  id,
                  new TableName(row.getString(2), row.getString(3), row.getString(4)),
                  row.getString(5),
                  columns.getOrDefault(id, List.of()),
                  partitionColumns.getOrDefault(id, List.of()),
                  options.getOrDefault(id, TableOptions.of(id, 0)).withLifecycle(row.getLong(6)),
                  row.getLong(7),
                  instant(row, 8),
                  instant(row, 9),
                  List.of(),
                  Map.of(),
                  null));
        });
    List<TableState> tables = new ArrayList<>();
    Map<Long, Map<PartitionSpec, TableState.Times>> partitions = partitions(bare);
    Map<Long, List<SegmentState>> segments = segments(bare);
    Map<Long, DeltaState> deltas = new DeltaStore(connection).read(byId(bare));
    for (TableState table : bare) {
      tables.add(
          new TableState(
              table.id(),
              table.name(),
              table.comment(),
              table.columns(),
              table.partitionColumns(),
              table.options(),
              table.version(),
              table.created(),
              table.modified(),
              segments.getOrDefault(table.id(), List.of()),
              partitions.getOrDefault(table.id(), Map.of()),
              deltas.get(table.id())));
    }
    return tables;
  }

  /** The columns of all tables and views, by id. */
  Map<Long, List<Column>> columns(boolean partition) throws SQLException {
    Map<Long, List<Column>> columns = new HashMap<>();
    query(
        "SELECT table_id, name, type, nullable, comment FROM "
            + CatalogStore.table("columns")
            + " WHERE partition = "
            + partition
            + " ORDER BY table_id, ordinal",
        row ->
            columns
                .computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                .add(
                    new Column(
                        row.getString(2),
                        OdpsTypeParser.parse(row.getString(3)),
                        row.getBoolean(4),
                        row.getString(5))));
    return columns;
  }

  private Map<Long, Map<PartitionSpec, TableState.Times>> partitions(List<TableState> tables)
      throws SQLException {
    Map<Long, TableState> byId = byId(tables);
    Map<Long, Map<PartitionSpec, TableState.Times>> partitions = new HashMap<>();
    query(
        "SELECT table_id, spec, created, modified FROM " + CatalogStore.table("partitions"),
        row -> {
          TableState table = byId.get(row.getLong(1));
          if (table != null) {
            partitions
                .computeIfAbsent(table.id(), id -> new HashMap<>())
                .put(
                    spec(table, row.getArray(2)),
                    new TableState.Times(instant(row, 3), instant(row, 4)));
          }
        });
    return partitions;
  }

  private Map<Long, List<SegmentState>> segments(List<TableState> tables) throws SQLException {
    Map<Long, TableState> byId = byId(tables);
    Map<Long, List<SegmentState>> segments = new HashMap<>();
    query(
        "SELECT id, table_id, spec, row_count, bytes FROM "
            + CatalogStore.table("segments")
            + " ORDER BY id",
        row -> {
          TableState table = byId.get(row.getLong(2));
          if (table != null) {
            segments
                .computeIfAbsent(table.id(), id -> new ArrayList<>())
                .add(
                    new SegmentState(
                        row.getLong(1),
                        spec(table, row.getArray(3)),
                        row.getLong(4),
                        row.getLong(5)));
          }
        });
    return segments;
  }

  private static Map<Long, TableState> byId(List<TableState> tables) {
    return tables.stream().collect(Collectors.toMap(TableState::id, table -> table));
  }

  static PartitionSpec spec(TableState table, Array values) throws SQLException {
    Object[] texts = (Object[]) values.getArray();
    Map<String, String> spec = new LinkedHashMap<>();
    for (int i = 0; i < texts.length; i++) {
      spec.put(table.partitionColumns().get(i).name(), (String) texts[i]);
    }
    return spec.isEmpty() ? PartitionSpec.EMPTY : new PartitionSpec(spec);
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  private void query(String sql, DuckConnection.RowReader reader) throws SQLException {
    connection.query(sql, reader);
  }
}

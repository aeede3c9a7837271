package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsTypeParser;
import dev.maxstorage.types.TimeUnits;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** An engine with project "p" and short ways to use it; closing it checks that no memory leaked. */
final class Warehouse implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");

  final Engine engine;
  final BufferAllocator allocator = new RootAllocator();
  private int sessions;

  private Warehouse(Path directory, long memoryLimitBytes) {
    engine = Engine.open(new EngineOptions(directory, memoryLimitBytes, 2, () -> NOW));
    engine.createProject("p");
  }

  static Warehouse inMemory() {
    return inMemory(256L << 20);
  }

  static Warehouse inMemory(long memoryLimitBytes) {
    return new Warehouse(null, memoryLimitBytes);
  }

  static Warehouse at(Path directory) {
    return new Warehouse(directory, 256L << 20);
  }

  /** Runs a statement in project p. */
  JobResult run(String sql) {
    return engine.run(new SqlJob("p", "default", Map.of(), sql), new JobControl());
  }

  static TableName name(String table) {
    return new TableName("p", "default", table);
  }

  long id(String table) {
    return engine.table(name(table)).id();
  }

  /** A column written as in SQL, such as {@code "a bigint"}. */
  static Column column(String definition) {
    String[] parts = definition.split(" ", 2);
    return Column.of(parts[0], OdpsTypeParser.parse(parts[1]));
  }

  static List<Column> columns(String... definitions) {
    return Arrays.stream(definitions).map(Warehouse::column).toList();
  }

  StagedRows stage(String table, String spec, List<Column> columns, List<? extends List<?>> rows) {
    try (GivenRows source = new GivenRows(allocator, columns, rows, 1000)) {
      return engine.stage(new WriteTarget(id(table), PartitionSpec.parse(spec)), source);
    }
  }

  void commit(String table, String spec, OverwriteMode mode, StagedRows rows) {
    engine.commit(
        new CommitRequest(
            "session-" + sessions++, id(table), rows.segments(), mode, PartitionSpec.parse(spec)));
  }

  /** Stages and commits. */
  void append(String table, String spec, List<Column> columns, List<? extends List<?>> rows) {
    commit(table, spec, OverwriteMode.APPEND, stage(table, spec, columns, rows));
  }

  Snapshot snapshot(String table, String... columns) {
    return engine.snapshot(name(table), new SnapshotRequest(List.of(columns), List.of(), null));
  }

  static ReadRange all() {
    return range(0, Long.MAX_VALUE);
  }

  static ReadRange range(long offset, long count) {
    return new ReadRange(offset, count, 4096, null, TimeUnits.DEFAULT);
  }

  /** All values of a table's column, as Arrow gives them. */
  List<Object> values(String table, String column) {
    try (Snapshot snapshot = snapshot(table, column)) {
      return values(engine.read(snapshot, all()));
    }
  }

  /** All values of a stream's only column; closes the stream. */
  static List<Object> values(RowStream stream) {
    List<Object> values = new ArrayList<>();
    for (List<Object> row : rows(stream)) {
      values.add(row.get(0));
    }
    return values;
  }

  /** All rows of a stream; closes it. */
  static List<List<Object>> rows(RowStream stream) {
    List<List<Object>> rows = new ArrayList<>();
    try (stream) {
      while (stream.next()) {
        VectorSchemaRoot root = stream.root();
        for (int r = 0; r < root.getRowCount(); r++) {
          List<Object> row = new ArrayList<>();
          for (FieldVector vector : root.getFieldVectors()) {
            Object value = vector.getObject(r);
            row.add(value instanceof Number || value == null ? value : value.toString());
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** The rows of a query. */
  List<List<Object>> query(String sql) {
    JobResult.Rows result = (JobResult.Rows) run(sql);
    try {
      return rows(engine.readResult(result.resultId(), all()));
    } finally {
      engine.dropResult(result.resultId());
    }
  }

  @Override
  public void close() {
    engine.close();
    allocator.close();
  }
}

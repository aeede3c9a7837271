package dev.maxstorage.jdbc;

import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** A {@link BulkWriter} over the rows of one pending batch. */
final class ArrowTableWriter implements BulkWriter {
  private final MaxStorageConnection connection;
  private final List<Column> columns;
  private final BufferAllocator allocator;
  private final Schema schema;
  private final PendingRows pending;
  private long rows;
  private boolean finished;

  /**
   * @param columns of the written rows, in the order of the vectors
   */
  ArrowTableWriter(MaxStorageConnection connection, WriteGoal goal, List<Column> columns) {
    this.connection = connection;
    this.columns = columns;
    this.schema = ArrowTypes.schema(columns);
    this.allocator = connection.clients().child("bulk write into " + goal.table().table());
    this.pending = new PendingRows(connection, goal, schema);
  }

  @Override
  public List<TableColumn> columns() {
    return columns.stream()
        .map(column -> new TableColumn(column.name(), column.type().text()))
        .toList();
  }

  @Override
  public void write(VectorSchemaRoot batch) throws SQLException {
    checkOpen();
    pending.checkUsable();
    Map<String, FieldVector> given = byName(batch);
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
      for (int c = 0; c < columns.size(); c++) {
        fill(root.getVector(c), given.get(key(columns.get(c).name())), columns.get(c));
      }
      root.setRowCount(batch.getRowCount());
      pending.add(() -> new VectorUnloader(root).getRecordBatch());
    }
    rows += batch.getRowCount();
  }

  private Map<String, FieldVector> byName(VectorSchemaRoot batch) throws SQLException {
    Map<String, FieldVector> given =
        batch.getFieldVectors().stream()
            .collect(
                Collectors.toMap(
                    vector -> key(vector.getName()), Function.identity(), (first, same) -> first));
    for (FieldVector vector : batch.getFieldVectors()) {
      if (columns.stream().noneMatch(column -> column.name().equalsIgnoreCase(vector.getName()))) {
        throw SqlErrors.of(
            SqlState.NO_SUCH_COLUMN,
            "The table has no column '"
                + vector.getName()
                + "'; there is "
                + String.join(", ", columns.stream().map(Column::name).toList()));
      }
    }
    return given;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void fill(FieldVector to, @Nullable FieldVector from, Column column) throws SQLException {
    if (from != null
        && column.type().kind() == Kind.BLOB
        && from.getNullCount() < from.getValueCount()) {
      throw SqlErrors.notSupported(
          "A bulk write into the BLOB column '" + column.name() + "' (use a PreparedStatement)");
    }
    if (!column.nullable() && (from == null || from.getNullCount() > 0)) {
      throw SqlErrors.of(
          SqlState.NULL_NOT_ALLOWED,
          "Column '"
              + column.name()
              + "', row "
              + (rows + 1 + (from == null ? 0 : firstNull(from)))
              + ": the column is NOT NULL");
    }
    if (from != null && column.type().kind() != Kind.BLOB) {
      VectorCopy.copy(from, to, column, rows);
    }
  }

  private static int firstNull(FieldVector vector) {
    int row = 0;
    while (!vector.isNull(row)) {
      row++;
    }
    return row;
  }

  private void checkOpen() throws SQLException {
    connection.checkOpen();
    if (finished) {
      throw SqlErrors.closed("The bulk writer");
    }
  }

  @Override
  public long finish() throws SQLException {
    checkOpen();
    finished = true;
    Execution running = new Execution(connection.clients().scope(), 0, connection.timer());
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
      root.setRowCount(0);
      pending.send(() -> new VectorUnloader(root).getRecordBatch(), running);
    } finally {
      running.finish();
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    finished = true;
    connection.bulkWriterClosed(this);
    try (BufferAllocator memory = allocator) {
      pending.close();
    }
  }
}

package dev.maxstorage.jdbc;

import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.ColumnSetter;
import dev.maxstorage.types.ColumnSetters;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** One batch of rows made by the driver itself: metadata, texts, empty results. */
final class InMemoryBatches implements ResultBatches {
  private final VectorSchemaRoot root;
  private boolean started;

  /**
   * Writes the rows into vectors.
   *
   * @param rows values in the order of the columns; null for NULL
   * @param allocator of the connection; the vectors go back to it on close
   */
  InMemoryBatches(
      List<Column> columns,
      List<? extends List<? extends @Nullable Object>> rows,
      BufferAllocator allocator) {
    root = VectorSchemaRoot.create(ArrowTypes.schema(columns), allocator);
    try {
      for (int c = 0; c < columns.size(); c++) {
        FieldVector vector = root.getVector(c);
        vector.allocateNew();
        ColumnSetter setter = ColumnSetters.bind(vector, columns.get(c).type(), ZoneOffset.UTC);
        for (int r = 0; r < rows.size(); r++) {
          Object value = rows.get(r).get(c);
          if (value == null) {
            setter.setNull(r);
          } else {
            setter.setObject(r, value);
          }
        }
      }
      root.setRowCount(rows.size());
    } catch (RuntimeException e) {
      root.close();
      throw e;
    }
  }

  /** The same batch once more, to be closed by the caller; this stays as it is. */
  ResultBatches again() {
    return new InMemoryBatches(root.slice(0, root.getRowCount()));
  }

  private InMemoryBatches(VectorSchemaRoot root) {
    this.root = root;
  }

  @Override
  public boolean next() {
    boolean first = !started;
    started = true;
    return first && root.getRowCount() > 0;
  }

  @Override
  public VectorSchemaRoot root() {
    return root;
  }

  @Override
  public int rowCount() {
    return root.getRowCount();
  }

  @Override
  public int row(int index) {
    return index;
  }

  @Override
  public void close() {
    root.close();
  }
}

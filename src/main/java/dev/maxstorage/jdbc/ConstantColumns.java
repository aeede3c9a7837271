package dev.maxstorage.jdbc;

import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.ColumnSetter;
import dev.maxstorage.types.ColumnSetters;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Batches with columns behind theirs that hold one value in every row: literals of a SELECT. */
final class ConstantColumns extends DerivedBatches {
  private final VectorSchemaRoot constants;
  private final List<ColumnSetter> setters = new ArrayList<>();
  private final List<@Nullable Object> values;
  private int filled;
  private @Nullable VectorSchemaRoot root;

  /**
   * Adds columns to batches, which this closes.
   *
   * @param columns of the constants, in order
   * @param values of the constants, in the same order; null for NULL
   */
  ConstantColumns(
      ResultBatches batches,
      List<Column> columns,
      List<@Nullable Object> values,
      BufferAllocator allocator) {
    super(batches);
    this.values = values;
    this.constants = VectorSchemaRoot.create(ArrowTypes.schema(columns), allocator);
    for (int i = 0; i < columns.size(); i++) {
      FieldVector vector = constants.getVector(i);
      vector.allocateNew();
      setters.add(ColumnSetters.bind(vector, columns.get(i).type(), ZoneOffset.UTC));
    }
  }

  @Override
  public boolean next() throws IOException {
    if (!batches.next()) {
      return false;
    }
    VectorSchemaRoot loaded = batches.root();
    int rows = loaded.getRowCount();
    for (; filled < rows; filled++) {
      fill(filled);
    }
    filled = rows; // a smaller batch cuts off what is behind it
    if (root == null) {
      List<FieldVector> all = new ArrayList<>(loaded.getFieldVectors());
      all.addAll(constants.getFieldVectors());
      root = new VectorSchemaRoot(all);
    }
    root.setRowCount(rows);
    return true;
  }

  private void fill(int row) {
    for (int i = 0; i < setters.size(); i++) {
      Object value = values.get(i);
      if (value == null) {
        setters.get(i).setNull(row);
      } else {
        setters.get(i).setObject(row, value);
      }
    }
  }

  @Override
  public VectorSchemaRoot root() {
    if (root == null) {
      throw new IllegalStateException("No batch was loaded yet");
    }
    return root;
  }

  @Override
  public void close() throws IOException {
    try (constants) {
      batches.close();
    }
  }
}

package dev.maxstorage.jdbc;

import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.ColumnSetter;
import dev.maxstorage.types.ColumnSetters;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;

/**
 * The values that the parameters of an INSERT have now: a vector of one row for each.
 *
 * <p><b>Closing:</b> frees the vectors.
 */
final class BoundValues implements AutoCloseable {
  private final List<FieldVector> vectors = new ArrayList<>();
  private final List<ColumnSetter> setters = new ArrayList<>();

  /** Vectors for parameters that fill these columns, in their order. */
  BoundValues(List<Column> columns, ZoneId zone, BufferAllocator allocator) {
    try {
      for (Column column : columns) {
        FieldVector vector = ArrowTypes.field(column).createVector(allocator);
        vectors.add(vector);
        setters.add(ColumnSetters.bind(vector, column.type(), zone));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The vector that has a parameter's value in row 0; parameters are 0-based. */
  FieldVector vector(int parameter) {
    return vectors.get(parameter);
  }

  /** Writes a parameter's value, into row 0. The value before is gone. */
  ColumnSetter setter(int parameter) {
    vectors.get(parameter).reset();
    return setters.get(parameter);
  }

  /** Copies a parameter's value from a row of a vector of the same type. */
  void take(int parameter, FieldVector from, int row) {
    FieldVector to = vectors.get(parameter);
    to.reset();
    to.copyFromSafe(row, 0, from);
  }

  @Override
  public void close() {
    vectors.forEach(FieldVector::close);
  }
}

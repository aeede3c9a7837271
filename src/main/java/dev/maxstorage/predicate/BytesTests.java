package dev.maxstorage.predicate;

import dev.maxstorage.sql.Operator;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.FieldVector;

/** Tests of text and binary values. */
final class BytesTests {
  private BytesTests() {}

  static ColumnTest compare(
      FieldVector vector, BytesColumn.Comparison comparison, Operator operator, byte[] value) {
    BytesColumn column = new BytesColumn(vector, comparison);
    boolean equality = operator == Operator.EQ || operator == Operator.NE;
    return new ColumnTest(vector) {
      @Override
      void load(int rowCount) {
        column.load(rowCount);
      }

      @Override
      boolean accepts(int row) {
        return equality
            ? column.isEqual(row, value) == (operator == Operator.EQ)
            : operator.accepts(column.compare(row, value));
      }
    };
  }

  static ColumnTest like(FieldVector vector, LikePattern pattern, boolean negated) {
    BytesColumn column = new BytesColumn(vector, BytesColumn.Comparison.ALL_BYTES);
    return new ColumnTest(vector) {
      @Override
      void load(int rowCount) {
        column.load(rowCount);
      }

      @Override
      boolean accepts(int row) {
        return column.isLike(row, pattern) != negated;
      }
    };
  }

  static ColumnTest in(
      FieldVector vector, BytesColumn.Comparison comparison, List<byte[]> values, boolean negated) {
    byte[][] sorted = values.toArray(new byte[0][]);
    Arrays.sort(sorted, Arrays::compareUnsigned);
    BytesColumn column = new BytesColumn(vector, comparison);
    return new ColumnTest(vector) {
      @Override
      void load(int rowCount) {
        column.load(rowCount);
      }

      @Override
      boolean accepts(int row) {
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
          int middle = (low + high) >>> 1;
          int order = column.compare(row, sorted[middle]);
          if (order == 0) {
            return !negated;
          } else if (order < 0) {
            high = middle - 1;
          } else {
            low = middle + 1;
          }
        }
        return negated;
      }
    };
  }
}

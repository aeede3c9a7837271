package dev.maxstorage.predicate;

import java.util.Arrays;
import org.apache.arrow.vector.BaseFixedWidthVector;

/** Tests of whole numbers, and of what is stored as whole numbers: dates, times, booleans. */
final class LongTests {
  private LongTests() {}

  static ColumnTest range(BaseFixedWidthVector vector, LongRange range) {
    LongColumn column = new LongColumn(vector);
    return new ColumnTest(vector) {
      @Override
      void load(int rowCount) {
        column.load(rowCount);
      }

      @Override
      boolean accepts(int row) {
        return range.contains(column.get(row));
      }
    };
  }

  static ColumnTest in(BaseFixedWidthVector vector, long[] values, boolean negated) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    LongColumn column = new LongColumn(vector);
    return new ColumnTest(vector) {
      @Override
      void load(int rowCount) {
        column.load(rowCount);
      }

      @Override
      boolean accepts(int row) {
        return Arrays.binarySearch(sorted, column.get(row)) >= 0 != negated;
      }
    };
  }
}

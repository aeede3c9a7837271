package dev.maxstorage.jdbc;

import java.io.IOException;
import java.util.Arrays;

/**
 * Which range has a row. Without a predicate that is arithmetic; with one, each range is read once
 * in order and its count remembered, eight bytes a range.
 *
 * <p>Rows are 0-based here. <b>Threads:</b> one.
 */
final class RangeIndex {

  /** Counts the rows of a range that count. */
  interface Counter {
    int count(long range) throws IOException;
  }

  private final RowRanges ranges;
  private final long mostRows;
  private final Counter counter;
  private final long rangeCount;
  private long[] starts = new long[16];
  private int counted;

  /**
   * An index of ranges.
   *
   * @param mostRows rows to show at most
   */
  RangeIndex(RowRanges ranges, long mostRows, Counter counter) {
    this.ranges = ranges;
    this.mostRows = mostRows;
    this.counter = counter;
    this.rangeCount = (ranges.rowCount() + ranges.rangeRows() - 1) / ranges.rangeRows();
  }

  /** The range that has a row; negative if there is no such row. */
  long rangeOf(long row) throws IOException {
    if (row >= mostRows) {
      return -1;
    }
    if (!ranges.isFiltered()) {
      return row < ranges.rowCount() ? row / ranges.rangeRows() : -1;
    }
    while (starts[counted] <= row && counted < rangeCount) {
      countNext();
    }
    if (starts[counted] <= row) {
      return -1;
    }
    int found = Arrays.binarySearch(starts, 0, counted + 1, row);
    if (found < 0) {
      return -found - 2L;
    }
    while (starts[found + 1] == row) {
      found++; // behind ranges without rows
    }
    return found;
  }

  /** The first row of a range that {@link #rangeOf} gave. */
  long firstRow(long range) {
    return ranges.isFiltered() ? starts[(int) range] : range * ranges.rangeRows();
  }

  /** All rows that are shown. */
  long total() throws IOException {
    long all = ranges.rowCount();
    if (ranges.isFiltered()) {
      while (counted < rangeCount && starts[counted] < mostRows) {
        countNext();
      }
      all = starts[counted];
    }
    return Math.min(all, mostRows);
  }

  private void countNext() throws IOException {
    if (counted + 2 > starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
    }
    starts[counted + 1] = starts[counted] + counter.count(counted);
    counted++;
  }
}

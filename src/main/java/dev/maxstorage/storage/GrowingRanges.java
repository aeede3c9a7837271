package dev.maxstorage.storage;

import dev.maxstorage.storage.Split.RowRangeSplit;
import org.jspecify.annotations.Nullable;

/**
 * Row ranges that start small, so that the first row comes soon, and grow, so that a large table
 * needs few requests.
 *
 * <p>Each range has twice the rows of the one before, up to a number of bytes: the ranges that are
 * read at the same time fit into the read-ahead, so that in table order too all streams flow. Near
 * the end ranges shrink again, so that all streams end about together.
 */
final class GrowingRanges implements SplitSupply {
  private static final long FIRST_ROWS = 16_384;
  private static final long MOST_ROWS = 1L << 30;

  /** However small the read-ahead, a range is worth its request. */
  private static final long LEAST_BYTES = 1L << 20;

  private final long end;
  private final int parallelism;
  private final long rangeBytes;
  private long offset;
  private long grown = FIRST_ROWS;

  /**
   * Ranges that together are consecutive rows of a session.
   *
   * @param firstRow of the first range, 0-based
   * @param rows of all ranges
   * @param parallelism ranges that are read at the same time
   * @param rangeBytes bytes in memory that one range should not exceed
   */
  GrowingRanges(long firstRow, long rows, int parallelism, long rangeBytes) {
    this.offset = firstRow;
    this.end = firstRow + rows;
    this.parallelism = parallelism;
    this.rangeBytes = Math.max(LEAST_BYTES, rangeBytes);
  }

  @Override
  public boolean hasNext() {
    return offset < end;
  }

  @Override
  public @Nullable Split next(double rowBytes) {
    if (!hasNext()) {
      return null;
    }
    long left = end - offset;
    long evenly = left / (2L * parallelism);
    long fitting = rowBytes > 0 ? (long) (rangeBytes / rowBytes) : MOST_ROWS;
    long wanted = Math.min(fitting, Math.max(FIRST_ROWS, Math.min(grown, evenly)));
    long count = Math.min(left, Math.max(1, wanted));
    RowRangeSplit range = new RowRangeSplit(offset, count);
    offset += count;
    grown = Math.min(2 * grown, MOST_ROWS);
    return range;
  }
}

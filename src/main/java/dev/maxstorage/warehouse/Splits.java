package dev.maxstorage.warehouse;

import dev.maxstorage.wire.SplitMode;
import dev.maxstorage.wire.SplitOptions;

/**
 * How a read session's rows are cut: index splits of nearly equal row counts, or none where the
 * client addresses rows. Decided once, at creation.
 *
 * <p>Source: Storage API document, 4.1, 4.5 and OP-14 (a bucket read is served by size).
 *
 * @param count index splits; -1 in RowOffset mode
 */
record Splits(SplitMode mode, int count, long rows) {
  private static final int MOST_SPLITS = 100_000;

  static Splits of(SplitOptions options, long rows, long bytes) {
    SplitMode asked = SplitMode.ofText(options.splitMode());
    if (asked == null) {
      throw Refusal.badRequest(
          "SplitMode " + options.splitMode() + " is none of Size, RowOffset, Parallelism, Bucket");
    }
    if (options.splitNumber() < 0) {
      throw Refusal.badRequest("SplitNumber " + options.splitNumber() + " is negative");
    }
    long number =
        options.splitNumber() == 0 ? SplitOptions.DEFAULT_SPLIT_NUMBER : options.splitNumber();
    return switch (asked) {
      case ROW_OFFSET -> new Splits(asked, -1, rows);
      case PARALLELISM -> new Splits(asked, atMostRows(number, rows), rows);
      case SIZE -> new Splits(asked, atMostRows(pieces(bytes, number), rows), rows);
      case BUCKET -> of(SplitOptions.DEFAULT, rows, bytes);
    };
  }

  private static long pieces(long bytes, long size) {
    return bytes < 1 ? 1 : (bytes - 1) / size + 1;
  }

  private static int atMostRows(long splits, long rows) {
    return (int) Math.min(Math.min(splits, rows), MOST_SPLITS);
  }

  /** Rows before the split of this 0-based index; for {@code count} all rows. */
  private long start(long index) {
    long each = rows / count;
    long more = rows % count;
    return index * each + Math.min(index, more);
  }

  /**
   * The rows that a request addresses: a split, a range of rows, or a range inside a split. A range
   * that goes beyond the end is clamped.
   *
   * @param index -1 if absent
   * @param offset -1 if absent
   * @param length -1 if absent
   */
  Range range(long index, long offset, long length) {
    Range base = new Range(0, rows);
    if (index >= 0) {
      if (index >= count) {
        throw Refusal.badRequest("Index " + index + " is not below the number of splits, " + count);
      }
      base = new Range(start(index), start(index + 1) - start(index));
    }
    Range skipped = base.skip(Math.max(offset, 0));
    return length < 0 ? skipped : new Range(skipped.offset(), Math.min(skipped.count(), length));
  }

  /** Consecutive rows, 0-based. */
  record Range(long offset, long count) {
    /** What is left after so many rows. */
    Range skip(long skippedRows) {
      long skipped = Math.min(skippedRows, count);
      return new Range(offset + skipped, count - skipped);
    }
  }
}

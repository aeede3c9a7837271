package dev.maxstorage.warehouse;

import dev.maxstorage.wire.SplitMode;
import dev.maxstorage.wire.SplitOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a read session's rows are cut: index splits of nearly equal row counts, or none where the
 * client addresses rows. Decided once, at creation.
 *
 * <p>Source: Storage API document, 4.1, 4.5 and OP-14. No table here is clustered, so each has one
 * bucket, number 0.
 *
 * @param mode as answered
 * @param ranges the index splits in order; empty in RowOffset mode
 * @param rows of the session
 */
record Splits(SplitMode mode, List<Range> ranges, long rows) {
  private static final int MOST_SPLITS = 100_000;

  Splits {
    ranges = List.copyOf(ranges);
  }

  /**
   * Cuts the rows of a snapshot.
   *
   * @param runs that no split may cross; one, or none, if splits may cross partitions
   */
  static Splits of(SplitOptions options, List<Run> runs) {
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
    long rows = runs.stream().mapToLong(Run::rows).sum();
    long most = Math.max(1, MOST_SPLITS / Math.max(1, runs.size()));
    List<Range> ranges = new ArrayList<>();
    long offset = 0;
    for (Run run : runs) {
      long wanted =
          switch (asked) {
            case ROW_OFFSET -> 0;
            case BUCKET -> 1;
            case SIZE -> pieces(run.bytes(), number);
            case PARALLELISM -> share(number, run.rows(), rows);
          };
      cut(offset, run.rows(), Math.min(wanted, Math.min(run.rows(), most)), ranges);
      offset += run.rows();
    }
    return new Splits(asked, asked == SplitMode.BUCKET ? joined(rows) : ranges, rows);
  }

  /** Neighbouring rows and their estimated size. */
  record Run(long rows, long bytes) {}

  private static long pieces(long bytes, long size) {
    return bytes < 1 ? 1 : (bytes - 1) / size + 1;
  }

  /** At least one split a run, so there may be more than asked for. */
  private static long share(long splits, long runRows, long rows) {
    return runRows == rows ? splits : Math.max(1, Math.round((double) splits * runRows / rows));
  }

  private static List<Range> joined(long rows) {
    return rows == 0 ? List.of() : List.of(new Range(0, rows));
  }

  private static void cut(long first, long rows, long count, List<Range> ranges) {
    long offset = first;
    for (long i = 0; i < count; i++) {
      long length = rows / count + (i < rows % count ? 1 : 0);
      ranges.add(new Range(offset, length));
      offset += length;
    }
  }

  /** The number of index splits; -1 in RowOffset mode, where it means nothing. */
  int count() {
    return mode == SplitMode.ROW_OFFSET ? -1 : ranges.size();
  }

  /** In Bucket mode the bucket of each split, otherwise nothing. */
  List<Integer> bucketIds() {
    return mode == SplitMode.BUCKET ? Collections.nCopies(ranges.size(), 0) : List.of();
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
      if (index >= ranges.size()) {
        throw Refusal.badRequest(
            "Index " + index + " is not below the number of splits, " + ranges.size());
      }
      base = ranges.get((int) index);
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

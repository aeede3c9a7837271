package dev.maxstorage.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a read session that one stream delivers; all splits of a session together are every row
 * once. Source: Storage API document, 4.5.
 */
public sealed interface Split {

  /**
   * A part that the server has cut.
   *
   * @param index 0-based
   */
  record IndexedSplit(int index) implements Split {
    public IndexedSplit {
      if (index < 0) {
        throw new IllegalArgumentException("Split index " + index + " is negative");
      }
    }
  }

  /**
   * A range of rows in the session's order.
   *
   * @param offset the first row, 0-based
   * @param count rows, at least 1
   */
  record RowRangeSplit(long offset, long count) implements Split {
    public RowRangeSplit {
      if (offset < 0 || count < 1) {
        throw new IllegalArgumentException(
            "Row range (" + offset + "," + count + ") has a negative offset or no rows");
      }
    }
  }

  /** The splits {@code 0} to {@code count - 1}. */
  static List<Split> indexed(int count) {
    List<Split> splits = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      splits.add(new IndexedSplit(index));
    }
    return List.copyOf(splits);
  }

  /**
   * Ranges of {@code rowsEach} rows, the last one perhaps shorter; none for no rows.
   *
   * @param rowsEach at least 1
   */
  static List<Split> rowRanges(long recordCount, long rowsEach) {
    if (rowsEach < 1) {
      throw new IllegalArgumentException("A split of " + rowsEach + " rows; it has at least 1");
    }
    List<Split> splits = new ArrayList<>();
    for (long offset = 0; offset < recordCount; ) {
      long count = Math.min(rowsEach, recordCount - offset);
      splits.add(new RowRangeSplit(offset, count));
      offset += count;
    }
    return List.copyOf(splits);
  }
}

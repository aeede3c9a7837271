package dev.maxstorage.storage;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives out the splits of a session, in order, to those who read them. */
interface SplitSupply {

  /**
   * The next split, or null if there is none.
   *
   * @param rowBytes bytes that a row takes in memory, as seen so far; 0 if none was seen
   */
  @Nullable Split next(double rowBytes);

  /** Whether there is another one. */
  boolean hasNext();

  /** Splits that the server made. */
  static SplitSupply of(List<Split> splits) {
    Iterator<Split> each = splits.iterator();
    return new SplitSupply() {
      @Override
      public @Nullable Split next(double rowBytes) {
        return each.hasNext() ? each.next() : null;
      }

      @Override
      public boolean hasNext() {
        return each.hasNext();
      }
    };
  }
}

package dev.maxstorage.warehouse.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers that are never given twice in the life of a warehouse: the upper half counts openings of
 * the warehouse, the lower half counts within one. They grow.
 */
final class Ids {
  private static final int SHIFT = 32;

  private final AtomicLong last;

  Ids(long openings) {
    last = new AtomicLong(openings << SHIFT);
  }

  long next() {
    return last.incrementAndGet();
  }
}

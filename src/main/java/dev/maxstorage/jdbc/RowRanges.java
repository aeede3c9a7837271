package dev.maxstorage.jdbc;

import java.io.Closeable;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The rows of a result by position, in ranges of equal length that can be read in any order and
 * again: what a scrollable result set reads.
 *
 * <p><b>Closing:</b> after all batches that it opened. <b>Threads:</b> one.
 */
interface RowRanges extends Closeable {

  /** All rows that the ranges span. */
  long rowCount();

  /** Rows of a range; the last one may have fewer. */
  int rangeRows();

  /** Whether a range may have fewer rows that count than it spans: a predicate is decided. */
  boolean isFiltered();

  /**
   * The batches of one range, to be closed by the caller.
   *
   * @param range 0-based
   */
  ResultBatches open(long range) throws IOException;

  /** For the rows that are kept. */
  BufferAllocator allocator();

  /** Ranges of rows that are at hand. */
  static RowRanges ofMemory(InMemoryBatches batches, BufferAllocator allocator) {
    return new RowRanges() {
      @Override
      public long rowCount() {
        return batches.rowCount();
      }

      @Override
      public int rangeRows() {
        return Math.max(1, batches.rowCount());
      }

      @Override
      public boolean isFiltered() {
        return false;
      }

      @Override
      public ResultBatches open(long range) {
        return batches.again();
      }

      @Override
      public BufferAllocator allocator() {
        return allocator;
      }

      @Override
      public void close() {
        batches.close();
      }
    };
  }
}

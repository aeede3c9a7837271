package dev.maxstorage.jdbc;

import dev.maxstorage.types.ColumnAccessor;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * The ranges used last, as many as a number of bytes allows, and at least the newest one and the
 * one that is pinned.
 *
 * <p><b>Closing:</b> closes its ranges and what they are read from. <b>Threads:</b> one.
 */
final class RangeCache implements Closeable {
  private final RowRanges ranges;
  private final Function<VectorSchemaRoot, ColumnAccessor[]> binder;
  private final long mostBytes;
  private final Map<Long, LoadedRange> loaded = new LinkedHashMap<>(16, 0.75f, true);
  private long pinned = -1;
  private long bytes;

  /**
   * A cache over ranges, which it closes.
   *
   * @param binder makes the accessors of vectors
   * @param mostBytes beyond which ranges are dropped
   */
  RangeCache(
      RowRanges ranges, Function<VectorSchemaRoot, ColumnAccessor[]> binder, long mostBytes) {
    this.ranges = ranges;
    this.binder = binder;
    this.mostBytes = mostBytes;
  }

  /** A range, read now if it is not kept; it stays until the next call of this method. */
  LoadedRange pinned(long number) throws IOException {
    LoadedRange range = range(number);
    pinned = number;
    return range;
  }

  /** A range, read now if it is not kept; valid until the next call. */
  LoadedRange range(long number) throws IOException {
    LoadedRange kept = loaded.get(number);
    if (kept != null) {
      return kept;
    }
    LoadedRange read;
    try (ResultBatches batches = ranges.open(number)) {
      read = LoadedRange.read(batches, ranges.allocator(), binder);
    }
    loaded.put(number, read);
    bytes += read.bytes();
    shrink(number);
    return read;
  }

  /** Drops the ranges that were not used for longest, but not this one and the pinned one. */
  private void shrink(long newest) {
    Iterator<Map.Entry<Long, LoadedRange>> oldest = loaded.entrySet().iterator();
    while (bytes > mostBytes && oldest.hasNext()) {
      Map.Entry<Long, LoadedRange> entry = oldest.next();
      if (entry.getKey() != newest && entry.getKey() != pinned) {
        oldest.remove();
        bytes -= entry.getValue().bytes();
        entry.getValue().close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    loaded.values().forEach(LoadedRange::close);
    loaded.clear();
    ranges.close();
  }
}

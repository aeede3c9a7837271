package dev.maxstorage.jdbc;

import dev.maxstorage.jdbc.LoadedRange.Part;
import dev.maxstorage.types.ReadContext;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cursor that moves anywhere. It reads the range that it lands in and keeps the ranges used last,
 * within a number of bytes.
 */
final class ScrollCursor extends RowCursor {
  /** Bytes of ranges kept beside the current one. */
  static final long MOST_BYTES = 32L << 20;

  private final RangeCache cache;
  private final RangeIndex index;
  private final ReadGuard guard;
  private final long mostRows;
  private @Nullable Part part;
  private long partStart;
  private long position;

  /**
   * A cursor over ranges, which it closes.
   *
   * @param maxRows most rows to show, negative for all
   * @param guard entered while ranges are loaded and dropped
   */
  ScrollCursor(
      RowRanges ranges,
      List<ResultColumn> columns,
      ReadContext context,
      long maxRows,
      ReadGuard guard) {
    super(columns, context);
    this.cache = new RangeCache(ranges, this::bind, MOST_BYTES);
    this.mostRows = maxRows < 0 ? Long.MAX_VALUE : maxRows;
    this.index = new RangeIndex(ranges, mostRows, range -> cache.range(range).rowCount());
    this.guard = guard;
  }

  @Override
  int type() {
    return ResultSet.TYPE_SCROLL_INSENSITIVE;
  }

  @Override
  int indexInBatch() {
    return (int) (position - 1 - partStart);
  }

  @Override
  int batchCount() {
    return (int) Math.min(part().count(), mostRows - partStart);
  }

  @Override
  int rowInBatch(int wanted) {
    Part current = part();
    return current.row(current.first() + wanted);
  }

  private Part part() {
    if (part == null) {
      throw new IllegalStateException("Not on a row");
    }
    return part;
  }

  @Override
  boolean next() throws IOException {
    return relative(1);
  }

  @Override
  long position() {
    return onRow ? position : 0;
  }

  @Override
  boolean isBehind() {
    return position > 0 && !onRow;
  }

  @Override
  boolean isBeforeFirst() throws IOException {
    return position == 0 && exists(1);
  }

  @Override
  boolean isAfterLast() throws IOException {
    return isBehind() && exists(1);
  }

  @Override
  boolean isLast() throws IOException {
    return onRow && !exists(position + 1);
  }

  @Override
  boolean relative(long rows) throws IOException {
    return moveTo(position + rows);
  }

  @Override
  boolean absolute(long wanted) throws IOException {
    return moveTo(wanted < 0 ? total() + 1 + wanted : wanted);
  }

  @Override
  void afterLast() throws IOException {
    moveTo(total() + 1);
  }

  private boolean moveTo(long wanted) throws IOException {
    onRow = false;
    if (wanted < 1) {
      position = 0;
      return false;
    }
    if (!stand(wanted - 1)) {
      position = total() + 1;
      return false;
    }
    position = wanted;
    onRow = true;
    return true;
  }

  /** Stands on a row, 0-based; false if there is none. */
  private boolean stand(long wanted) throws IOException {
    if (wanted >= mostRows) {
      return false;
    }
    Part current = part;
    if (current == null || wanted < partStart || wanted >= partStart + current.count()) {
      if (!guarded(() -> load(wanted))) {
        return false;
      }
      current = part();
    }
    row = current.row(current.first() + (int) (wanted - partStart));
    return true;
  }

  /** Loads the part that has a row; false if there is no such row. */
  private boolean load(long wanted) throws IOException {
    long range = index.rangeOf(wanted);
    if (range < 0) {
      return false;
    }
    LoadedRange loaded = cache.pinned(range);
    long rangeStart = index.firstRow(range);
    Part found = loaded.part((int) (wanted - rangeStart));
    partStart = rangeStart + found.first();
    part = found;
    accessors = found.accessors();
    return true;
  }

  private boolean exists(long wanted) throws IOException {
    return guarded(() -> index.rangeOf(wanted - 1) >= 0);
  }

  private long total() throws IOException {
    return guarded(index::total);
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private <T> T guarded(Step<T> step) throws IOException {
    try {
      if (!guard.enter()) {
        throw new IOException("The result set is closed");
      }
      return step.run();
    } finally {
      guard.exit();
    }
  }

  @Override
  BatchReader reader(BatchReader.Access access) throws SQLException {
    throw SqlErrors.notSupported("unwrap(ArrowReader.class) of a result set that scrolls");
  }

  @Override
  public void close() throws IOException {
    part = null;
    cache.close();
  }
}

package dev.maxstorage.jdbc;

import dev.maxstorage.types.ReadContext;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cursor over batches, each seen once. */
final class ForwardCursor extends RowCursor {
  private final ResultBatches batches;
  private final List<ResultColumn> columns;
  private final long maxRows;
  private final ReadGuard guard;
  private int index = -1;
  private int count;
  private long position;
  private boolean ended;
  private @Nullable BatchReader reader;

  /**
   * A cursor over batches, which it closes.
   *
   * @param maxRows most rows to show, negative for all
   * @param guard entered while a batch is loaded
   */
  ForwardCursor(
      ResultBatches batches,
      List<ResultColumn> columns,
      ReadContext context,
      long maxRows,
      ReadGuard guard) {
    super(columns, context);
    this.columns = columns;
    this.batches = batches;
    this.maxRows = maxRows;
    this.guard = guard;
  }

  @Override
  int type() {
    return ResultSet.TYPE_FORWARD_ONLY;
  }

  @Override
  boolean next() throws IOException, SQLException {
    if (ended || (maxRows >= 0 && position >= maxRows) || (index + 1 >= count && !loadBatch())) {
      ended = true;
      onRow = false;
      return false;
    }
    row = batches.row(++index);
    position++;
    onRow = true;
    return true;
  }

  /** Loads the next batch and stands before its first row; false after the last batch. */
  private boolean loadBatch() throws IOException, SQLException {
    if (reader != null) {
      throw SqlErrors.of(
          SqlState.INVALID_CURSOR,
          "The rows of the result set go to its ArrowReader; next() does not move any more");
    }
    onRow = false;
    ended = true; // a batch that cannot be loaded is the end too
    try {
      if (!guard.enter() || !batches.next()) {
        return false;
      }
      if (accessors.length == 0) {
        accessors = bind(batches.root());
      }
      index = -1;
      count = batches.rowCount();
      ended = false;
      return true;
    } finally {
      guard.exit();
    }
  }

  @Override
  int indexInBatch() {
    return index;
  }

  @Override
  int batchCount() {
    return maxRows < 0 ? count : (int) Math.min(count, maxRows - (position - index - 1));
  }

  @Override
  int rowInBatch(int wanted) {
    return batches.row(wanted);
  }

  @Override
  long position() {
    return onRow ? position : 0;
  }

  @Override
  boolean isBehind() {
    return ended;
  }

  @Override
  boolean isBeforeFirst() throws IOException, SQLException {
    return position == 0 && !ended && maxRows != 0 && (count > 0 || loadBatch());
  }

  @Override
  boolean isAfterLast() {
    return ended && position > 0;
  }

  @Override
  boolean isLast() throws SQLException {
    throw forwardOnly("isLast");
  }

  @Override
  boolean relative(long rows) throws SQLException {
    throw forwardOnly("relative, previous");
  }

  @Override
  boolean absolute(long wanted) throws SQLException {
    throw forwardOnly("absolute, first, last, beforeFirst");
  }

  @Override
  void afterLast() throws SQLException {
    throw forwardOnly("afterLast");
  }

  private static SQLException forwardOnly(String methods) {
    return SqlErrors.notSupported(
        "ResultSet."
            + methods
            + " of a result set that moves forward only (create the statement with"
            + " TYPE_SCROLL_INSENSITIVE)");
  }

  @Override
  BatchReader reader(BatchReader.Access access) throws SQLException {
    if (reader == null) {
      if (count > 0 || ended) {
        throw SqlErrors.of(
            SqlState.INVALID_CURSOR,
            "Rows were read already; unwrap the ArrowReader before the first next()");
      }
      reader = new BatchReader(batches, columns, maxRows, guard, access);
    }
    return reader;
  }

  @Override
  public void close() throws IOException {
    try {
      if (reader != null) {
        reader.close(false);
      }
    } finally {
      batches.close();
    }
  }
}

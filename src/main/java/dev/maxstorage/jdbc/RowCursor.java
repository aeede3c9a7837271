package dev.maxstorage.jdbc;

import dev.maxstorage.types.ColumnAccessor;
import dev.maxstorage.types.ColumnAccessors;
import dev.maxstorage.types.ReadContext;
import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Where a result set stands among its rows, and the accessors of the row's vectors.
 *
 * <p>Positions are 1-based; 0 is before the first row. <b>Errors:</b> an IOException leaves the
 * cursor off any row. <b>Closing:</b> closes what the rows come from. <b>Threads:</b> one.
 */
abstract class RowCursor implements Closeable {
  private static final ColumnAccessor[] NONE = {};

  private final List<ResultColumn> columns;
  private final ReadContext context;

  /** One a column, bound to the vectors of the current row; none before the first row. */
  ColumnAccessor[] accessors = NONE;

  /** The current row in its vectors, 0-based. */
  int row;

  /** Whether there is a current row. */
  boolean onRow;

  /** A cursor before the first row. */
  RowCursor(List<ResultColumn> columns, ReadContext context) {
    this.columns = columns;
    this.context = context;
  }

  final ColumnAccessor[] bind(VectorSchemaRoot root) {
    ColumnAccessor[] bound = new ColumnAccessor[columns.size()];
    for (int i = 0; i < bound.length; i++) {
      ResultColumn column = columns.get(i);
      bound[i] =
          ColumnAccessors.bind(root.getVector(column.vector()), column.column().type(), context);
    }
    return bound;
  }

  /** The current row among those of its batch that count, 0-based. */
  abstract int indexInBatch();

  /** Rows of the current batch that may be shown. */
  abstract int batchCount();

  /** The position in the vectors of a row of the current batch that counts. */
  abstract int rowInBatch(int index);

  /** One of the constants of java.sql.ResultSet. */
  abstract int type();

  /** Moves to the next row; false and behind the last one if there is none. */
  abstract boolean next() throws IOException, SQLException;

  /** The current row, or 0 if there is none. */
  abstract long position();

  /** Whether it moved behind the last row. */
  abstract boolean isBehind();

  abstract boolean isBeforeFirst() throws IOException, SQLException;

  abstract boolean isAfterLast() throws IOException;

  abstract boolean isLast() throws IOException, SQLException;

  /** Moves by some rows, also backward; whether there is a row. */
  abstract boolean relative(long rows) throws IOException, SQLException;

  /** Moves to a row, counted from the end if negative; whether there is such a row. */
  abstract boolean absolute(long position) throws IOException, SQLException;

  /** Moves behind the last row; if there are no rows at all, nothing moves. */
  abstract void afterLast() throws IOException, SQLException;

  /**
   * The batches themselves, for a program that wants Arrow; the cursor does not move any more.
   *
   * @param access how to reach the batches, and what to close
   */
  abstract BatchReader reader(BatchReader.Access access) throws SQLException;
}

package dev.maxstorage.jdbc;

import dev.maxstorage.types.ColumnAccessor;
import dev.maxstorage.types.ConversionException;
import dev.maxstorage.types.TypeMapping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.rowset.serial.SerialClob;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;

/**
 * A result set over Arrow vectors: a cursor that moves, and the accessors of its row, one a column.
 *
 * <p><b>Shape:</b> columns and rows are 1-based, as JDBC says. <b>Closing:</b> closes what the rows
 * come from; blobs that it gave out stay readable until the connection closes. <b>Threads:</b> one,
 * but {@link #close} may come from another while that one reads: it gets an exception then.
 */
final class ArrowResultSet extends ReadOnlyResultSet {
  private final List<ResultColumn> columns;
  private final RowCursor cursor;
  private final ReadGuard guard;
  private final Latched released = new Latched();
  private final BlobOpener blobs;
  private final BufferAllocator allocator;
  private final BlobCells blobCells;
  private final @Nullable MaxStorageStatement statement;
  private final Map<String, Integer> indexes = new HashMap<>();

  private int fetchDirection = FETCH_FORWARD;
  private int fetchSize = -1;
  private boolean wasNull;

  private ArrowResultSet(
      MaxStorageConnection connection,
      List<ResultColumn> columns,
      RowCursor cursor,
      ReadGuard guard,
      @Nullable MaxStorageStatement statement) {
    this.columns = List.copyOf(columns);
    this.cursor = cursor;
    this.guard = guard;
    this.blobs = statement == null ? connection.blobs() : statement.blobs();
    this.blobCells = new BlobCells(blobs);
    this.allocator = connection.clients().allocator();
    this.statement = statement;
    for (int i = 0; i < columns.size(); i++) {
      indexes.putIfAbsent(columns.get(i).label().toLowerCase(Locale.ROOT), i + 1);
    }
  }

  /**
   * A result set before its first row that moves forward only.
   *
   * @param connection gives zone, arrays and blobs
   * @param batches owned by the result set from here on
   * @param maxRows most rows to show, negative for all
   * @param statement that made it, null for metadata
   */
  static ArrowResultSet forward(
      MaxStorageConnection connection,
      ResultBatches batches,
      List<ResultColumn> columns,
      long maxRows,
      @Nullable MaxStorageStatement statement) {
    ReadGuard guard = new ReadGuard();
    RowCursor cursor =
        new ForwardCursor(batches, columns, connection.readContext(), maxRows, guard);
    return new ArrowResultSet(connection, columns, cursor, guard, statement);
  }

  /**
   * A result set before its first row that moves anywhere.
   *
   * @param connection gives zone, arrays and blobs
   * @param ranges owned by the result set from here on
   * @param maxRows most rows to show, negative for all
   * @param statement that made it
   */
  static ArrowResultSet scrollable(
      MaxStorageConnection connection,
      RowRanges ranges,
      List<ResultColumn> columns,
      long maxRows,
      MaxStorageStatement statement) {
    ReadGuard guard = new ReadGuard();
    RowCursor cursor = new ScrollCursor(ranges, columns, connection.readContext(), maxRows, guard);
    return new ArrowResultSet(connection, columns, cursor, guard, statement);
  }

  // What is below.

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type == ArrowReader.class ? type.cast(reader()) : super.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type == ArrowReader.class || super.isWrapperFor(type);
  }

  private BatchReader reader() throws SQLException {
    checkOpen();
    return cursor.reader(new BatchReader.Access(allocator, this::failure, this::closeForReader));
  }

  private void closeForReader() throws IOException {
    try {
      close();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  // Moving.

  /** A move of the cursor, or a question that may need rows to be read. */
  private interface Move {
    boolean of(RowCursor cursor) throws IOException, SQLException;
  }

  private boolean move(Move move) throws SQLException {
    guard.readBy(Thread.currentThread());
    checkOpen();
    try {
      boolean answer = move.of(cursor);
      checkOpen();
      return answer;
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  private SQLException failure(Exception e) {
    if (guard.isClosed()) {
      return SqlErrors.of(SqlState.NOT_USABLE, "The result set was closed while it was read", e);
    }
    Exception reading = Failures.whileReading(e);
    return statement == null ? Failures.translate(reading) : statement.failure(reading);
  }

  @Override
  public boolean next() throws SQLException {
    guard.readBy(Thread.currentThread());
    checkOpen();
    try {
      if (cursor.next()) {
        return true;
      }
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
    checkOpen(); // a close meanwhile is no end of the rows
    return false;
  }

  @Override
  public boolean previous() throws SQLException {
    return move(moved -> moved.relative(-1));
  }

  @Override
  public boolean relative(int rows) throws SQLException {
    return move(moved -> moved.relative(rows));
  }

  @Override
  public boolean absolute(int row) throws SQLException {
    return move(moved -> moved.absolute(row));
  }

  @Override
  public boolean first() throws SQLException {
    return absolute(1);
  }

  @Override
  public boolean last() throws SQLException {
    return absolute(-1);
  }

  @Override
  public void beforeFirst() throws SQLException {
    absolute(0);
  }

  @Override
  public void afterLast() throws SQLException {
    move(
        moved -> {
          moved.afterLast();
          return false;
        });
  }

  @Override
  public boolean isBeforeFirst() throws SQLException {
    return move(RowCursor::isBeforeFirst);
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    return move(RowCursor::isAfterLast);
  }

  @Override
  public boolean isFirst() throws SQLException {
    checkOpen();
    return cursor.position() == 1;
  }

  @Override
  public boolean isLast() throws SQLException {
    return move(RowCursor::isLast);
  }

  @Override
  public int getRow() throws SQLException {
    checkOpen();
    return (int) Math.min(cursor.position(), Integer.MAX_VALUE);
  }

  @Override
  public int getType() throws SQLException {
    checkOpen();
    return cursor.type();
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    checkOpen();
    if (direction != FETCH_FORWARD && direction != FETCH_REVERSE && direction != FETCH_UNKNOWN) {
      throw SqlErrors.of(SqlState.INVALID_ARGUMENT, "Fetch direction " + direction + " is unknown");
    }
    if (direction != FETCH_FORWARD && cursor.type() == TYPE_FORWARD_ONLY) {
      throw SqlErrors.notSupported(
          "Fetch direction " + direction + " of a result set that moves forward only");
    }
    fetchDirection = direction;
  }

  @Override
  public int getFetchDirection() throws SQLException {
    checkOpen();
    return fetchDirection;
  }

  // Getters. Each ends the read that cell began.

  /** The accessor of a column of the current row, or null if the cell is null; begins a read. */
  private @Nullable ColumnAccessor cell(int columnIndex) throws SQLException {
    ColumnAccessor cell = anyCell(columnIndex);
    if (cell != null && columns.get(columnIndex - 1).isBlob()) {
      throw wrongType(columnIndex, "read it with getBlob, getBinaryStream or getBytes");
    }
    return cell;
  }

  private @Nullable ColumnAccessor anyCell(int columnIndex) throws SQLException {
    if (!guard.enter()) {
      checkOpen();
    }
    RowCursor at = cursor;
    if (!at.onRow) {
      throw SqlErrors.of(
          SqlState.INVALID_CURSOR,
          at.isBehind()
              ? "The result set is behind its last row"
              : "Call next() before the first getter");
    }
    if (columnIndex < 1 || columnIndex > at.accessors.length) {
      throw noSuchIndex(columnIndex);
    }
    ColumnAccessor accessor = at.accessors[columnIndex - 1];
    wasNull = accessor.isNull(at.row);
    return wasNull ? null : accessor;
  }

  private SQLException noSuchIndex(int columnIndex) {
    return SqlErrors.of(
        SqlState.INVALID_INDEX,
        "Column index " + columnIndex + " is not in 1 to " + columns.size());
  }

  private SQLException wrongType(int columnIndex, String advice) {
    ResultColumn column = columns.get(columnIndex - 1);
    return SqlErrors.of(
        SqlState.WRONG_TYPE,
        "Column '" + column.label() + "' is " + column.column().type().text() + "; " + advice);
  }

  private SQLException conversion(int columnIndex, ConversionException e) {
    return Failures.conversion(
        "Column '" + columns.get(columnIndex - 1).label() + "', row " + cursor.position(), e);
  }

  @Override
  public boolean wasNull() throws SQLException {
    checkOpen();
    return wasNull;
  }

  @Override
  public int findColumn(String columnLabel) throws SQLException {
    checkOpen();
    Integer found = indexes.get(columnLabel.toLowerCase(Locale.ROOT));
    if (found == null) {
      throw SqlErrors.of(
          SqlState.NO_SUCH_COLUMN,
          "No column '"
              + columnLabel
              + "' in the result; it has "
              + String.join(", ", columns.stream().map(ResultColumn::label).toList()));
    }
    return found;
  }

  @Override
  public @Nullable String getString(int columnIndex) throws SQLException {
    try {
      ColumnAccessor cell = cell(columnIndex);
      return cell == null ? null : cell.getString(cursor.row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    } finally {
      guard.exit();
    }
  }

  @Override
  public boolean getBoolean(int columnIndex) throws SQLException {
    try {
      ColumnAccessor cell = cell(columnIndex);
      return cell == null ? false : cell.getBoolean(cursor.row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    } finally {
      guard.exit();
    }
  }

  @Override
  public byte getByte(int columnIndex) throws SQLException {
    try {
      ColumnAccessor cell = cell(columnIndex);
      return cell == null ? 0 : cell.getByte(cursor.row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    } finally {
      guard.exit();
    }
  }

  @Override
  public short getShort(int columnIndex) throws SQLException {
    try {
      ColumnAccessor cell = cell(columnIndex);
      return cell == null ? 0 : cell.getShort(cursor.row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    } finally {
      guard.exit();
    }
  }

  @Override
  public int getInt(int columnIndex) throws SQLException {
    try {
      ColumnAccessor cell = cell(columnIndex);
      return cell == null ? 0 : cell.getInt(cursor.row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    } finally {
      guard.exit();
    }
  }

  @Override
  public long getLong(int columnIndex) throws SQLException {
    try {
      ColumnAccessor cell = cell(columnIndex);
      return cell == null ? 0 : cell.getLong(cursor.row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    } finally {
      guard.exit();
    }
  }

  @Override
  public float getFloat(int columnIndex) throws SQLException {
    try {
      ColumnAccessor cell = cell(columnIndex);
      return cell == null ? 0 : cell.getFloat(cursor.row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    } finally {
      guard.exit();
    }
  }

  @Override
  public double getDouble(int columnIndex) throws SQLException {
    try {
      ColumnAccessor cell = cell(columnIndex);
      return cell == null ? 0 : cell.getDouble(cursor.row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    } finally {
      guard.exit();
    }
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int columnIndex) throws SQLException {
    try {
      ColumnAccessor cell = cell(columnIndex);
      return cell == null ? null : cell.getBigDecimal(cursor.row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    } finally {
      guard.exit();
    }
  }

  @Deprecated
  @Override
  public @Nullable BigDecimal getBigDecimal(int columnIndex, int scale) throws SQLException {
    BigDecimal value = getBigDecimal(columnIndex);
    return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
  }

  @Override
  public byte @Nullable [] getBytes(int columnIndex) throws SQLException {
    if (isBlob(columnIndex)) {
      StorageBlob blob = blob(columnIndex);
      return blob == null ? null : blob.allBytes();
    }
    try {
      ColumnAccessor cell = cell(columnIndex);
      return cell == null ? null : cell.getBytes(cursor.row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    } finally {
      guard.exit();
    }
  }

  private boolean isBlob(int columnIndex) {
    return columnIndex >= 1
        && columnIndex <= columns.size()
        && columns.get(columnIndex - 1).isBlob();
  }

  @Override
  public @Nullable Date getDate(int columnIndex) throws SQLException {
    return date(columnIndex, null);
  }

  @Override
  public @Nullable Date getDate(int columnIndex, @Nullable Calendar calendar) throws SQLException {
    return date(columnIndex, calendar);
  }

  private @Nullable Date date(int columnIndex, @Nullable Calendar calendar) throws SQLException {
    try {
      ColumnAccessor cell = cell(columnIndex);
      return cell == null ? null : cell.getDate(cursor.row, calendar);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    } finally {
      guard.exit();
    }
  }

  @Override
  public @Nullable Time getTime(int columnIndex) throws SQLException {
    return time(columnIndex, null);
  }

  @Override
  public @Nullable Time getTime(int columnIndex, @Nullable Calendar calendar) throws SQLException {
    return time(columnIndex, calendar);
  }

  private @Nullable Time time(int columnIndex, @Nullable Calendar calendar) throws SQLException {
    try {
      ColumnAccessor cell = cell(columnIndex);
      return cell == null ? null : cell.getTime(cursor.row, calendar);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    } finally {
      guard.exit();
    }
  }

  @Override
  public @Nullable Timestamp getTimestamp(int columnIndex) throws SQLException {
    return timestamp(columnIndex, null);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int columnIndex, @Nullable Calendar calendar)
      throws SQLException {
    return timestamp(columnIndex, calendar);
  }

  private @Nullable Timestamp timestamp(int columnIndex, @Nullable Calendar calendar)
      throws SQLException {
    try {
      ColumnAccessor cell = cell(columnIndex);
      return cell == null ? null : cell.getTimestamp(cursor.row, calendar);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    } finally {
      guard.exit();
    }
  }

  @Override
  public @Nullable Object getObject(int columnIndex) throws SQLException {
    if (isBlob(columnIndex)) {
      return getBlob(columnIndex);
    }
    Object value;
    try {
      ColumnAccessor cell = cell(columnIndex);
      value = cell == null ? null : cell.getObject(cursor.row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    } finally {
      guard.exit();
    }
    return value == null ? null : withBlobs(columnIndex, value);
  }

  @Override
  public <T> @Nullable T getObject(int columnIndex, Class<T> type) throws SQLException {
    if (type == null) {
      throw SqlErrors.of(SqlState.INVALID_ARGUMENT, "getObject needs a class");
    }
    if (type == InputStream.class) {
      return type.cast(getBinaryStream(columnIndex));
    } else if (type == Reader.class) {
      return type.cast(getCharacterStream(columnIndex));
    } else if (type == Clob.class) {
      return type.cast(getClob(columnIndex));
    } else if (isBlob(columnIndex)) {
      return blobAs(columnIndex, type);
    }
    if (type != String.class && hasBlobsInside(columnIndex)) {
      return type.cast(nestedAs(columnIndex, type));
    }
    return convertedCell(columnIndex, type);
  }

  private <T> @Nullable T convertedCell(int columnIndex, Class<T> type) throws SQLException {
    try {
      ColumnAccessor cell = cell(columnIndex);
      return cell == null ? null : cell.getObject(cursor.row, type);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    } finally {
      guard.exit();
    }
  }

  private <T> @Nullable T blobAs(int columnIndex, Class<T> type) throws SQLException {
    if (type == byte[].class) {
      return type.cast(getBytes(columnIndex));
    }
    Blob blob = getBlob(columnIndex);
    if (blob == null || type.isInstance(blob)) {
      return type.cast(blob);
    }
    throw wrongType(columnIndex, "it can be read as Blob, byte[] or InputStream, not " + type);
  }

  @Override
  public @Nullable Blob getBlob(int columnIndex) throws SQLException {
    if (isBlob(columnIndex)) {
      return blob(columnIndex);
    }
    try {
      anyCell(columnIndex);
      throw wrongType(columnIndex, "getBlob reads BLOB columns; use getBytes");
    } finally {
      guard.exit();
    }
  }

  /** The blob of a cell, which may be fetched together with those of the rows behind it. */
  private @Nullable StorageBlob blob(int columnIndex) throws SQLException {
    try {
      ColumnAccessor cell = anyCell(columnIndex);
      if (cell == null) {
        return null;
      }
      int index = cursor.indexInBatch();
      return blobCells.at(
          columnIndex,
          cursor.position() - index,
          index,
          cursor.batchCount(),
          other -> {
            int at = cursor.rowInBatch(other);
            return cell.isNull(at) ? null : cell.getBytes(at);
          });
    } finally {
      guard.exit();
    }
  }

  private boolean hasBlobsInside(int columnIndex) {
    return columnIndex >= 1
        && columnIndex <= columns.size()
        && NestedBlobs.isIn(columns.get(columnIndex - 1).column().type());
  }

  private @Nullable Object nestedAs(int columnIndex, Class<?> type) throws SQLException {
    boolean collection = type == List.class || type == Map.class;
    Object value =
        collection ? convertedCell(columnIndex, type) : convertedCell(columnIndex, Object.class);
    if (value == null) {
      return null;
    }
    value = withBlobs(columnIndex, value);
    if (type.isArray() && value instanceof Array array) {
      value = array.getArray();
    } else if (type.isArray() && value instanceof Struct struct) {
      value = struct.getAttributes();
    }
    if (!type.isInstance(value)) {
      throw wrongType(columnIndex, "it cannot be read as " + type.getName());
    }
    return value;
  }

  /** A nested value with Blobs in the place of references. */
  private Object withBlobs(int columnIndex, Object value) throws SQLException {
    return hasBlobsInside(columnIndex)
        ? NestedBlobs.replaced(
            value,
            columns.get(columnIndex - 1).column().type(),
            (reference, path) -> blobs.open((byte[]) reference))
        : value;
  }

  @Override
  public @Nullable InputStream getBinaryStream(int columnIndex) throws SQLException {
    if (isBlob(columnIndex)) {
      StorageBlob blob = blob(columnIndex);
      return blob == null ? null : blob.getBinaryStream();
    }
    byte[] bytes = getBytes(columnIndex);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  @Override
  public @Nullable Reader getCharacterStream(int columnIndex) throws SQLException {
    String text = getString(columnIndex);
    return text == null ? null : new StringReader(text);
  }

  @Override
  public @Nullable InputStream getAsciiStream(int columnIndex) throws SQLException {
    String text = getString(columnIndex);
    return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Deprecated
  @Override
  public InputStream getUnicodeStream(int columnIndex) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getUnicodeStream (use getCharacterStream)");
  }

  @Override
  public @Nullable Clob getClob(int columnIndex) throws SQLException {
    String text = getString(columnIndex);
    return text == null ? null : new SerialClob(text.toCharArray());
  }

  @Override
  public NClob getNClob(int columnIndex) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getNClob (use getClob)");
  }

  @Override
  public @Nullable Array getArray(int columnIndex) throws SQLException {
    Object value = getObject(columnIndex);
    if (value == null || value instanceof Array) {
      return (Array) value;
    }
    throw wrongType(columnIndex, "it is no ARRAY");
  }

  @Override
  public @Nullable URL getURL(int columnIndex) throws SQLException {
    String text = getString(columnIndex);
    if (text == null) {
      return null;
    }
    if (TypeMapping.of(columns.get(columnIndex - 1).column().type()).javaClass() != String.class) {
      throw wrongType(columnIndex, "only a text can be a URL");
    }
    try {
      return URI.create(text).toURL();
    } catch (IllegalArgumentException | MalformedURLException e) {
      throw SqlErrors.of(SqlState.MALFORMED_TEXT, "'" + text + "' is no URL", e);
    }
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    return new MaxStorageResultSetMetaData(columns);
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    checkOpen();
    if (rows < 0) {
      throw SqlErrors.of(SqlState.INVALID_ARGUMENT, "Fetch size " + rows + " is negative");
    }
    fetchSize = rows;
  }

  @Override
  public int getFetchSize() throws SQLException {
    checkOpen();
    return fetchSize >= 0 || statement == null ? Math.max(fetchSize, 0) : statement.getFetchSize();
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return null;
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
  }

  @Override
  public @Nullable Statement getStatement() throws SQLException {
    checkOpen();
    return statement;
  }

  @Override
  public boolean isClosed() {
    return guard.isClosed();
  }

  /** From another thread too: what blocks in this result set fails at once. */
  @Override
  public void close() throws SQLException {
    if (!guard.close()) {
      released.await();
      return;
    }
    released.begin();
    if (statement != null) {
      statement.resultSetCloses();
    }
    try {
      blobCells.close();
      guard.awaitQuiet();
      cursor.close();
    } catch (IOException e) {
      throw Failures.translate(e);
    } finally {
      released.end();
      if (statement != null) {
        statement.resultSetClosed(this);
      }
    }
  }

  @Override
  void checkOpen() throws SQLException {
    if (guard.isClosed()) {
      throw SqlErrors.closed("The result set");
    }
  }
}

package dev.maxstorage.jdbc;

import dev.maxstorage.types.ColumnAccessor;
import dev.maxstorage.types.ColumnAccessors;
import dev.maxstorage.types.ConversionException;
import dev.maxstorage.types.OdpsType;
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
import java.time.ZoneId;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.rowset.serial.SerialClob;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * A result set over Arrow batches: a row index that moves, and one accessor a column, bound once.
 *
 * <p><b>Shape:</b> columns and rows are 1-based, as JDBC says. <b>Closing:</b> closes its batches;
 * blobs that it gave out stay readable until the connection closes. <b>Threads:</b> one, but {@link
 * #close} may come from another.
 */
final class ArrowResultSet extends ReadOnlyResultSet {
  private final ResultBatches batches;
  private final List<ResultColumn> columns;
  private final ZoneId zone;
  private final BlobOpener blobs;
  private final BlobCells blobCells;
  private final long maxRows;
  private final @Nullable MaxStorageStatement statement;
  private final Map<String, Integer> indexes = new HashMap<>();

  private ColumnAccessor[] accessors = new ColumnAccessor[0];
  private int index = -1;
  private int count;
  private int row;
  private long rowNumber;
  private boolean onRow;
  private boolean ended;
  private boolean wasNull;
  private volatile boolean closed;

  /**
   * A result set before its first row.
   *
   * @param batches owned by the result set from here on
   * @param zone for text and local times of instants
   * @param blobs opens the blobs of BLOB columns
   * @param maxRows most rows to show, 0 for all
   * @param statement that made it, null for metadata
   */
  ArrowResultSet(
      ResultBatches batches,
      List<ResultColumn> columns,
      ZoneId zone,
      BlobOpener blobs,
      long maxRows,
      @Nullable MaxStorageStatement statement) {
    this.batches = batches;
    this.columns = List.copyOf(columns);
    this.zone = zone;
    this.blobs = blobs;
    this.blobCells = new BlobCells(blobs);
    this.maxRows = maxRows;
    this.statement = statement;
    for (int i = 0; i < columns.size(); i++) {
      indexes.putIfAbsent(columns.get(i).label().toLowerCase(Locale.ROOT), i + 1);
    }
  }

  @Override
  public boolean next() throws SQLException {
    checkOpen();
    if (ended || (maxRows > 0 && rowNumber >= maxRows)) {
      return end();
    }
    if (index + 1 >= count && !loadBatch()) {
      return end();
    }
    row = batches.row(++index);
    rowNumber++;
    onRow = true;
    return true;
  }

  /** Loads the next batch and stands before its first row; false after the last batch. */
  private boolean loadBatch() throws SQLException {
    try {
      if (!batches.next()) {
        return false;
      }
    } catch (IOException | RuntimeException e) {
      end();
      throw failure(Failures.whileReading(e));
    }
    if (accessors.length == 0) {
      bind(batches.root());
    }
    index = -1;
    count = batches.rowCount();
    return true;
  }

  private boolean end() {
    ended = true;
    onRow = false;
    return false;
  }

  private SQLException failure(Exception e) {
    return statement == null ? Failures.translate(e) : statement.failure(e);
  }

  private void bind(VectorSchemaRoot root) {
    ColumnAccessor[] bound = new ColumnAccessor[columns.size()];
    for (int i = 0; i < bound.length; i++) {
      ResultColumn column = columns.get(i);
      bound[i] =
          ColumnAccessors.bind(root.getVector(column.vector()), column.column().type(), zone);
    }
    accessors = bound;
  }

  /** The accessor of a column of the current row, or null if the cell is null. */
  private @Nullable ColumnAccessor cell(int columnIndex) throws SQLException {
    ColumnAccessor cell = anyCell(columnIndex);
    if (cell != null && columns.get(columnIndex - 1).isBlob()) {
      throw wrongType(columnIndex, "read it with getBlob, getBinaryStream or getBytes");
    }
    return cell;
  }

  private @Nullable ColumnAccessor anyCell(int columnIndex) throws SQLException {
    if (!onRow) {
      checkOpen();
      throw SqlErrors.of(
          SqlState.INVALID_CURSOR,
          ended ? "The result set is behind its last row" : "Call next() before the first getter");
    }
    if (closed) {
      checkOpen();
    }
    if (columnIndex < 1 || columnIndex > accessors.length) {
      throw noSuchIndex(columnIndex);
    }
    ColumnAccessor accessor = accessors[columnIndex - 1];
    wasNull = accessor.isNull(row);
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
        "Column '" + columns.get(columnIndex - 1).label() + "', row " + rowNumber, e);
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
    ColumnAccessor cell = cell(columnIndex);
    if (cell == null) {
      return null;
    }
    try {
      return cell.getString(row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    }
  }

  @Override
  public boolean getBoolean(int columnIndex) throws SQLException {
    ColumnAccessor cell = cell(columnIndex);
    if (cell == null) {
      return false;
    }
    try {
      return cell.getBoolean(row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    }
  }

  @Override
  public byte getByte(int columnIndex) throws SQLException {
    ColumnAccessor cell = cell(columnIndex);
    if (cell == null) {
      return 0;
    }
    try {
      return cell.getByte(row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    }
  }

  @Override
  public short getShort(int columnIndex) throws SQLException {
    ColumnAccessor cell = cell(columnIndex);
    if (cell == null) {
      return 0;
    }
    try {
      return cell.getShort(row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    }
  }

  @Override
  public int getInt(int columnIndex) throws SQLException {
    ColumnAccessor cell = cell(columnIndex);
    if (cell == null) {
      return 0;
    }
    try {
      return cell.getInt(row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    }
  }

  @Override
  public long getLong(int columnIndex) throws SQLException {
    ColumnAccessor cell = cell(columnIndex);
    if (cell == null) {
      return 0;
    }
    try {
      return cell.getLong(row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    }
  }

  @Override
  public float getFloat(int columnIndex) throws SQLException {
    ColumnAccessor cell = cell(columnIndex);
    if (cell == null) {
      return 0;
    }
    try {
      return cell.getFloat(row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    }
  }

  @Override
  public double getDouble(int columnIndex) throws SQLException {
    ColumnAccessor cell = cell(columnIndex);
    if (cell == null) {
      return 0;
    }
    try {
      return cell.getDouble(row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    }
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int columnIndex) throws SQLException {
    ColumnAccessor cell = cell(columnIndex);
    if (cell == null) {
      return null;
    }
    try {
      return cell.getBigDecimal(row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
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
    ColumnAccessor cell = anyCell(columnIndex);
    if (cell == null) {
      return null;
    }
    try {
      return columns.get(columnIndex - 1).isBlob()
          ? blob(columnIndex, cell).allBytes()
          : cell.getBytes(row);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    }
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
    ColumnAccessor cell = cell(columnIndex);
    if (cell == null) {
      return null;
    }
    try {
      return cell.getDate(row, calendar);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
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
    ColumnAccessor cell = cell(columnIndex);
    if (cell == null) {
      return null;
    }
    try {
      return cell.getTime(row, calendar);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
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
    ColumnAccessor cell = cell(columnIndex);
    if (cell == null) {
      return null;
    }
    try {
      return cell.getTimestamp(row, calendar);
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    }
  }

  @Override
  public @Nullable Object getObject(int columnIndex) throws SQLException {
    ColumnAccessor cell = anyCell(columnIndex);
    if (cell == null) {
      return null;
    }
    try {
      return columns.get(columnIndex - 1).isBlob()
          ? blob(columnIndex, cell)
          : withBlobs(columnIndex, cell.getObject(row));
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    }
  }

  @Override
  public <T> @Nullable T getObject(int columnIndex, Class<T> type) throws SQLException {
    ColumnAccessor cell = anyCell(columnIndex);
    if (cell == null) {
      return null;
    }
    try {
      if (!columns.get(columnIndex - 1).isBlob()) {
        return type.cast(converted(columnIndex, cell, type));
      }
      StorageBlob blob = blob(columnIndex, cell);
      if (type == byte[].class) {
        return type.cast(blob.allBytes());
      }
      if (type == InputStream.class) {
        return type.cast(blob.getBinaryStream());
      }
      if (type.isInstance(blob)) {
        return type.cast(blob);
      }
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    }
    throw wrongType(columnIndex, "it can be read as Blob, byte[] or InputStream, not " + type);
  }

  @Override
  public @Nullable Blob getBlob(int columnIndex) throws SQLException {
    ColumnAccessor cell = anyCell(columnIndex);
    if (!columns.get(columnIndex - 1).isBlob()) {
      throw wrongType(columnIndex, "getBlob reads BLOB columns; use getBytes");
    }
    return cell == null ? null : blob(columnIndex, cell);
  }

  @Override
  public @Nullable InputStream getBinaryStream(int columnIndex) throws SQLException {
    ColumnAccessor cell = anyCell(columnIndex);
    if (cell == null) {
      return null;
    }
    try {
      return columns.get(columnIndex - 1).isBlob()
          ? blob(columnIndex, cell).getBinaryStream()
          : new ByteArrayInputStream(cell.getBytes(row));
    } catch (ConversionException e) {
      throw conversion(columnIndex, e);
    }
  }

  /** The blob of the current row's cell, which may be fetched together with those behind it. */
  private StorageBlob blob(int columnIndex, ColumnAccessor cell) {
    long first = rowNumber - index;
    int readable = maxRows > 0 ? (int) Math.min(count, maxRows - first + 1) : count;
    return blobCells.at(
        columnIndex,
        first,
        index,
        readable,
        at -> {
          int atRow = batches.row(at);
          return cell.isNull(atRow) ? null : cell.getBytes(atRow);
        });
  }

  private Object converted(int columnIndex, ColumnAccessor cell, Class<?> type)
      throws SQLException {
    if (type == String.class || !NestedBlobs.isIn(columns.get(columnIndex - 1).column().type())) {
      return cell.getObject(row, type);
    }
    boolean collection = type == List.class || type == Map.class;
    Object value =
        withBlobs(columnIndex, collection ? cell.getObject(row, type) : cell.getObject(row));
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
    OdpsType type = columns.get(columnIndex - 1).column().type();
    return NestedBlobs.isIn(type)
        ? NestedBlobs.replaced(value, type, (reference, path) -> blobs.open((byte[]) reference))
        : value;
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
  public boolean isBeforeFirst() throws SQLException {
    checkOpen();
    if (rowNumber > 0 || ended) {
      return false;
    }
    ended = count == 0 && !loadBatch();
    return !ended;
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    checkOpen();
    return ended && rowNumber > 0;
  }

  @Override
  public boolean isFirst() throws SQLException {
    checkOpen();
    return onRow && rowNumber == 1;
  }

  @Override
  public boolean isLast() throws SQLException {
    throw SqlErrors.notSupported("ResultSet.isLast of a forward-only result set");
  }

  @Override
  public int getRow() throws SQLException {
    checkOpen();
    return onRow ? (int) Math.min(rowNumber, Integer.MAX_VALUE) : 0;
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    checkOpen();
    if (rows < 0) {
      throw SqlErrors.of(SqlState.INVALID_ARGUMENT, "Fetch size " + rows + " is negative");
    }
  }

  @Override
  public int getFetchSize() throws SQLException {
    checkOpen();
    return statement == null ? 0 : statement.getFetchSize();
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
    return closed;
  }

  @Override
  public void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    onRow = false;
    blobCells.close();
    try {
      batches.close();
    } catch (IOException e) {
      throw Failures.translate(e);
    } finally {
      if (statement != null) {
        statement.resultSetClosed(this);
      }
    }
  }

  @Override
  void checkOpen() throws SQLException {
    if (closed) {
      throw SqlErrors.closed("The result set");
    }
  }
}

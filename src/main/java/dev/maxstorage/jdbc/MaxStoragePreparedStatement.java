package dev.maxstorage.jdbc;

import static java.math.RoundingMode.HALF_UP;

import dev.maxstorage.sql.Plan;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement with {@code ?} parameters: a query whose values are kept, or an insert whose values
 * go straight into the vectors that are sent.
 *
 * <p>Parameters keep their values over executions and batches until they are set again or cleared,
 * as JDBC says. Streams are read when they are set.
 *
 * <p><b>Threads:</b> one, but {@code cancel} and {@code close} may come from another.
 */
final class MaxStoragePreparedStatement extends MaxStorageStatement implements PreparedStatement {
  private final Plan plan;
  private final int parameterCount;
  private final @Nullable InsertBatch insert;
  private final ParameterValues values;
  private final ParameterTarget target;

  /** A statement of a plan; an insert or delete asks for the table's schema now. */
  MaxStoragePreparedStatement(MaxStorageConnection connection, Plan plan) throws SQLException {
    super(connection);
    this.plan = connection.runner().decided(plan);
    this.parameterCount = plan.parameterCount();
    this.values = new ParameterValues(parameterCount);
    this.insert = connection.runner().writeBatch(this.plan);
    this.target = insert == null ? values : insert.parameters();
  }

  private ParameterTarget at(int index) throws SQLException {
    checkOpen();
    if (index < 1 || index > parameterCount) {
      throw SqlErrors.of(
          SqlState.INVALID_INDEX,
          "Parameter index "
              + index
              + (parameterCount == 0
                  ? ": the statement has no parameters"
                  : " is not in 1 to " + parameterCount));
    }
    return target;
  }

  @Override
  public boolean execute() throws SQLException {
    checkOpen();
    clearWarnings();
    if (insert == null) {
      List<@Nullable Object> given = values.all();
      warnIfAtOnce(plan);
      return execute(running -> take(connection().runner().run(plan, given, options(), running)));
    }
    if (insert.entries() > 0) {
      throw SqlErrors.of(
          SqlState.NOT_USABLE,
          "The batch has "
              + insert.entries()
              + " entries that were not sent; call executeBatch or clearBatch first");
    }
    addOnlyRow(insert);
    return execute(running -> take(new Outcome.Count(insert.send(running))));
  }

  private static void addOnlyRow(InsertBatch batch) throws SQLException {
    try {
      batch.addRow();
    } catch (SQLException e) {
      batch.clearRows();
      throw e;
    }
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    execute();
    return requireRows();
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    execute();
    return requireCount();
  }

  @Override
  public int executeUpdate() throws SQLException {
    return narrow(executeLargeUpdate());
  }

  @Override
  public void addBatch() throws SQLException {
    checkOpen();
    if (insert == null) {
      throw SqlErrors.notSupported(
          "addBatch of a statement other than INSERT with VALUES or DELETE by a primary key (execute"
              + " it instead)");
    }
    insert.addRow();
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    if (insert != null) {
      insert.clearRows();
    }
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    checkOpen();
    if (insert == null) {
      return new long[0];
    }
    InsertBatch rows = insert;
    int entries = rows.entries();
    long perEntry = rows.countPerEntry();
    if (entries > 0) {
      try {
        execute(rows::send);
      } catch (SQLException e) {
        throw Failures.ofBatch(e);
      }
    }
    long[] counts = new long[entries];
    Arrays.fill(counts, perEntry);
    return counts;
  }

  @Override
  void release() throws SQLException {
    try {
      if (insert != null) {
        insert.close();
      }
    } finally {
      super.release();
    }
  }

  @Override
  public void clearParameters() throws SQLException {
    checkOpen();
    target.clear();
  }

  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    return insert == null ? connection().runner().columnsBefore(plan) : null;
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    checkOpen();
    return insert == null
        ? connection().runner().parametersBefore(plan)
        : MaxStorageParameterMetaData.ofColumns(insert.parameterColumns());
  }

  // Values.

  @Override
  public void setNull(int parameterIndex, int sqlType) throws SQLException {
    at(parameterIndex).setNull(parameterIndex);
  }

  @Override
  public void setNull(int parameterIndex, int sqlType, String typeName) throws SQLException {
    at(parameterIndex).setNull(parameterIndex);
  }

  @Override
  public void setBoolean(int parameterIndex, boolean value) throws SQLException {
    at(parameterIndex).setBoolean(parameterIndex, value);
  }

  @Override
  public void setByte(int parameterIndex, byte value) throws SQLException {
    at(parameterIndex).setByte(parameterIndex, value);
  }

  @Override
  public void setShort(int parameterIndex, short value) throws SQLException {
    at(parameterIndex).setShort(parameterIndex, value);
  }

  @Override
  public void setInt(int parameterIndex, int value) throws SQLException {
    at(parameterIndex).setInt(parameterIndex, value);
  }

  @Override
  public void setLong(int parameterIndex, long value) throws SQLException {
    at(parameterIndex).setLong(parameterIndex, value);
  }

  @Override
  public void setFloat(int parameterIndex, float value) throws SQLException {
    at(parameterIndex).setFloat(parameterIndex, value);
  }

  @Override
  public void setDouble(int parameterIndex, double value) throws SQLException {
    at(parameterIndex).setDouble(parameterIndex, value);
  }

  @Override
  public void setObject(int parameterIndex, @Nullable Object value) throws SQLException {
    ParameterTarget at = at(parameterIndex);
    if (value == null) {
      at.setNull(parameterIndex);
    } else if (isPlain(value)) {
      at.setObject(parameterIndex, value);
    } else if (value instanceof InputStream stream) {
      at.setBinaryStream(parameterIndex, stream, -1);
    } else if (value instanceof Reader reader) {
      at.setObject(parameterIndex, ParameterStreams.text(reader, -1));
    } else if (value instanceof Blob blob) {
      setBlob(parameterIndex, blob);
    } else if (value instanceof Clob clob) {
      setClob(parameterIndex, clob);
    } else {
      at.setObject(parameterIndex, value);
    }
  }

  /** Frequent classes that are no streams; looking for interfaces takes longer. */
  private static boolean isPlain(Object value) {
    return value instanceof Number
        || value instanceof String
        || value instanceof java.util.Date
        || value instanceof LocalDate
        || value instanceof LocalDateTime
        || value instanceof Instant
        || value instanceof Boolean;
  }

  @Override
  public void setObject(int parameterIndex, @Nullable Object value, int targetSqlType)
      throws SQLException {
    checkType(targetSqlType);
    setObject(parameterIndex, value);
  }

  @Override
  public void setObject(
      int parameterIndex, @Nullable Object value, int targetSqlType, int scaleOrLength)
      throws SQLException {
    checkType(targetSqlType);
    if (value instanceof InputStream stream) {
      setBinaryStream(parameterIndex, stream, scaleOrLength);
    } else if (value instanceof Reader reader) {
      setCharacterStream(parameterIndex, reader, scaleOrLength);
    } else if ((targetSqlType == Types.DECIMAL || targetSqlType == Types.NUMERIC)
        && (value instanceof Number || value instanceof String)) {
      setObject(parameterIndex, decimal(parameterIndex, value).setScale(scaleOrLength, HALF_UP));
    } else {
      setObject(parameterIndex, value);
    }
  }

  private static BigDecimal decimal(int parameterIndex, Object number) throws SQLException {
    try {
      return new BigDecimal(number.toString());
    } catch (NumberFormatException e) {
      throw SqlErrors.of(
          SqlState.MALFORMED_TEXT,
          "Parameter " + parameterIndex + ": '" + number + "' is no decimal number",
          e);
    }
  }

  @Override
  public void setObject(
      int parameterIndex, @Nullable Object value, SQLType targetSqlType, int scaleOrLength)
      throws SQLException {
    setObject(parameterIndex, value, number(targetSqlType), scaleOrLength);
  }

  @Override
  public void setObject(int parameterIndex, @Nullable Object value, SQLType targetSqlType)
      throws SQLException {
    setObject(parameterIndex, value, number(targetSqlType));
  }

  private static int number(SQLType type) throws SQLException {
    Integer number = type.getVendorTypeNumber();
    if (number == null) {
      throw SqlErrors.notSupported("Target type " + type.getName());
    }
    return number;
  }

  /** The column decides the type of an insert; a target that no column can have is refused. */
  private static void checkType(int targetSqlType) throws SQLException {
    switch (targetSqlType) {
      case Types.REF, Types.ROWID, Types.SQLXML, Types.DATALINK, Types.REF_CURSOR ->
          throw SqlErrors.notSupported("Target type number " + targetSqlType);
      default -> {}
    }
  }

  @Override
  public void setDate(int parameterIndex, @Nullable Date value) throws SQLException {
    setDate(parameterIndex, value, null);
  }

  @Override
  public void setDate(int parameterIndex, @Nullable Date value, @Nullable Calendar calendar)
      throws SQLException {
    ParameterTarget at = at(parameterIndex);
    if (value == null) {
      at.setNull(parameterIndex);
    } else {
      at.setDate(parameterIndex, value, calendar);
    }
  }

  @Override
  public void setTime(int parameterIndex, @Nullable Time value) throws SQLException {
    setTime(parameterIndex, value, null);
  }

  @Override
  public void setTime(int parameterIndex, @Nullable Time value, @Nullable Calendar calendar)
      throws SQLException {
    ParameterTarget at = at(parameterIndex);
    if (value == null) {
      at.setNull(parameterIndex);
    } else {
      at.setTime(parameterIndex, value, calendar);
    }
  }

  @Override
  public void setTimestamp(int parameterIndex, @Nullable Timestamp value) throws SQLException {
    setTimestamp(parameterIndex, value, null);
  }

  @Override
  public void setTimestamp(
      int parameterIndex, @Nullable Timestamp value, @Nullable Calendar calendar)
      throws SQLException {
    ParameterTarget at = at(parameterIndex);
    if (value == null) {
      at.setNull(parameterIndex);
    } else {
      at.setTimestamp(parameterIndex, value, calendar);
    }
  }

  // Streams.

  @Override
  public void setBinaryStream(int parameterIndex, @Nullable InputStream value, long length)
      throws SQLException {
    ParameterTarget at = at(parameterIndex);
    checkLength(length);
    if (value == null) {
      at.setNull(parameterIndex);
    } else {
      at.setBinaryStream(parameterIndex, value, length);
    }
  }

  private static void checkLength(long length) throws SQLException {
    if (length < 0) {
      throw SqlErrors.of(SqlState.INVALID_ARGUMENT, "Length " + length + " is negative");
    }
  }

  @Override
  public void setBinaryStream(int parameterIndex, @Nullable InputStream value, int length)
      throws SQLException {
    setBinaryStream(parameterIndex, value, (long) length);
  }

  @Override
  public void setBinaryStream(int parameterIndex, @Nullable InputStream value) throws SQLException {
    setObject(parameterIndex, value);
  }

  @Override
  public void setBlob(int parameterIndex, @Nullable InputStream value, long length)
      throws SQLException {
    setBinaryStream(parameterIndex, value, length);
  }

  @Override
  public void setBlob(int parameterIndex, @Nullable InputStream value) throws SQLException {
    setObject(parameterIndex, value);
  }

  @Override
  public void setBlob(int parameterIndex, @Nullable Blob value) throws SQLException {
    ParameterTarget at = at(parameterIndex);
    if (value == null) {
      at.setNull(parameterIndex);
      return;
    }
    at.setObject(parameterIndex, value);
  }

  @Override
  public void setAsciiStream(int parameterIndex, @Nullable InputStream value, long length)
      throws SQLException {
    checkLength(length);
    setObject(parameterIndex, value == null ? null : ParameterStreams.ascii(value, length));
  }

  @Override
  public void setAsciiStream(int parameterIndex, @Nullable InputStream value, int length)
      throws SQLException {
    setAsciiStream(parameterIndex, value, (long) length);
  }

  @Override
  public void setAsciiStream(int parameterIndex, @Nullable InputStream value) throws SQLException {
    setObject(parameterIndex, value == null ? null : ParameterStreams.ascii(value, -1));
  }

  /**
   * A text of two bytes a character, the high one first.
   *
   * @param length in bytes
   */
  @Deprecated
  @Override
  public void setUnicodeStream(int parameterIndex, @Nullable InputStream value, int length)
      throws SQLException {
    setObject(
        parameterIndex,
        value == null
            ? null
            : new String(ParameterStreams.bytes(value, length), StandardCharsets.UTF_16BE));
  }

  @Override
  public void setCharacterStream(int parameterIndex, @Nullable Reader value, long length)
      throws SQLException {
    checkLength(length);
    setObject(parameterIndex, value == null ? null : ParameterStreams.text(value, length));
  }

  @Override
  public void setCharacterStream(int parameterIndex, @Nullable Reader value, int length)
      throws SQLException {
    setCharacterStream(parameterIndex, value, (long) length);
  }

  @Override
  public void setCharacterStream(int parameterIndex, @Nullable Reader value) throws SQLException {
    setObject(parameterIndex, value);
  }

  @Override
  public void setClob(int parameterIndex, @Nullable Clob value) throws SQLException {
    setObject(
        parameterIndex,
        value == null ? null : ParameterStreams.text(value.getCharacterStream(), -1));
  }

  @Override
  public void setClob(int parameterIndex, @Nullable Reader value, long length) throws SQLException {
    setCharacterStream(parameterIndex, value, length);
  }

  @Override
  public void setClob(int parameterIndex, @Nullable Reader value) throws SQLException {
    setCharacterStream(parameterIndex, value);
  }

  @Override
  public void setNClob(int parameterIndex, @Nullable NClob value) throws SQLException {
    setClob(parameterIndex, value);
  }

  @Override
  public void setNClob(int parameterIndex, @Nullable Reader value, long length)
      throws SQLException {
    setCharacterStream(parameterIndex, value, length);
  }

  @Override
  public void setNClob(int parameterIndex, @Nullable Reader value) throws SQLException {
    setCharacterStream(parameterIndex, value);
  }

  @Override
  public void setNCharacterStream(int parameterIndex, @Nullable Reader value, long length)
      throws SQLException {
    setCharacterStream(parameterIndex, value, length);
  }

  @Override
  public void setNCharacterStream(int parameterIndex, @Nullable Reader value) throws SQLException {
    setCharacterStream(parameterIndex, value);
  }

  // Setters that are setObject.

  @Override
  public void setBigDecimal(int parameterIndex, @Nullable BigDecimal value) throws SQLException {
    setObject(parameterIndex, value);
  }

  @Override
  public void setString(int parameterIndex, @Nullable String value) throws SQLException {
    ParameterTarget at = at(parameterIndex);
    if (value == null) {
      at.setNull(parameterIndex);
    } else {
      at.setString(parameterIndex, value);
    }
  }

  @Override
  public void setNString(int parameterIndex, @Nullable String value) throws SQLException {
    setObject(parameterIndex, value);
  }

  @Override
  public void setBytes(int parameterIndex, byte @Nullable [] value) throws SQLException {
    setObject(parameterIndex, value);
  }

  @Override
  public void setArray(int parameterIndex, @Nullable Array value) throws SQLException {
    setObject(parameterIndex, value);
  }

  @Override
  public void setURL(int parameterIndex, @Nullable URL value) throws SQLException {
    setObject(parameterIndex, value == null ? null : value.toString());
  }

  // Refusals.

  @Override
  public void setRef(int parameterIndex, Ref value) throws SQLException {
    throw SqlErrors.notSupported("PreparedStatement.setRef (MaxCompute has no REF type)");
  }

  @Override
  public void setRowId(int parameterIndex, RowId value) throws SQLException {
    throw SqlErrors.notSupported("PreparedStatement.setRowId (MaxCompute has no row ids)");
  }

  @Override
  public void setSQLXML(int parameterIndex, SQLXML value) throws SQLException {
    throw SqlErrors.notSupported("PreparedStatement.setSQLXML (MaxCompute has no XML type)");
  }

  /** The methods of Statement that take SQL text are refused here, as JDBC says. */
  @Override
  boolean run(String sql) throws SQLException {
    throw withText();
  }

  @Override
  void checkNoKeys(boolean wanted) throws SQLException {
    throw withText();
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    throw withText();
  }

  private static SQLException withText() {
    return SqlErrors.of(
        SqlState.NOT_USABLE, "A PreparedStatement has its SQL text already; call it without one");
  }
}

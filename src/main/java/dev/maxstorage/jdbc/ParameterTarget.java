package dev.maxstorage.jdbc;

import java.io.InputStream;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * Where a prepared statement's parameters go: kept as values for a query, or written straight into
 * vectors for an insert. Indexes are 1-based and already checked.
 */
interface ParameterTarget {

  void setNull(int index) throws SQLException;

  void setBoolean(int index, boolean value) throws SQLException;

  void setByte(int index, byte value) throws SQLException;

  void setShort(int index, short value) throws SQLException;

  void setInt(int index, int value) throws SQLException;

  void setLong(int index, long value) throws SQLException;

  void setFloat(int index, float value) throws SQLException;

  void setDouble(int index, double value) throws SQLException;

  void setString(int index, String value) throws SQLException;

  /** Any other value: decimals, bytes, java.time, lists, maps, blobs. */
  void setObject(int index, Object value) throws SQLException;

  void setDate(int index, Date value, @Nullable Calendar calendar) throws SQLException;

  void setTime(int index, Time value, @Nullable Calendar calendar) throws SQLException;

  void setTimestamp(int index, Timestamp value, @Nullable Calendar calendar) throws SQLException;

  /**
   * Bytes of a stream, read before this returns.
   *
   * @param length exactly how many bytes the stream must have, or -1 for all
   */
  void setBinaryStream(int index, InputStream value, long length) throws SQLException;

  /** Forgets all values. */
  void clear() throws SQLException;
}

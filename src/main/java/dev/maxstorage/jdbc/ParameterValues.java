package dev.maxstorage.jdbc;

import java.io.InputStream;
import java.sql.Blob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters of a query, kept as values until it runs. */
final class ParameterValues implements ParameterTarget {
  private final @Nullable Object[] values;
  private final boolean[] given;

  ParameterValues(int count) {
    values = new @Nullable Object[count];
    given = new boolean[count];
  }

  /** All values in order, or an exception that names the first one missing. */
  List<@Nullable Object> all() throws SQLException {
    for (int i = 0; i < given.length; i++) {
      if (!given[i]) {
        throw missing(i + 1, given.length);
      }
    }
    return new ArrayList<>(Arrays.asList(values));
  }

  /** The exception for a parameter that was not set. */
  static SQLException missing(int index, int count) {
    return SqlErrors.of(
        SqlState.WRONG_PARAMETER_COUNT,
        "Parameter " + index + " of " + count + " is not set; set every ? before you execute");
  }

  private void put(int index, @Nullable Object value) {
    values[index - 1] = value;
    given[index - 1] = true;
  }

  @Override
  public void setNull(int index) {
    put(index, null);
  }

  @Override
  public void setBoolean(int index, boolean value) {
    put(index, value);
  }

  @Override
  public void setByte(int index, byte value) {
    put(index, value);
  }

  @Override
  public void setShort(int index, short value) {
    put(index, value);
  }

  @Override
  public void setInt(int index, int value) {
    put(index, value);
  }

  @Override
  public void setLong(int index, long value) {
    put(index, value);
  }

  @Override
  public void setFloat(int index, float value) {
    put(index, value);
  }

  @Override
  public void setDouble(int index, double value) {
    put(index, value);
  }

  @Override
  public void setString(int index, String value) {
    put(index, value);
  }

  @Override
  public void setObject(int index, Object value) throws SQLException {
    if (value instanceof Blob blob) {
      setBinaryStream(index, blob.getBinaryStream(), -1);
    } else {
      put(index, value);
    }
  }

  @Override
  public void setDate(int index, Date value, @Nullable Calendar calendar) {
    put(index, calendar == null ? value : inZone(value.getTime(), calendar).toLocalDate());
  }

  @Override
  public void setTime(int index, Time value, @Nullable Calendar calendar) {
    put(index, calendar == null ? value : inZone(value.getTime(), calendar).toLocalTime());
  }

  @Override
  public void setTimestamp(int index, Timestamp value, @Nullable Calendar calendar) {
    put(
        index,
        calendar == null
            ? value
            : ZonedDateTime.ofInstant(value.toInstant(), calendar.getTimeZone().toZoneId()));
  }

  private static ZonedDateTime inZone(long epochMillis, Calendar calendar) {
    return Instant.ofEpochMilli(epochMillis).atZone(calendar.getTimeZone().toZoneId());
  }

  @Override
  public void setBinaryStream(int index, InputStream value, long length) throws SQLException {
    put(index, ParameterStreams.bytes(value, length));
  }

  @Override
  public void clear() {
    Arrays.fill(values, null);
    Arrays.fill(given, false);
  }
}

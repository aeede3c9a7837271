package dev.maxstorage.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.UUID;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * Writes Java values into the rows of one Arrow vector, checked; the vector grows as needed.
 *
 * <p>Rows are 0-based and set in ascending order; the row set last may be set again. The caller
 * sets the vector's value count. A value that does not fit, in range, length or digits, and a type
 * without a conversion are refused with a {@link ConversionException}; the row must then be set
 * again or left out. Not safe for use by several threads at once.
 */
public abstract class ColumnSetter {
  private final FieldVector vector;
  private final OdpsType type;

  ColumnSetter(FieldVector vector, OdpsType type) {
    this.vector = vector;
    this.type = type;
  }

  /** The declared type. */
  public final OdpsType type() {
    return type;
  }

  /** Sets null. */
  public void setNull(int row) {
    vector.setNull(row);
  }

  /** Sets a boolean: 0 or 1 in a number column. */
  public void setBoolean(int row, boolean value) {
    throw notConvertible("boolean");
  }

  /** Sets a byte. */
  public void setByte(int row, byte value) {
    setLong(row, value);
  }

  /** Sets a short. */
  public void setShort(int row, short value) {
    setLong(row, value);
  }

  /** Sets an int. */
  public void setInt(int row, int value) {
    setLong(row, value);
  }

  /** Sets a long. */
  public void setLong(int row, long value) {
    throw notConvertible("an integer");
  }

  /** Sets a float. */
  public void setFloat(int row, float value) {
    throw notConvertible("float");
  }

  /** Sets a double. */
  public void setDouble(int row, double value) {
    throw notConvertible("double");
  }

  /** Sets a text; columns of other types read it strictly. */
  public void setString(int row, String value) {
    throw notConvertible("String");
  }

  /** Sets a decimal. */
  public void setBigDecimal(int row, BigDecimal value) {
    throw notConvertible("BigDecimal");
  }

  /** Sets bytes. */
  public void setBytes(int row, byte[] value) {
    throw notConvertible("byte[]");
  }

  /**
   * Sets the date that the value shows.
   *
   * @param calendar in whose zone it is shown; null: the JVM's default zone
   */
  public void setDate(int row, Date value, @Nullable Calendar calendar) {
    throw notConvertible("java.sql.Date");
  }

  /**
   * Sets the time of day that the value shows, on 1970-01-01.
   *
   * @param calendar in whose zone it is shown; null: the JVM's default zone
   */
  public void setTime(int row, Time value, @Nullable Calendar calendar) {
    throw notConvertible("java.sql.Time");
  }

  /**
   * Sets a point in time: in DATETIME and TIMESTAMP columns the instant itself, elsewhere the date
   * and time that the value shows.
   *
   * @param calendar in whose zone it is shown; null: the JVM's default zone
   */
  public void setTimestamp(int row, Timestamp value, @Nullable Calendar calendar) {
    throw notConvertible("java.sql.Timestamp");
  }

  void setLocalDate(int row, LocalDate value) {
    throw notConvertible("LocalDate");
  }

  void setLocalTime(int row, LocalTime value) {
    throw notConvertible("LocalTime");
  }

  void setLocalDateTime(int row, LocalDateTime value) {
    throw notConvertible("LocalDateTime");
  }

  void setInstant(int row, Instant value) {
    throw notConvertible("an instant");
  }

  void setDuration(int row, Duration value) {
    throw notConvertible("Duration");
  }

  void setPeriod(int row, Period value) {
    throw notConvertible("Period");
  }

  /** A value of none of the classes that {@link #setObject} knows: lists, maps and their kin. */
  void setNested(int row, Object value) {
    throw notConvertible(value.getClass().getName());
  }

  /**
   * Sets a value by its class: all primitives' wrappers, BigDecimal, BigInteger, CharSequence,
   * byte[], UUID, the classes of java.sql and java.time, java.util.Date and Calendar; for ARRAY
   * collections, arrays and {@link java.sql.Array}; for MAP maps; for STRUCT maps by member name,
   * collections, arrays and {@link java.sql.Struct}.
   */
  public void setObject(int row, Object value) {
    // Classes come before interfaces, which take longer to look for.
    if (value instanceof String text) {
      setString(row, text);
    } else if (value instanceof Number number) {
      setNumber(row, number);
    } else if (value instanceof LocalDate date) {
      setLocalDate(row, date);
    } else if (value instanceof Instant instant) {
      setInstant(row, instant);
    } else if (value instanceof Boolean bool) {
      setBoolean(row, bool);
    } else if (value instanceof byte[] bytes) {
      setBytes(row, bytes);
    } else if (value instanceof java.util.Date date) {
      setLegacyDate(row, date);
    } else if (value instanceof Calendar calendar) {
      setTimestamp(row, new Timestamp(calendar.getTimeInMillis()), calendar);
    } else if (value instanceof CharSequence
        || value instanceof Character
        || value instanceof UUID) {
      setString(row, value.toString());
    } else {
      setJavaTime(row, value);
    }
  }

  private void setLegacyDate(int row, java.util.Date value) {
    if (value instanceof Timestamp timestamp) {
      setTimestamp(row, timestamp, null);
    } else if (value instanceof Date date) {
      setDate(row, date, null);
    } else if (value instanceof Time time) {
      setTime(row, time, null);
    } else {
      setTimestamp(row, new Timestamp(value.getTime()), null);
    }
  }

  private void setNumber(int row, Number number) {
    if (number instanceof Double value) {
      setDouble(row, value);
    } else if (number instanceof Float value) {
      setFloat(row, value);
    } else if (number instanceof BigDecimal value) {
      setBigDecimal(row, value);
    } else if (number instanceof BigInteger value) {
      setBigDecimal(row, new BigDecimal(value));
    } else if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      setLong(row, number.longValue());
    } else {
      setBigDecimal(row, Numbers.parse(number.toString()));
    }
  }

  private void setJavaTime(int row, Object value) {
    if (value instanceof LocalTime time) {
      setLocalTime(row, time);
    } else if (value instanceof LocalDateTime time) {
      setLocalDateTime(row, time);
    } else if (value instanceof OffsetDateTime time) {
      setInstant(row, time.toInstant());
    } else if (value instanceof ZonedDateTime time) {
      setInstant(row, time.toInstant());
    } else if (value instanceof Duration duration) {
      setDuration(row, duration);
    } else if (value instanceof Period period) {
      setPeriod(row, period);
    } else {
      setNested(row, value);
    }
  }

  final ConversionException notConvertible(String source) {
    return ConversionException.notConvertible(source, TypeMapping.of(type).typeName());
  }
}

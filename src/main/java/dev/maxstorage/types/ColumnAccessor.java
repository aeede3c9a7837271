package dev.maxstorage.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.apache.arrow.vector.ValueVector;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one Arrow vector as Java values, checked.
 *
 * <p>Bound once to a vector by {@link ColumnAccessors#bind}; the vector may be loaded again with
 * the next batch. Rows are 0-based. Ask {@link #isNull} first: what a getter does on a null row is
 * undefined. Every getter throws {@link ConversionException}: the types do not fit, the value does
 * not fit (also when digits would be lost), or a text is malformed. Not safe for use by several
 * threads at once.
 */
public abstract class ColumnAccessor {
  private final ValueVector vector;
  private final OdpsType type;

  ColumnAccessor(ValueVector vector, OdpsType type) {
    this.vector = vector;
    this.type = type;
  }

  /** The declared type. */
  public final OdpsType type() {
    return type;
  }

  /** Whether the value is null. */
  public boolean isNull(int row) {
    return vector.isNull(row);
  }

  /** The value as boolean: BOOLEAN, the numbers 0 and 1, the texts true, false, 0 and 1. */
  public boolean getBoolean(int row) {
    throw notConvertible("boolean");
  }

  /** The value as byte, exact. */
  public byte getByte(int row) {
    throw notConvertible("byte");
  }

  /** The value as short, exact. */
  public short getShort(int row) {
    throw notConvertible("short");
  }

  /** The value as int, exact. */
  public int getInt(int row) {
    throw notConvertible("int");
  }

  /** The value as long, exact. */
  public long getLong(int row) {
    throw notConvertible("long");
  }

  /** The value as float, rounded to the nearest; too large is refused. */
  public float getFloat(int row) {
    throw notConvertible("float");
  }

  /** The value as double, rounded to the nearest; too large is refused. */
  public double getDouble(int row) {
    throw notConvertible("double");
  }

  /** The value as decimal. */
  public BigDecimal getBigDecimal(int row) {
    throw notConvertible("BigDecimal");
  }

  /** The value's text, for every type; see the package for the forms. */
  public abstract String getString(int row);

  /** The bytes of a BINARY, of a text in UTF-8, of a BLOB reference. */
  public byte[] getBytes(int row) {
    throw notConvertible("byte[]");
  }

  /**
   * The date.
   *
   * @param calendar the zone whose midnight the result is; null: the JVM's default zone
   */
  public Date getDate(int row, @Nullable Calendar calendar) {
    throw notConvertible("java.sql.Date");
  }

  /**
   * The time of day on 1970-01-01, in milliseconds.
   *
   * @param calendar the zone of the result; null: the JVM's default zone
   */
  public Time getTime(int row, @Nullable Calendar calendar) {
    throw notConvertible("java.sql.Time");
  }

  /**
   * The point in time: of DATETIME and TIMESTAMP the instant itself, of TIMESTAMP_NTZ, DATE and
   * text the instant that has these fields in the calendar's zone.
   *
   * @param calendar null: the JVM's default zone
   */
  public Timestamp getTimestamp(int row, @Nullable Calendar calendar) {
    throw notConvertible("java.sql.Timestamp");
  }

  /** The value as the class that {@link TypeMapping#javaClass} names; of a BLOB its reference. */
  public abstract Object getObject(int row);

  /**
   * The value as the given class, a wrapper class for primitives.
   *
   * <p>Beside the classes of the other getters: BigInteger for numbers, UUID for text, the classes
   * of java.time where they fit, List and Object[] for ARRAY, Map for MAP and STRUCT.
   */
  public final <T> T getObject(int row, Class<T> target) {
    return target.cast(convert(row, target));
  }

  /** The value as the target class; overridden for the classes of one family of types. */
  Object convert(int row, Class<?> target) {
    if (target == String.class) {
      return getString(row);
    }
    if (target == Long.class) {
      return getLong(row);
    }
    if (target == Integer.class) {
      return getInt(row);
    }
    if (target == Double.class) {
      return getDouble(row);
    }
    if (target == BigDecimal.class) {
      return getBigDecimal(row);
    }
    if (target == Boolean.class) {
      return getBoolean(row);
    }
    if (target == Timestamp.class || target == java.util.Date.class) {
      return getTimestamp(row, null);
    }
    if (target == Date.class) {
      return getDate(row, null);
    }
    if (target == Time.class) {
      return getTime(row, null);
    }
    if (target == byte[].class) {
      return getBytes(row);
    }
    if (target == Short.class) {
      return getShort(row);
    }
    if (target == Byte.class) {
      return getByte(row);
    }
    if (target == Float.class) {
      return getFloat(row);
    }
    if (target == BigInteger.class) {
      return Numbers.toBigInteger(getBigDecimal(row));
    }
    Object value = getObject(row);
    if (target.isInstance(value)) {
      return value;
    }
    throw notConvertible(target.getName());
  }

  /** The value with every ARRAY as List, every MAP and STRUCT as Map, at all depths. */
  Object collection(int row) {
    return getObject(row);
  }

  /** Appends the value as JSON; a text in quotes unless overridden. */
  void appendJson(int row, StringBuilder json) {
    JsonText.appendQuoted(json, getString(row));
  }

  final ConversionException notConvertible(String target) {
    return ConversionException.notConvertible(TypeMapping.of(type).typeName(), target);
  }
}

package dev.maxstorage.types;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.UUID;
import org.apache.arrow.vector.VariableWidthFieldVector;
import org.jspecify.annotations.Nullable;

/**
 * STRING, VARCHAR, CHAR and JSON over UTF-8 or plain bytes with offsets of 32 or 64 bits.
 *
 * <p>Bytes that are not UTF-8 become U+FFFD; {@link #getBytes} gives them as they are. Source:
 * Storage API document, 7.3 and 7.7.
 */
final class TextAccessor extends ColumnAccessor {
  private final VariableWidthFieldVector vector;
  private final ZoneId zone;

  TextAccessor(VariableWidthFieldVector vector, OdpsType type, ZoneId zone) {
    super(vector, type);
    this.vector = vector;
    this.zone = zone;
  }

  @Override
  public String getString(int row) {
    return new String(vector.get(row), StandardCharsets.UTF_8);
  }

  @Override
  public byte[] getBytes(int row) {
    return vector.get(row);
  }

  @Override
  public Object getObject(int row) {
    return getString(row);
  }

  @Override
  public boolean getBoolean(int row) {
    return Numbers.parseBoolean(getString(row));
  }

  @Override
  public byte getByte(int row) {
    return Numbers.toByte(getLong(row));
  }

  @Override
  public short getShort(int row) {
    return Numbers.toShort(getLong(row));
  }

  @Override
  public int getInt(int row) {
    return Numbers.toInt(getLong(row));
  }

  @Override
  public long getLong(int row) {
    return Numbers.toLong(getBigDecimal(row));
  }

  @Override
  public float getFloat(int row) {
    return Numbers.parseFloat(getString(row));
  }

  @Override
  public double getDouble(int row) {
    return Numbers.parseDouble(getString(row));
  }

  @Override
  public BigDecimal getBigDecimal(int row) {
    return Numbers.parse(getString(row));
  }

  @Override
  public Date getDate(int row, @Nullable Calendar calendar) {
    return LegacyDates.date(TimeText.date(getString(row)), calendar);
  }

  @Override
  public Time getTime(int row, @Nullable Calendar calendar) {
    return LegacyDates.time(TimeText.time(getString(row)), calendar);
  }

  @Override
  public Timestamp getTimestamp(int row, @Nullable Calendar calendar) {
    Object time = TimeText.dateTime(getString(row));
    return time instanceof Instant instant
        ? LegacyDates.timestamp(instant)
        : LegacyDates.timestamp((LocalDateTime) time, calendar);
  }

  @Override
  Object convert(int row, Class<?> target) {
    if (target == UUID.class) {
      return uuid(getString(row));
    }
    if (target == LocalDate.class) {
      return TimeText.date(getString(row));
    }
    if (target == LocalTime.class) {
      return TimeText.time(getString(row));
    }
    if (target == LocalDateTime.class) {
      Object time = TimeText.dateTime(getString(row));
      return time instanceof Instant instant ? LocalDateTime.ofInstant(instant, zone) : time;
    }
    if (target == Instant.class) {
      return instant(row);
    }
    if (target == OffsetDateTime.class) {
      return OffsetDateTime.ofInstant(instant(row), zone);
    }
    if (target == ZonedDateTime.class) {
      return ZonedDateTime.ofInstant(instant(row), zone);
    }
    return super.convert(row, target);
  }

  private Instant instant(int row) {
    Object time = TimeText.dateTime(getString(row));
    return time instanceof LocalDateTime local ? local.atZone(zone).toInstant() : (Instant) time;
  }

  private static UUID uuid(String text) {
    try {
      UUID uuid = UUID.fromString(text.strip());
      if (uuid.toString().equalsIgnoreCase(text.strip())) {
        return uuid;
      }
      throw ConversionException.malformedText(text, "UUID");
    } catch (IllegalArgumentException e) {
      throw ConversionException.malformedText(text, "UUID");
    }
  }
}

package dev.maxstorage.types;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * DATETIME and TIMESTAMP: instants, whose text and fields are those of a zone.
 *
 * <p>A calendar given to {@code getDate} or {@code getTime} replaces the zone; {@code getTimestamp}
 * is the instant itself and needs none. Source: Storage API document, 7.3.
 */
final class InstantAccessor extends ColumnAccessor {
  private static final long MILLIS_LIMIT = Long.MAX_VALUE / 1000;

  private final EpochReader reader;
  private final ZoneId zone;
  private final ZoneOffsets offsets;
  private final DefaultZoneDays days = new DefaultZoneDays();

  InstantAccessor(FieldVector vector, EpochReader reader, OdpsType type, ZoneId zone) {
    super(vector, type);
    this.reader = reader;
    this.zone = zone;
    this.offsets = new ZoneOffsets(zone);
  }

  @Override
  public boolean isNull(int row) {
    return reader.isNull(row);
  }

  @Override
  public Timestamp getTimestamp(int row, @Nullable Calendar calendar) {
    long seconds = reader.seconds(row);
    if (Math.abs(seconds) >= MILLIS_LIMIT) {
      throw ConversionException.outOfRange(seconds + " seconds", "java.sql.Timestamp");
    }
    Timestamp timestamp = new Timestamp(seconds * 1000);
    timestamp.setNanos(reader.nanos(row));
    return timestamp;
  }

  @Override
  public Date getDate(int row, @Nullable Calendar calendar) {
    LocalDate date = local(row, calendar).toLocalDate();
    return calendar == null ? days.date(date.toEpochDay()) : LegacyDates.date(date, calendar);
  }

  @Override
  public Time getTime(int row, @Nullable Calendar calendar) {
    return LegacyDates.time(local(row, calendar).toLocalTime(), calendar);
  }

  @Override
  public String getString(int row) {
    return TimeText.text(local(row));
  }

  @Override
  public Object getObject(int row) {
    return getTimestamp(row, null);
  }

  @Override
  Object convert(int row, Class<?> target) {
    if (target == Instant.class) {
      return reader.instant(row);
    }
    if (target == LocalDateTime.class) {
      return local(row);
    }
    if (target == OffsetDateTime.class) {
      return OffsetDateTime.ofInstant(reader.instant(row), zone);
    }
    if (target == ZonedDateTime.class) {
      return ZonedDateTime.ofInstant(reader.instant(row), zone);
    }
    if (target == LocalDate.class) {
      return local(row).toLocalDate();
    }
    return target == LocalTime.class ? local(row).toLocalTime() : super.convert(row, target);
  }

  private LocalDateTime local(int row) {
    long seconds = reader.seconds(row);
    try {
      return reader.local(row, offsets.seconds(seconds));
    } catch (DateTimeException e) {
      throw ConversionException.outOfRange(seconds + " seconds", "LocalDateTime");
    }
  }

  private LocalDateTime local(int row, @Nullable Calendar calendar) {
    return calendar == null
        ? local(row)
        : LocalDateTime.ofInstant(reader.instant(row), calendar.getTimeZone().toZoneId());
  }
}

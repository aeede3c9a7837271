package dev.maxstorage.types;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Calendar;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * TIMESTAMP_NTZ: the wall clock that a value shows.
 *
 * <p>The classes of java.sql show it in the JVM's default zone or the calendar's; an instant, also
 * one of a text with an offset, is shown in the zone that was bound.
 */
final class LocalTimestampSetter extends ColumnSetter {
  private final EpochWriter writer;
  private final ZoneId zone;

  LocalTimestampSetter(FieldVector vector, EpochWriter writer, OdpsType type, ZoneId zone) {
    super(vector, type);
    this.writer = writer;
    this.zone = zone;
  }

  @Override
  public void setTimestamp(int row, Timestamp value, @Nullable Calendar calendar) {
    setLocalDateTime(row, LegacyDates.localDateTime(value, calendar));
  }

  @Override
  public void setDate(int row, Date value, @Nullable Calendar calendar) {
    setLocalDate(row, LegacyDates.localDate(value, calendar));
  }

  @Override
  public void setTime(int row, Time value, @Nullable Calendar calendar) {
    setLocalDateTime(row, LocalDate.EPOCH.atTime(LegacyDates.localTime(value, calendar)));
  }

  @Override
  public void setString(int row, String value) {
    Object time = TimeText.dateTime(value);
    if (time instanceof Instant instant) {
      setInstant(row, instant);
    } else {
      setLocalDateTime(row, (LocalDateTime) time);
    }
  }

  @Override
  void setLocalDate(int row, LocalDate value) {
    setLocalDateTime(row, value.atStartOfDay());
  }

  @Override
  void setLocalDateTime(int row, LocalDateTime value) {
    writer.writeInstant(row, value.toEpochSecond(ZoneOffset.UTC), value.getNano());
  }

  @Override
  void setInstant(int row, Instant value) {
    setLocalDateTime(row, LocalDateTime.ofInstant(value, zone));
  }
}

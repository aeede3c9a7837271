package dev.maxstorage.types;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Calendar;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * DATETIME and TIMESTAMP.
 *
 * <p>A Timestamp is its instant. What has no zone of its own (texts, LocalDateTime, the fields of a
 * java.sql.Date or Time) is a wall clock of the zone, or of the calendar's zone if one is given: in
 * an hour that daylight saving leaves out it is moved forward, in a doubled hour it is the first.
 * DATETIME cuts off what is below a millisecond.
 */
final class InstantSetter extends ColumnSetter {
  private final EpochWriter writer;
  private final ZoneId zone;

  InstantSetter(FieldVector vector, EpochWriter writer, OdpsType type, ZoneId zone) {
    super(vector, type);
    this.writer = writer;
    this.zone = zone;
  }

  @Override
  public void setTimestamp(int row, Timestamp value, @Nullable Calendar calendar) {
    writer.writeInstant(row, Math.floorDiv(value.getTime(), 1000L), value.getNanos());
  }

  @Override
  public void setDate(int row, Date value, @Nullable Calendar calendar) {
    setWallClock(row, LegacyDates.localDate(value, calendar).atStartOfDay(), calendar);
  }

  @Override
  public void setTime(int row, Time value, @Nullable Calendar calendar) {
    LocalDateTime time = LocalDate.EPOCH.atTime(LegacyDates.localTime(value, calendar));
    setWallClock(row, time, calendar);
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
    setInstant(row, value.atZone(zone).toInstant());
  }

  @Override
  void setInstant(int row, Instant value) {
    writer.writeInstant(row, value.getEpochSecond(), value.getNano());
  }

  private void setWallClock(int row, LocalDateTime time, @Nullable Calendar calendar) {
    ZoneId wallZone = calendar == null ? zone : calendar.getTimeZone().toZoneId();
    setInstant(row, time.atZone(wallZone).toInstant());
  }
}

package dev.maxstorage.types;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Calendar;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * TIMESTAMP_NTZ: a wall clock without a zone, on the wire as if it were UTC.
 *
 * <p>There is no instant in it, so {@code Instant} and its kin are refused. {@code getTimestamp} is
 * the instant at which the JVM's default zone, or the calendar's, shows this wall clock. Source:
 * Storage API document, 7.3.
 */
final class LocalTimestampAccessor extends ColumnAccessor {
  private final EpochReader reader;
  private final DefaultZoneDays days = new DefaultZoneDays();

  LocalTimestampAccessor(FieldVector vector, EpochReader reader, OdpsType type) {
    super(vector, type);
    this.reader = reader;
  }

  @Override
  public boolean isNull(int row) {
    return reader.isNull(row);
  }

  @Override
  public Timestamp getTimestamp(int row, @Nullable Calendar calendar) {
    LocalDateTime local = reader.local(row, 0);
    return calendar == null ? days.timestamp(local) : LegacyDates.timestamp(local, calendar);
  }

  @Override
  public Date getDate(int row, @Nullable Calendar calendar) {
    return LegacyDates.date(reader.local(row, 0).toLocalDate(), calendar);
  }

  @Override
  public Time getTime(int row, @Nullable Calendar calendar) {
    return LegacyDates.time(reader.local(row, 0).toLocalTime(), calendar);
  }

  @Override
  public String getString(int row) {
    return TimeText.text(reader.local(row, 0));
  }

  @Override
  public Object getObject(int row) {
    return getTimestamp(row, null);
  }

  @Override
  Object convert(int row, Class<?> target) {
    if (target == LocalDateTime.class) {
      return reader.local(row, 0);
    }
    if (target == LocalDate.class) {
      return reader.local(row, 0).toLocalDate();
    }
    return target == LocalTime.class
        ? reader.local(row, 0).toLocalTime()
        : super.convert(row, target);
  }
}

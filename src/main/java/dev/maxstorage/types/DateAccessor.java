package dev.maxstorage.types;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Calendar;
import org.apache.arrow.vector.DateDayVector;
import org.jspecify.annotations.Nullable;

/** DATE over days since 1970-01-01, in the proleptic Gregorian calendar. */
final class DateAccessor extends ColumnAccessor {
  private final DateDayVector vector;
  private final DefaultZoneDays days = new DefaultZoneDays();

  DateAccessor(DateDayVector vector, OdpsType type) {
    super(vector, type);
    this.vector = vector;
  }

  @Override
  public Date getDate(int row, @Nullable Calendar calendar) {
    return calendar == null ? days.date(vector.get(row)) : LegacyDates.date(local(row), calendar);
  }

  @Override
  public Timestamp getTimestamp(int row, @Nullable Calendar calendar) {
    return LegacyDates.timestamp(local(row).atStartOfDay(), calendar);
  }

  @Override
  public String getString(int row) {
    return local(row).toString();
  }

  @Override
  public Object getObject(int row) {
    return getDate(row, null);
  }

  @Override
  Object convert(int row, Class<?> target) {
    if (target == LocalDate.class) {
      return local(row);
    }
    return target == LocalDateTime.class ? local(row).atStartOfDay() : super.convert(row, target);
  }

  private LocalDate local(int row) {
    return LocalDate.ofEpochDay(vector.get(row));
  }
}

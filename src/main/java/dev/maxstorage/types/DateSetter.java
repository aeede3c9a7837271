package dev.maxstorage.types;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Calendar;
import org.apache.arrow.vector.DateDayVector;
import org.jspecify.annotations.Nullable;

/**
 * DATE, years 1 to 9999. A Timestamp gives the date that it shows; a text or LocalDateTime with a
 * time of day other than midnight is refused.
 */
final class DateSetter extends ColumnSetter {
  private static final int LAST_YEAR = 9999;

  private final DateDayVector vector;

  DateSetter(DateDayVector vector, OdpsType type) {
    super(vector, type);
    this.vector = vector;
  }

  @Override
  public void setDate(int row, Date value, @Nullable Calendar calendar) {
    setLocalDate(row, LegacyDates.localDate(value, calendar));
  }

  @Override
  public void setTimestamp(int row, Timestamp value, @Nullable Calendar calendar) {
    setLocalDate(row, LegacyDates.localDate(value, calendar));
  }

  @Override
  public void setString(int row, String value) {
    if (TimeText.dateTime(value) instanceof LocalDateTime time) {
      setLocalDateTime(row, time);
    } else {
      throw ConversionException.malformedText(value, "DATE (yyyy-MM-dd)");
    }
  }

  @Override
  void setLocalDate(int row, LocalDate value) {
    if (value.getYear() < 1 || value.getYear() > LAST_YEAR) {
      throw ConversionException.outOfRange(value, "DATE (years 1 to 9999)");
    }
    vector.setSafe(row, (int) value.toEpochDay());
  }

  @Override
  void setLocalDateTime(int row, LocalDateTime value) {
    if (!value.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      throw ConversionException.outOfRange(value, "DATE (no time of day)");
    }
    setLocalDate(row, value.toLocalDate());
  }
}

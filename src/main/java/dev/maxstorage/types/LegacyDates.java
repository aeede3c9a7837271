package dev.maxstorage.types;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Between java.time and the date classes of java.sql, field by field.
 *
 * <p>Year, month, day and time of day are carried over in a calendar's zone, or in the JVM's
 * default zone if there is none; so 0001-01-01 stays 0001-01-01, although the calendars of java.sql
 * are Julian before 1582-10-15. Fields that such a calendar lacks (5 to 14 October 1582, an hour
 * that daylight saving leaves out) are moved forward, as {@link Date#valueOf(LocalDate)} and {@link
 * Timestamp#valueOf(LocalDateTime)} do.
 */
final class LegacyDates {
  private static final LocalDate EPOCH = LocalDate.EPOCH;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private LegacyDates() {}

  static Date date(LocalDate date, @Nullable Calendar calendar) {
    return calendar == null ? Date.valueOf(date) : new Date(millis(date.atStartOfDay(), calendar));
  }

  static Time time(LocalTime time, @Nullable Calendar calendar) {
    LocalDateTime onEpochDay = EPOCH.atTime(time);
    return new Time(
        calendar == null ? Timestamp.valueOf(onEpochDay).getTime() : millis(onEpochDay, calendar));
  }

  static Timestamp timestamp(LocalDateTime time, @Nullable Calendar calendar) {
    if (calendar == null) {
      return Timestamp.valueOf(time);
    }
    Timestamp timestamp = new Timestamp(millis(time, calendar));
    timestamp.setNanos(time.getNano());
    return timestamp;
  }

  static Timestamp timestamp(Instant instant) {
    try {
      Timestamp timestamp = new Timestamp(Math.multiplyExact(instant.getEpochSecond(), 1000L));
      timestamp.setNanos(instant.getNano());
      return timestamp;
    } catch (ArithmeticException e) {
      throw ConversionException.outOfRange(instant, "java.sql.Timestamp");
    }
  }

  static LocalDate localDate(java.util.Date date, @Nullable Calendar calendar) {
    return localDateTime(date, calendar).toLocalDate();
  }

  static LocalTime localTime(java.util.Date time, @Nullable Calendar calendar) {
    return localDateTime(time, calendar).toLocalTime();
  }

  /** The fields of a point in time, with nanoseconds if it is a Timestamp. */
  static LocalDateTime localDateTime(java.util.Date time, @Nullable Calendar calendar) {
    GregorianCalendar fields =
        calendar == null ? new GregorianCalendar(Locale.ROOT) : gregorian(calendar);
    fields.setTimeInMillis(time.getTime());
    int year = fields.get(Calendar.YEAR);
    boolean beforeChrist = fields.get(Calendar.ERA) == GregorianCalendar.BC;
    LocalDate date = existing(fields, beforeChrist ? 1 - year : year);
    int nano =
        time instanceof Timestamp timestamp
            ? timestamp.getNanos()
            : fields.get(Calendar.MILLISECOND) * NANOS_PER_MILLI;
    return date.atTime(
        fields.get(Calendar.HOUR_OF_DAY),
        fields.get(Calendar.MINUTE),
        fields.get(Calendar.SECOND),
        nano);
  }

  /** 29 February of a Julian leap year such as 1500, which java.time lacks, is 1 March. */
  private static LocalDate existing(GregorianCalendar fields, int year) {
    return LocalDate.of(year, fields.get(Calendar.MONTH) + 1, 1)
        .plusDays(fields.get(Calendar.DAY_OF_MONTH) - 1L);
  }

  private static long millis(LocalDateTime time, Calendar calendar) {
    GregorianCalendar fields = gregorian(calendar);
    fields.clear();
    int year = time.getYear();
    fields.set(Calendar.ERA, year > 0 ? GregorianCalendar.AD : GregorianCalendar.BC);
    fields.set(
        year > 0 ? year : 1 - year,
        time.getMonthValue() - 1,
        time.getDayOfMonth(),
        time.getHour(),
        time.getMinute(),
        time.getSecond());
    fields.set(Calendar.MILLISECOND, time.getNano() / NANOS_PER_MILLI);
    return fields.getTimeInMillis();
  }

  /** The calendar itself is never changed. */
  private static GregorianCalendar gregorian(Calendar calendar) {
    GregorianCalendar fields =
        calendar instanceof GregorianCalendar gregorian
            ? (GregorianCalendar) gregorian.clone()
            : new GregorianCalendar(calendar.getTimeZone(), Locale.ROOT);
    fields.setLenient(true);
    return fields;
  }
}

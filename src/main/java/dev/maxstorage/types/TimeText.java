package dev.maxstorage.types;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text forms of dates, times and intervals, read strictly.
 *
 * <p>{@code 2026-01-31}, {@code 2026-01-31 12:00:00.5} (a fraction only if there is one, no zeros
 * at its end), days and time {@code 1 02:03:04.5}, years and months {@code 1-2}.
 */
final class TimeText {
  private static final Pattern DAY_TIME =
      Pattern.compile("([+-]?)(\\d{1,18}) (\\d{1,2}):(\\d{2}):(\\d{2})(?:\\.(\\d{1,9}))?");
  private static final Pattern YEAR_MONTH = Pattern.compile("([+-]?)(\\d{1,9})-(\\d{1,2})");
  private static final int DATE_LENGTH = "2026-01-31".length();

  private TimeText() {}

  /** A date; a time of day after it is cut off. */
  static LocalDate date(String text) {
    String stripped = text.strip();
    if (stripped.length() > DATE_LENGTH) {
      Object time = dateTime(stripped);
      return time instanceof LocalDateTime local ? local.toLocalDate() : malformedDate(text);
    }
    try {
      return LocalDate.parse(stripped);
    } catch (DateTimeException e) {
      return malformedDate(text);
    }
  }

  private static LocalDate malformedDate(String text) {
    throw ConversionException.malformedText(text, "date (yyyy-MM-dd)");
  }

  /** A time of day, or that of a date with time. */
  static LocalTime time(String text) {
    String stripped = text.strip();
    if (stripped.indexOf('-') > 0 && dateTime(stripped) instanceof LocalDateTime local) {
      return local.toLocalTime();
    }
    try {
      return LocalTime.parse(stripped);
    } catch (DateTimeException e) {
      throw ConversionException.malformedText(text, "time (HH:mm:ss)");
    }
  }

  /**
   * A date with time: an {@link Instant} if the text has an offset or a zone, otherwise a {@link
   * LocalDateTime}; midnight if the text is a date.
   */
  static Object dateTime(String text) {
    String stripped = text.strip();
    try {
      if (stripped.length() == DATE_LENGTH) {
        return LocalDate.parse(stripped).atStartOfDay();
      }
      boolean blank = stripped.length() > DATE_LENGTH && stripped.charAt(DATE_LENGTH) == ' ';
      String iso =
          blank
              ? stripped.substring(0, DATE_LENGTH) + 'T' + stripped.substring(DATE_LENGTH + 1)
              : stripped;
      TemporalAccessor time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, ZonedDateTime::from, LocalDateTime::from);
      return time instanceof ZonedDateTime zoned ? zoned.toInstant() : time;
    } catch (DateTimeException e) {
      throw ConversionException.malformedText(text, "timestamp (yyyy-MM-dd HH:mm:ss.fffffffff)");
    }
  }

  static String text(LocalTime time) {
    StringBuilder text = new StringBuilder(18);
    appendTime(text, time.getHour(), time.getMinute(), time.getSecond(), time.getNano());
    return text.toString();
  }

  static String text(LocalDateTime time) {
    StringBuilder text = new StringBuilder(29).append(time.toLocalDate()).append(' ');
    appendTime(text, time.getHour(), time.getMinute(), time.getSecond(), time.getNano());
    return text.toString();
  }

  /** Days and time; the sign stands before the days and counts for all. */
  static String text(Duration interval) {
    StringBuilder text = new StringBuilder(29);
    Duration positive = interval;
    if (interval.isNegative()) {
      text.append('-');
      positive = interval.negated();
    }
    text.append(positive.toDaysPart()).append(' ');
    appendTime(
        text,
        positive.toHoursPart(),
        positive.toMinutesPart(),
        positive.toSecondsPart(),
        positive.toNanosPart());
    return text.toString();
  }

  /** Years and months; the sign stands before the years and counts for both. */
  static String text(Period interval) {
    long months = interval.toTotalMonths();
    return (months < 0 ? "-" : "") + Math.abs(months) / 12 + "-" + Math.abs(months) % 12;
  }

  private static void appendTime(StringBuilder text, int hour, int minute, int second, int nano) {
    appendTwoDigits(text, hour).append(':');
    appendTwoDigits(text, minute).append(':');
    appendTwoDigits(text, second);
    if (nano != 0) {
      String digits = Integer.toString(1_000_000_000 + nano);
      int end = digits.length();
      while (digits.charAt(end - 1) == '0') {
        end--;
      }
      text.append('.').append(digits, 1, end);
    }
  }

  private static StringBuilder appendTwoDigits(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  static Duration dayTime(String text) {
    Matcher parts = DAY_TIME.matcher(text.strip());
    try {
      if (parts.matches()) {
        String fraction = parts.group(6) == null ? "" : parts.group(6);
        int nano = Integer.parseInt((fraction + "000000000").substring(0, 9));
        LocalTime time =
            LocalTime.of(
                Integer.parseInt(parts.group(3)),
                Integer.parseInt(parts.group(4)),
                Integer.parseInt(parts.group(5)),
                nano);
        Duration interval =
            Duration.ofDays(Long.parseLong(parts.group(2))).plusNanos(time.toNanoOfDay());
        return parts.group(1).equals("-") ? interval.negated() : interval;
      }
      return Duration.parse(text.strip());
    } catch (DateTimeException e) {
      throw ConversionException.malformedText(text, "interval (days HH:mm:ss.fffffffff)");
    } catch (ArithmeticException e) {
      throw ConversionException.outOfRange(text, "INTERVAL_DAY_TIME");
    }
  }

  static Period yearMonth(String text) {
    Matcher parts = YEAR_MONTH.matcher(text.strip());
    try {
      if (!parts.matches()) {
        return Period.parse(text.strip());
      }
      int months = Integer.parseInt(parts.group(3));
      if (months < 12) {
        Period interval = Period.of(Integer.parseInt(parts.group(2)), months, 0);
        return parts.group(1).equals("-") ? interval.negated() : interval;
      }
    } catch (DateTimeException e) {
      // reported below, as any other text that is no interval
    }
    throw ConversionException.malformedText(text, "interval (years-months)");
  }
}

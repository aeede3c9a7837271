package dev.maxstorage.warehouse.engine;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * Times and their texts by patterns that are known only while a query runs: DuckDB takes constant
 * ones only. Times come and go as DuckDB writes a TIMESTAMP.
 */
final class TimeTexts {
  private TimeTexts() {}

  /** The text of a time by a pattern of to_char. */
  static String plain(String[] arguments) {
    return text(arguments[0], formatter(DatePatterns.plain(arguments[1])));
  }

  /** The text of a time by a pattern of date_format. */
  static String cased(String[] arguments) {
    return text(arguments[0], formatter(DatePatterns.cased(arguments[1])));
  }

  private static String text(String time, DateTimeFormatter formatter) {
    return LocalDateTime.parse(time, TimeFunctions.TIME).format(formatter);
  }

  /** The time of a text by a pattern of to_date; what the pattern leaves out is the lowest. */
  static String time(String[] arguments) {
    try {
      return TimeFunctions.TIME.format(read(arguments));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + arguments[0] + "' is no time of the pattern '" + arguments[1] + "'", e);
    }
  }

  /** Whether {@link #time} would give a time. */
  static String isTime(String[] arguments) {
    try {
      read(arguments);
      return "true";
    } catch (DateTimeException e) {
      return "false";
    }
  }

  private static LocalDateTime read(String[] arguments) {
    return LocalDateTime.parse(arguments[0], formatter(DatePatterns.plain(arguments[1])));
  }

  /** For a format string of strftime, as {@link DatePatterns} makes them. */
  private static DateTimeFormatter formatter(String format) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        builder.appendLiteral(c);
        continue;
      }
      switch (format.charAt(++i)) {
        case 'Y' -> builder.appendValue(ChronoField.YEAR, 4);
        case 'm' -> builder.appendValue(ChronoField.MONTH_OF_YEAR, 2);
        case 'd' -> builder.appendValue(ChronoField.DAY_OF_MONTH, 2);
        case 'H' -> builder.appendValue(ChronoField.HOUR_OF_DAY, 2);
        case 'I' -> builder.appendValue(ChronoField.CLOCK_HOUR_OF_AMPM, 2);
        case 'M' -> builder.appendValue(ChronoField.MINUTE_OF_HOUR, 2);
        case 'S' -> builder.appendValue(ChronoField.SECOND_OF_MINUTE, 2);
        case 'g' -> builder.appendValue(ChronoField.MILLI_OF_SECOND, 3);
        default -> throw new IllegalStateException("Directive " + format.charAt(i));
      }
    }
    return builder
        .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
        .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
        .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
        .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
        .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
        .parseDefaulting(ChronoField.MILLI_OF_SECOND, 0)
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}

package dev.maxstorage.warehouse.engine;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Functions on times, which come as DuckDB writes a TIMESTAMP. */
final class TimeFunctions {
  /** DuckDB's text of a TIMESTAMP. */
  static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  private static final int DAYS = 31;
  private static final double SECONDS = 24 * 60 * 60;

  private TimeFunctions() {}

  /**
   * The months from the second time to the first: whole if both are the same day of a month or the
   * last one, else with days of a month of 31.
   */
  static String monthsBetween(String[] arguments) {
    LocalDateTime end = LocalDateTime.parse(arguments[0], TIME);
    LocalDateTime start = LocalDateTime.parse(arguments[1], TIME);
    int months =
        (end.getYear() - start.getYear()) * 12 + end.getMonthValue() - start.getMonthValue();
    boolean whole =
        end.getDayOfMonth() == start.getDayOfMonth() || (isLastDay(end) && isLastDay(start));
    if (whole) {
      return Double.toString(months);
    }
    double days =
        end.getDayOfMonth()
            - start.getDayOfMonth()
            + (end.toLocalTime().toSecondOfDay() - start.toLocalTime().toSecondOfDay()) / SECONDS;
    return Double.toString(months + days / DAYS);
  }

  private static boolean isLastDay(LocalDateTime time) {
    return time.getDayOfMonth() == time.toLocalDate().lengthOfMonth();
  }
}

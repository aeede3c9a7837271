package dev.maxstorage.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Java values as literals of MaxCompute SQL. */
final class LiteralText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  private LiteralText() {}

  static String of(@Nullable Object value, int index, ZoneId zone) {
    try {
      return value == null ? "NULL" : of(value, zone);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Parameter " + index + ": " + e.getMessage(), e);
    }
  }

  private static String of(Object value, ZoneId zone) {
    if (value instanceof String || value instanceof Character || value instanceof UUID) {
      return quoted(value.toString());
    } else if (value instanceof Boolean bool) {
      return bool ? "TRUE" : "FALSE";
    } else if (value instanceof Number number) {
      return number(number);
    } else if (value instanceof byte[] bytes) {
      return "X'" + HexFormat.of().formatHex(bytes) + "'";
    } else if (value instanceof java.sql.Date date) {
      return date(date.toLocalDate());
    } else if (value instanceof LocalDate date) {
      return date(date);
    } else if (value instanceof LocalDateTime time) {
      return time("TIMESTAMP_NTZ", time);
    } else if (value instanceof java.sql.Timestamp timestamp) {
      return instant(timestamp.toInstant(), zone);
    } else if (value instanceof Instant instant) {
      return instant(instant, zone);
    } else if (value instanceof OffsetDateTime time) {
      return instant(time.toInstant(), zone);
    } else if (value instanceof ZonedDateTime time) {
      return instant(time.toInstant(), zone);
    } else if (value.getClass() == java.util.Date.class) {
      return instant(((java.util.Date) value).toInstant(), zone);
    }
    throw new IllegalArgumentException(
        "a value of " + value.getClass().getName() + " has no literal in MaxCompute SQL");
  }

  private static String number(Number value) {
    if (value instanceof Float || value instanceof Double) {
      double number = value.doubleValue();
      if (Double.isNaN(number) || Double.isInfinite(number)) {
        throw new IllegalArgumentException(value + " has no literal in MaxCompute SQL");
      }
      String text = Double.toString(number);
      return text.contains("E") ? text : text + "E0";
    } else if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString() + "BD";
    } else if (value instanceof BigInteger integer) {
      return integer.bitLength() < Long.SIZE ? value.toString() : value + "BD";
    } else if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return value.toString();
    }
    throw new IllegalArgumentException(
        "a number of " + value.getClass().getName() + " has no literal in MaxCompute SQL");
  }

  private static String instant(Instant value, ZoneId zone) {
    return time("TIMESTAMP", LocalDateTime.ofInstant(value, zone));
  }

  private static String time(String word, LocalDateTime value) {
    checkYear(value.getYear());
    return word + "'" + TIME.format(value) + "'";
  }

  private static String date(LocalDate value) {
    checkYear(value.getYear());
    return "DATE'" + value + "'";
  }

  private static void checkYear(int year) {
    if (year < 0 || year > 9999) {
      throw new IllegalArgumentException("the year " + year + " is not between 0 and 9999");
    }
  }

  /**
   * A string in single quotes; the escapes are those of MaxCompute, control characters in octal.
   */
  static String quoted(String value) {
    StringBuilder out = new StringBuilder(value.length() + 2).append('\'');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\'' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\r') {
        out.append("\\r");
      } else if (c == '\t') {
        out.append("\\t");
      } else if (c == 0) {
        out.append("\\0");
      } else if (c < ' ' || c == 0x7f || (afterNul(value, i) && c >= '0' && c <= '7')) {
        out.append(String.format(Locale.ROOT, "\\%03o", (int) c));
      } else {
        checkSurrogate(value, i);
        out.append(c);
      }
    }
    return out.append('\'').toString();
  }

  /** A digit after {@code \0} would become part of that escape. */
  private static boolean afterNul(String value, int index) {
    return index > 0 && value.charAt(index - 1) == 0;
  }

  private static void checkSurrogate(String value, int index) {
    char c = value.charAt(index);
    boolean paired =
        Character.isHighSurrogate(c)
            ? index + 1 < value.length() && Character.isLowSurrogate(value.charAt(index + 1))
            : !Character.isLowSurrogate(c)
                || (index > 0 && Character.isHighSurrogate(value.charAt(index - 1)));
    if (!paired) {
      throw new IllegalArgumentException("half of a surrogate pair at character " + (index + 1));
    }
  }
}

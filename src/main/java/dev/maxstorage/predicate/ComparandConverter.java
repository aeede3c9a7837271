package dev.maxstorage.predicate;

import dev.maxstorage.sql.SessionTime;
import dev.maxstorage.types.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns a literal or parameter into the class of values that its column is compared in.
 *
 * <p>Where MaxCompute would convert the column, or in a way that depends on its settings, the
 * converter refuses unless every reading gives the same answer: a BIGINT against {@code '42'} is
 * accepted, a STRING against 42 is not.
 */
final class ComparandConverter {
  /** Integers below it are exact as DOUBLE. */
  private static final long DOUBLE_LIMIT = 1L << 53;

  private static final long FLOAT_LIMIT = 1L << 24;

  private final ZoneId zone;

  ComparandConverter(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * The value as the column's kind wants it, see {@link BoundPredicate}; integers and decimals as
   * BigDecimal.
   */
  Object convert(Column column, Object value) {
    @Nullable Object converted =
        switch (column.type().kind()) {
          case TINYINT, SMALLINT, INT, BIGINT -> integer(value);
          case DECIMAL -> decimal(value);
          case FLOAT -> floating(value, FLOAT_LIMIT);
          case DOUBLE -> floating(value, DOUBLE_LIMIT);
          case STRING, VARCHAR, CHAR -> text(value);
          case BOOLEAN -> value instanceof Boolean ? value : null;
          case DATE -> date(value);
          case DATETIME, TIMESTAMP -> instant(value);
          case TIMESTAMP_NTZ -> localTime(value);
          case BINARY -> value instanceof byte[] ? value : null;
          case JSON, INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH, ARRAY, MAP, STRUCT, BLOB, VOID -> null;
        };
    if (converted == null) {
      throw new UnsupportedPredicateException(
          "it compares the "
              + column.type().text()
              + " column "
              + column.name()
              + " with "
              + described(value));
    }
    return converted;
  }

  private static String described(Object value) {
    boolean brief = value instanceof Number || value instanceof Boolean;
    return "a value of " + value.getClass().getSimpleName() + (brief ? ", " + value : "");
  }

  private static @Nullable BigDecimal integer(Object value) {
    if (value instanceof Float || value instanceof Double) {
      double number = ((Number) value).doubleValue();
      return Math.abs(number) < DOUBLE_LIMIT ? new BigDecimal(number) : null;
    } else if (value instanceof String text && text.matches("0|-?[1-9][0-9]{0,14}")) {
      return new BigDecimal(text);
    }
    return exact(value);
  }

  private static @Nullable BigDecimal decimal(Object value) {
    if (value instanceof Float || value instanceof Double) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
    }
    return exact(value);
  }

  private static @Nullable Double floating(Object value, long limit) {
    if (value instanceof Float || value instanceof Double) {
      return ((Number) value).doubleValue();
    }
    BigDecimal number = exact(value);
    if (number == null || number.abs().compareTo(BigDecimal.valueOf(limit)) > 0) {
      return null;
    }
    double converted = number.doubleValue();
    return new BigDecimal(converted).compareTo(number) == 0 ? converted : null;
  }

  private static @Nullable BigDecimal exact(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    } else if (value instanceof BigInteger integer) {
      return new BigDecimal(integer);
    } else if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    return null;
  }

  private static @Nullable String text(Object value) {
    boolean isText = value instanceof String || value instanceof Character || value instanceof UUID;
    return isText && TextBytes.isEncodable(value.toString()) ? value.toString() : null;
  }

  private static @Nullable LocalDate date(Object value) {
    if (value instanceof java.sql.Date date) {
      return date.toLocalDate();
    } else if (value instanceof String text) {
      return TimeText.date(text);
    }
    return value instanceof LocalDate date ? date : null;
  }

  private @Nullable Instant instant(Object value) {
    if (value instanceof java.sql.Timestamp timestamp) {
      return timestamp.toInstant();
    } else if (value instanceof Instant instant) {
      return instant;
    } else if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    } else if (value instanceof ZonedDateTime time) {
      return time.toInstant();
    } else if (value.getClass() == java.util.Date.class) {
      return ((java.util.Date) value).toInstant();
    }
    LocalDateTime local = wallClock(value);
    return local == null ? null : local.atZone(zone).toInstant();
  }

  private @Nullable LocalDateTime localTime(Object value) {
    if (value instanceof java.sql.Timestamp timestamp) {
      return timestamp.toLocalDateTime();
    }
    LocalDateTime local = wallClock(value);
    if (local != null) {
      return local;
    }
    Instant instant = instant(value);
    return instant == null ? null : LocalDateTime.ofInstant(instant, zone);
  }

  /** Values that name a day or a time without a zone. */
  private static @Nullable LocalDateTime wallClock(Object value) {
    if (value instanceof LocalDateTime local) {
      return local;
    } else if (value instanceof SessionTime time) {
      return time.local();
    } else if (value instanceof LocalDate date) {
      return date.atStartOfDay();
    } else if (value instanceof java.sql.Date date) {
      return date.toLocalDate().atStartOfDay();
    }
    return value instanceof String text ? TimeText.time(text) : null;
  }
}

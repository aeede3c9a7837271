package dev.maxstorage.predicate;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A random condition twice: in MaxCompute SQL with {@code ?} and their values, and in the SQL of
 * H2, where text is bytes in UTF-8 and times are in UTC.
 */
final class RandomCondition {
  private static final List<String> OPERATORS = List.of("=", "!=", "<>", "<", "<=", ">", ">=");

  private static final List<String> PATTERN_PIECES =
      List.of("%", "%", "_", "a", "b", "A", "it", "'", "ä", "\ud83d\ude00", "\\%", "\\\\", "\n");

  private final List<Column> columns;
  private final Random random;
  final List<@Nullable Object> parameters = new ArrayList<>();
  final StringBuilder odps = new StringBuilder();
  final StringBuilder h2 = new StringBuilder();

  private RandomCondition(List<Column> columns, Random random) {
    this.columns = columns;
    this.random = random;
  }

  static RandomCondition of(List<Column> columns, Random random) {
    RandomCondition condition = new RandomCondition(columns, random);
    condition.predicate(3);
    return condition;
  }

  private void both(String text) {
    odps.append(text);
    h2.append(text);
  }

  private void predicate(int depth) {
    int choice = random.nextInt(depth > 0 ? 10 : 5);
    if (choice < 5) {
      leaf();
    } else if (choice < 6) {
      both("not (");
      predicate(depth - 1);
      both(")");
    } else {
      both("(");
      predicate(depth - 1);
      for (int i = 1 + random.nextInt(2); i > 0; i--) {
        both(choice < 8 ? " and " : " or ");
        predicate(depth - 1);
      }
      both(")");
    }
  }

  private void leaf() {
    Column column = columns.get(1 + random.nextInt(columns.size() - 1));
    if (H2Rows.hasLikeName(column) && random.nextInt(3) == 0) {
      like(column);
      return;
    }
    switch (random.nextInt(10)) {
      case 0 -> both(column.name() + " is null");
      case 1 -> both(column.name() + " is not null");
      case 2 -> list(column);
      case 3 -> {
        both(column.name() + (random.nextBoolean() ? " between " : " not between "));
        value(column);
        both(" and ");
        value(column);
      }
      case 4 -> {
        value(column);
        both(" " + operator() + " " + column.name());
      }
      case 5 -> nullSafe(column);
      case 6 -> truth(column);
      default -> {
        both(column.name() + " " + operator() + " ");
        value(column);
      }
    }
  }

  private void like(Column column) {
    StringBuilder pattern = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      pattern.append(PATTERN_PIECES.get(random.nextInt(PATTERN_PIECES.size())));
    }
    String word = random.nextBoolean() ? " like " : " not like ";
    odps.append(column.name()).append(word).append('?');
    parameters.add(pattern.toString());
    h2.append(H2Rows.likeName(column)).append(word).append(H2Rows.likeText(pattern.toString()));
  }

  private void nullSafe(Column column) {
    boolean same = random.nextBoolean();
    h2.append(column.name()).append(same ? " is not distinct from " : " is distinct from ");
    if (same && random.nextBoolean()) {
      value(column);
      odps.append(" <=> ").append(column.name());
    } else {
      odps.append(column.name()).append(same ? " <=> " : " is distinct from ");
      value(column);
    }
  }

  /** The truth of a boolean, or whether a parameter is null. */
  private void truth(Column column) {
    String not = random.nextBoolean() ? " is " : " is not ";
    if (column.type().kind() == OdpsType.Kind.BOOLEAN) {
      both(column.name() + not + (random.nextBoolean() ? "true" : "false"));
    } else {
      @Nullable Object value = random.nextBoolean() ? null : RandomRows.value(column, random);
      odps.append('?').append(not).append("null");
      parameters.add(value);
      h2.append((value == null) == not.equals(" is ") ? "1 = 1" : "1 = 0");
    }
  }

  private void list(Column column) {
    both(column.name() + (random.nextBoolean() ? " in (" : " not in ("));
    for (int i = random.nextInt(3); i >= 0; i--) {
      value(column);
      both(i > 0 ? ", " : ")");
    }
  }

  private String operator() {
    return OPERATORS.get(random.nextInt(OPERATORS.size()));
  }

  private void value(Column column) {
    odps.append('?');
    @Nullable Object value =
        random.nextInt(25) == 0
            ? null
            : random.nextInt(6) == 0 ? foreignValue(column) : RandomRows.value(column, random);
    parameters.add(value);
    h2.append(h2(column, value));
  }

  /** A value of another class or range than the column has, that can still be compared exactly. */
  private Object foreignValue(Column column) {
    return switch (column.type().kind()) {
      case TINYINT, SMALLINT, INT -> random.nextInt(7) * 100_000L - 300_000L;
      case BIGINT -> List.of(0.5, -2.5, 2.0, 1e15).get(random.nextInt(4));
      case DECIMAL ->
          List.of(0.125, -2.5, new BigDecimal("1e30"), new BigDecimal("-9e40"), 3)
              .get(random.nextInt(5));
      case FLOAT, DOUBLE -> random.nextInt(5) - 2;
      case DATETIME -> Instant.parse("2026-01-31T04:00:00.0005Z");
      case TIMESTAMP -> Instant.parse("3026-01-31T04:00:00Z");
      case TIMESTAMP_NTZ -> LocalDateTime.parse("0026-01-31T04:00:00");
      default -> RandomRows.value(column, random);
    };
  }

  /** Whether all values can be written as literals: not the numbers that are none. */
  boolean hasLiterals() {
    return parameters.stream()
        .noneMatch(
            value -> value instanceof Number number && !Double.isFinite(number.doubleValue()));
  }

  static String h2(Column column, @Nullable Object value) {
    if (value == null) {
      return "NULL";
    } else if (value instanceof String text) {
      boolean trimmed = column.name().equals("c");
      return "X'"
          + HexFormat.of().formatHex(trimmed ? TextBytes.trimmed(text) : TextBytes.of(text))
          + "'";
    } else if (value instanceof byte[] bytes) {
      return "X'" + HexFormat.of().formatHex(bytes) + "'";
    } else if (value instanceof LocalDate date) {
      return "DATE'" + date + "'";
    } else if (value instanceof Instant instant) {
      return h2(column, LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    } else if (value instanceof LocalDateTime time) {
      return "TIMESTAMP'" + TimeText.of(time) + "'";
    } else if (column.name().equals("f") || column.name().equals("d")) {
      return "CAST('" + value + "' AS DOUBLE PRECISION)";
    } else if (value instanceof Float || value instanceof Double) {
      return BigDecimal.valueOf(((Number) value).doubleValue()).toPlainString();
    } else if (value instanceof BigDecimal number) {
      return "CAST(" + number.toPlainString() + " AS NUMERIC(100, 20))";
    }
    return value.toString();
  }
}

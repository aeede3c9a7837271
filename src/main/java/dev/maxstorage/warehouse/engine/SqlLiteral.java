package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A literal of a statement and its DuckDB form.
 *
 * @param type DOUBLE of a number with a fraction or an exponent and no suffix; INT or BIGINT of one
 *     without
 * @param text a string's value, escapes resolved; null if the literal is a number
 * @param duck the literal in DuckDB's SQL
 * @param offset in the statement
 */
record SqlLiteral(OdpsType type, @Nullable String text, String duck, int offset) {
  private static final long INTS = Integer.MAX_VALUE;

  /** The digits of the lowest BIGINT. */
  private static final String BELOW_LOWEST = "9223372036854775808";

  /** Literal keyword to pattern and type; the zone is the session's. */
  private static final Map<String, Temporal> TEMPORALS =
      Map.of(
          "date", new Temporal(SqlTypes.DATE, "\\d{4}-\\d{2}-\\d{2}"),
          "datetime", new Temporal(SqlTypes.DATETIME, timePattern(3)),
          "timestamp", new Temporal(SqlTypes.TIMESTAMP, timePattern(9)),
          "timestamp_ntz", new Temporal(SqlTypes.TIMESTAMP_NTZ, timePattern(9)));

  private record Temporal(OdpsType type, String pattern) {}

  static boolean isTemporalWord(SqlToken token) {
    return token.kind() == SqlToken.Kind.WORD && TEMPORALS.containsKey(token.name());
  }

  static SqlLiteral string(String value, int offset) {
    return new SqlLiteral(SqlTypes.STRING, value, DuckSql.string(value), offset);
  }

  /** A literal such as {@code DATETIME '2026-01-31 12:00:00'}. */
  static SqlLiteral temporal(SqlToken word, String value, SqlFaults faults) {
    Temporal temporal = TEMPORALS.get(word.name());
    if (temporal == null || !value.matches(temporal.pattern())) {
      throw faults.semantic(word.offset(), "'" + value + "' is not a " + word.name() + " literal");
    }
    String duck = "CAST(" + DuckSql.string(value) + " AS " + DuckSql.type(temporal.type()) + ")";
    return new SqlLiteral(temporal.type(), value, duck, word.offset());
  }

  /** A number, with or without a suffix; a number with a fraction or an exponent is a DOUBLE. */
  static SqlLiteral number(SqlToken token, SqlFaults faults) {
    String text = token.text().toLowerCase(Locale.ROOT);
    String digits = text.replaceFirst("(bd|[lsydf])$", "");
    String suffix = text.substring(digits.length());
    boolean whole = digits.matches("\\d+");
    if (!whole && !digits.matches("(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?")) {
      throw faults.syntax(token.offset(), "'" + token.text() + "' is not a number");
    }
    if (!whole && (suffix.equals("l") || suffix.equals("s") || suffix.equals("y"))) {
      throw faults.syntax(token.offset(), "'" + token.text() + "' is not a number");
    }
    boolean plain = whole && suffix.isEmpty();
    boolean lowest = digits.equals(BELOW_LOWEST);
    if (plain && !lowest && new BigInteger(digits).bitLength() > 63) {
      throw faults.semantic(token.offset(), "integer " + digits + " is out of range of BIGINT");
    }
    OdpsType type =
        switch (suffix) {
          case "l" -> SqlTypes.BIGINT;
          case "s" -> SqlTypes.SMALLINT;
          case "y" -> SqlTypes.TINYINT;
          case "f" -> SqlTypes.FLOAT;
          case "bd" -> decimalType(digits, token, faults);
          default -> {
            if (plain) {
              yield lowest ? SqlTypes.BIGINT : integerType(Long.parseLong(digits));
            }
            yield SqlTypes.DOUBLE;
          }
        };
    String duck =
        plain && !lowest ? digits : "CAST('" + digits + "' AS " + DuckSql.type(type) + ")";
    return new SqlLiteral(type, null, duck, token.offset());
  }

  /** The type of a whole number without a suffix. */
  static OdpsType integerType(long value) {
    return Math.abs(value) <= INTS ? SqlTypes.INT : SqlTypes.BIGINT;
  }

  /** Whether the number is in range with a minus before it only. */
  boolean needsMinus() {
    return duck.equals("CAST('" + BELOW_LOWEST + "' AS BIGINT)");
  }

  /** The same number with a minus: inside the cast, since the positive one may not fit. */
  String negated() {
    return duck.startsWith("CAST('") ? "CAST('-" + duck.substring(6) : "-" + duck;
  }

  private static OdpsType decimalType(String digits, SqlToken token, SqlFaults faults) {
    if (digits.contains("e")) {
      throw faults.unsupported(token.offset(), "the exponent of the decimal " + token.text());
    }
    int point = digits.indexOf('.');
    int scale = point < 0 ? 0 : digits.length() - point - 1;
    int precision = Math.max(1, point < 0 ? digits.length() : digits.length() - 1);
    if (precision > 38) {
      throw faults.unsupported(token.offset(), "a decimal of " + precision + " digits");
    }
    return new OdpsType.Decimal(Math.max(precision, scale), scale);
  }

  private static String timePattern(int fractionDigits) {
    return "\\d{4}-\\d{2}-\\d{2}( \\d{2}:\\d{2}:\\d{2}(\\.\\d{1," + fractionDigits + "})?)?";
  }
}

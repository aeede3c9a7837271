package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Kind;

/**
 * Writes values of one type as values of another, as MaxCompute's CAST means it: text that is no
 * number or time gives NULL, fractions are cut off, what is out of range gives NULL.
 */
final class Conversions {
  private Conversions() {}

  /**
   * The value of CAST.
   *
   * @throws SqlTypeException if MaxCompute has no such conversion
   */
  static SqlValue cast(SqlValue value, OdpsType target) {
    if (value.isNothing() || value.type().equals(target)) {
      return value.isNothing() ? nothing(target) : value;
    }
    return SqlValue.of(new Cast(0).sql(value, target), target);
  }

  /** NULL of a type. */
  static SqlValue nothing(OdpsType type) {
    return SqlTypes.isVoid(type)
        ? SqlValue.nothing()
        : SqlValue.of("CAST(NULL AS " + DuckSql.type(type) + ")", type);
  }

  /** The value as STRING where that needs no CAST: text, numbers and times. */
  static SqlValue string(SqlValue value) {
    if (SqlTypes.isText(value.type())) {
      return value;
    }
    if (!value.isNothing() && !SqlTypes.isNumber(value.type()) && !SqlTypes.isTime(value.type())) {
      throw mismatch(value, "a string");
    }
    return cast(value, SqlTypes.STRING);
  }

  /** The value as a number where that needs no CAST: a number, or text as DOUBLE. */
  static SqlValue number(SqlValue value) {
    if (SqlTypes.isText(value.type()) || value.isNothing()) {
      return cast(value, SqlTypes.DOUBLE);
    }
    if (!SqlTypes.isNumber(value.type())) {
      throw mismatch(value, "a number");
    }
    return value;
  }

  /** The value as a time where that needs no CAST: a time, or text as DATETIME. */
  static SqlValue time(SqlValue value) {
    if (SqlTypes.isText(value.type()) || value.isNothing()) {
      return cast(value, SqlTypes.DATETIME);
    }
    if (!SqlTypes.isTime(value.type())) {
      throw mismatch(value, "a date or time");
    }
    return value;
  }

  static SqlTypeException mismatch(SqlValue value, String wanted) {
    return new SqlTypeException(value.type().text() + " is not " + wanted);
  }

  /** A time as DuckDB TIMESTAMP of whole microseconds, in the session's zone. */
  static String local(SqlValue time) {
    return switch (time.type().kind()) {
      case DATE, DATETIME -> "CAST(" + time.sql() + " AS TIMESTAMP)";
      case TIMESTAMP -> "odps_local_micros(epoch_ns(CAST(" + time.sql() + " AS TIMESTAMP_NS)))";
      case TIMESTAMP_NTZ -> "odps_local_micros(epoch_ns(" + time.sql() + "))";
      default -> throw mismatch(time, "a date or time");
    };
  }

  /** A time as DuckDB TIMESTAMPTZ of whole microseconds. */
  static String instant(SqlValue time) {
    return time.type().kind() == Kind.DATETIME
        ? time.sql()
        : "CAST(" + local(time) + " AS TIMESTAMPTZ)";
  }

  /** One conversion; the depth keeps the names of nested lambdas apart. */
  private record Cast(int depth) {

    String sql(SqlValue value, OdpsType target) {
      OdpsType from = value.type();
      if (target instanceof OdpsType.Decimal) {
        return decimal(value, target);
      }
      if (target instanceof OdpsType.Text text) {
        return "substr(" + text(value, target) + ", 1, " + text.length() + ")";
      }
      if (target instanceof OdpsType.Array array && from instanceof OdpsType.Array source) {
        return elements(value.sql(), source.element(), array.element());
      }
      return switch (target.kind()) {
        case TINYINT, SMALLINT, INT, BIGINT -> integer(value, target);
        case DOUBLE, FLOAT -> floating(value, target);
        case BOOLEAN -> bool(value, target);
        case STRING, JSON -> text(value, target);
        case BINARY -> {
          expect(SqlTypes.isText(from), value, target);
          yield "encode(" + value.sql() + ")";
        }
        case DATE, DATETIME, TIMESTAMP, TIMESTAMP_NTZ -> time(value, target);
        default -> throw none(value, target);
      };
    }

    private String elements(String list, OdpsType from, OdpsType to) {
      String item = "\"$e" + depth + "\"";
      String body = from.equals(to) ? item : new Cast(depth + 1).sql(SqlValue.of(item, from), to);
      return "list_transform(" + list + ", lambda " + item + ": " + body + ")";
    }

    private static String integer(SqlValue value, OdpsType target) {
      String type = DuckSql.type(target);
      if (SqlTypes.isInteger(value.type()) || value.type().kind() == Kind.BOOLEAN) {
        return "TRY_CAST(" + value.sql() + " AS " + type + ")";
      }
      if (SqlTypes.isNumber(value.type())) {
        return "TRY_CAST(trunc(" + value.sql() + ") AS " + type + ")";
      }
      expect(SqlTypes.isText(value.type()), value, target);
      String whole = "odps_text_bigint(" + value.sql() + ")";
      return target.kind() == Kind.BIGINT ? whole : "TRY_CAST(" + whole + " AS " + type + ")";
    }

    private static String floating(SqlValue value, OdpsType target) {
      boolean number = SqlTypes.isNumber(value.type()) || value.type().kind() == Kind.BOOLEAN;
      expect(number || SqlTypes.isText(value.type()), value, target);
      return (number ? "CAST(" : "TRY_CAST(") + value.sql() + " AS " + DuckSql.type(target) + ")";
    }

    private static String decimal(SqlValue value, OdpsType target) {
      boolean number = SqlTypes.isNumber(value.type()) || value.type().kind() == Kind.BOOLEAN;
      expect(number || SqlTypes.isText(value.type()), value, target);
      return "TRY_CAST(" + value.sql() + " AS " + DuckSql.type(target) + ")";
    }

    private static String bool(SqlValue value, OdpsType target) {
      if (SqlTypes.isText(value.type())) {
        return "odps_text_boolean(" + value.sql() + ")";
      }
      expect(SqlTypes.isNumber(value.type()), value, target);
      return "CAST(" + value.sql() + " AS BOOLEAN)";
    }

    private static String text(SqlValue value, OdpsType target) {
      String varchar = "CAST(" + value.sql() + " AS VARCHAR)";
      return switch (value.type().kind()) {
        case STRING, VARCHAR, CHAR, JSON -> value.sql();
        case DATETIME -> "odps_without_fraction(odps_without_zone(" + varchar + "))";
        case TIMESTAMP -> "odps_without_zone(" + varchar + ")";
        case BINARY -> "decode(" + value.sql() + ")";
        case ARRAY, MAP, STRUCT, BLOB, INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH ->
            throw none(value, target);
        default -> varchar;
      };
    }

    private static String time(SqlValue value, OdpsType target) {
      String type = DuckSql.type(target);
      if (SqlTypes.isText(value.type())) {
        String read = "odps_text_time(" + value.sql() + ")";
        return target.kind() == Kind.DATETIME
            ? "date_trunc('millisecond', TRY_CAST(" + read + " AS TIMESTAMPTZ))"
            : "TRY_CAST(" + read + " AS " + type + ")";
      }
      expect(SqlTypes.isTime(value.type()), value, target);
      return switch (target.kind()) {
        case DATE -> "CAST(" + local(value) + " AS DATE)";
        case DATETIME ->
            value.type().kind() == Kind.DATE
                ? instant(value)
                : "date_trunc('millisecond', " + instant(value) + ")";
        default -> "CAST(" + value.sql() + " AS " + type + ")";
      };
    }

    private static void expect(boolean possible, SqlValue value, OdpsType target) {
      if (!possible) {
        throw none(value, target);
      }
    }

    private static SqlTypeException none(SqlValue value, OdpsType target) {
      return new SqlTypeException(
          "a " + value.type().text() + " cannot be cast to " + target.text());
    }
  }
}

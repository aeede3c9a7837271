package dev.maxstorage.warehouse.engine;

import java.util.List;
import java.util.Locale;

/** Functions on dates and times. */
final class DateFunctions {
  private static final List<String> WEEKDAYS = List.of("mo", "tu", "we", "th", "fr", "sa", "su");

  private DateFunctions() {}

  static void addTo(FunctionTable table) {
    now(table);
    parts(table);
    moves(table);
    instants(table);
  }

  private static void now(FunctionTable table) {
    table.scalar("getdate() -> datetime", "date_trunc('second', current_timestamp)");
    table.scalar("now() -> datetime", "date_trunc('millisecond', current_timestamp)");
    table.scalar("current_timestamp() -> timestamp", "CAST(current_timestamp AS TIMESTAMPTZ_NS)");
    table.scalar("current_date() -> date", "current_date");
    table.scalar("current_timezone() -> string", "current_setting('TimeZone')");
  }

  private static void parts(FunctionTable table) {
    for (String part :
        "year quarter month day dayofmonth hour minute second dayofyear weekofyear".split(" ")) {
      part(table, part + "(time) -> int", part + "(%s)");
    }
    part(table, "dayofweek(time) -> int", "(dayofweek(%s) + 1)");
    part(table, "weekday(time) -> bigint", "(isodow(%s) - 1)");
    table.scalar(
        "datepart(time, literal) -> bigint",
        call ->
            SqlValue.of(
                "date_part('%s', %s)".formatted(unit(call, 1), local(call, 0)), SqlTypes.BIGINT));
    table.scalar("datediff(time, time) -> bigint", call -> difference(call, "day"));
    table.scalar(
        "datediff(time, time, literal) -> bigint", call -> difference(call, unit(call, 2)));
    table.scalar(
        "months_between(time, time) -> double",
        call ->
            SqlValue.of(
                "CAST(odps_months_between(CAST(%s AS VARCHAR), CAST(%s AS VARCHAR)) AS DOUBLE)"
                    .formatted(local(call, 0), local(call, 1)),
                SqlTypes.DOUBLE));
  }

  private static void part(FunctionTable table, String signature, String template) {
    Signature parsed = Signature.of(signature);
    table.scalar(
        signature,
        call -> {
          String type = DuckSql.type(parsed.result(call.arguments()));
          return SqlValue.of(
              "CAST(" + template.formatted(local(call, 0)) + " AS " + type + ")",
              parsed.result(call.arguments()));
        });
  }

  private static SqlValue difference(FunctionCall call, String unit) {
    return SqlValue.of(
        "date_diff('%s', %s, %s)".formatted(unit, local(call, 1), local(call, 0)), SqlTypes.BIGINT);
  }

  private static void moves(FunctionTable table) {
    table.scalar(
        "dateadd(time, bigint, literal) -> same",
        call -> {
          String unit = unit(call, 2);
          String interval = "to_" + unit + "s(CAST(" + call.sql(1) + " AS INTEGER))";
          return MovedTime.of(call.argument(0), interval, unit);
        });
    table.scalar("date_add(date, bigint) -> date", "($1 + CAST($2 AS INTEGER))");
    table.scalar("date_sub(date, bigint) -> date", "($1 - CAST($2 AS INTEGER))");
    table.scalar(
        "add_months(date, bigint) -> string",
        "CAST(CAST($1 + to_months(CAST($2 AS INTEGER)) AS DATE) AS VARCHAR)");
    table.scalar("last_day(date) -> string", "CAST(last_day($1) AS VARCHAR)");
    table.scalar("lastday(date) -> datetime", "CAST(last_day($1) AS TIMESTAMPTZ)");
    table.scalar(
        "next_day(date, literal) -> string",
        call ->
            SqlValue.of(
                "CAST(odps_next_weekday(%s, %s) AS VARCHAR)".formatted(call.sql(0), weekday(call)),
                SqlTypes.STRING));
    table.scalar(
        "datetrunc(time, literal) -> same", call -> truncated(call.argument(0), unit(call, 1)));
  }

  private static SqlValue truncated(SqlValue time, String unit) {
    String local = "date_trunc('" + unit + "', " + Conversions.local(time) + ")";
    String sql =
        switch (time.type().kind()) {
          case DATETIME -> "date_trunc('" + unit + "', " + time.sql() + ")";
          case TIMESTAMP -> "CAST(CAST(" + local + " AS TIMESTAMPTZ) AS TIMESTAMPTZ_NS)";
          default -> "CAST(" + local + " AS " + DuckSql.type(time.type()) + ")";
        };
    return SqlValue.of(sql, time.type());
  }

  /** 1 for Monday to 7 for Sunday. */
  private static int weekday(FunctionCall call) {
    String name = call.constant(1).toLowerCase(Locale.ROOT);
    int day = name.length() < 2 ? -1 : WEEKDAYS.indexOf(name.substring(0, 2));
    if (day < 0) {
      throw new UnsupportedFormException("next_day with weekday '" + call.constant(1) + "'");
    }
    return day + 1;
  }

  private static void instants(FunctionTable table) {
    table.scalar("unix_timestamp() -> bigint", "CAST(floor(epoch(current_timestamp)) AS BIGINT)");
    table.scalar("unix_timestamp(datetime) -> bigint", "CAST(floor(epoch($1)) AS BIGINT)");
    table.scalar(
        "to_millis(time) -> bigint",
        call ->
            SqlValue.of(
                "epoch_ms(" + Conversions.instant(call.argument(0)) + ")", SqlTypes.BIGINT));
    for (String kind : new String[] {"integer", "time"}) {
      table.scalar(
          "from_utc_timestamp(" + kind + ", string) -> timestamp",
          call -> inZone(call, "'UTC'", call.sql(1)));
      table.scalar(
          "to_utc_timestamp(" + kind + ", string) -> timestamp",
          call -> inZone(call, call.sql(1), "'UTC'"));
    }
  }

  /** The time that clocks of one zone show when those of another show the given one. */
  private static SqlValue inZone(FunctionCall call, String from, String to) {
    SqlValue given = call.argument(0);
    SqlValue time =
        SqlTypes.isInteger(given.type())
            ? SqlValue.of(
                "make_timestamptz(CAST(" + given.sql() + " AS BIGINT) * 1000)", SqlTypes.DATETIME)
            : given;
    SqlValue exact = Conversions.cast(time, SqlTypes.TIMESTAMP);
    return SqlValue.of(
        "odps_in_zone(" + exact.sql() + ", " + from + ", " + to + ")", SqlTypes.TIMESTAMP);
  }

  private static String local(FunctionCall call, int index) {
    return Conversions.local(call.argument(index));
  }

  /** The date part that a unit of MaxCompute means, in DuckDB's words. */
  private static String unit(FunctionCall call, int index) {
    String unit = call.constant(index).toLowerCase(Locale.ROOT);
    return switch (unit) {
      case "yyyy", "year" -> "year";
      case "mm", "month", "mon" -> "month";
      case "dd", "day" -> "day";
      case "hh", "hour" -> "hour";
      case "mi", "minute" -> "minute";
      case "ss", "second" -> "second";
      default -> throw new UnsupportedFormException(call.name() + " with unit '" + unit + "'");
    };
  }
}

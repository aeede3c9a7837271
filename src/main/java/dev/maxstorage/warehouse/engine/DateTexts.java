package dev.maxstorage.warehouse.engine;

/** Functions between times and texts by patterns. */
final class DateTexts {
  private DateTexts() {}

  static void addTo(FunctionTable table) {
    table.scalar("to_date(date) -> date", "$1");
    table.scalar("to_date(string, string) -> datetime", DateTexts::toDate);
    table.scalar("isdate(string, string) -> boolean", DateTexts::isDate);
    table.scalar(
        "to_char(time, string) -> string",
        call -> written(Conversions.local(call.argument(0)), call, "odps_plain_text"));
    table.scalar(
        "date_format(time, string) -> string",
        call -> written(Conversions.local(call.argument(0)), call, "odps_cased_text"));
    table.scalar("from_unixtime(bigint) -> datetime", "to_timestamp(CAST($1 AS BIGINT))");
    table.scalar(
        "from_unixtime(bigint, string) -> string",
        call ->
            written(
                "CAST(to_timestamp(CAST(" + call.sql(0) + " AS BIGINT)) AS TIMESTAMP)",
                call,
                "odps_cased_text"));
  }

  /** DuckDB's own function for a pattern that is a literal, else one of ours. */
  private static SqlValue written(String local, FunctionCall call, String function) {
    String pattern = call.argument(1).constant();
    if (pattern == null) {
      return SqlValue.of(
          function + "(CAST(" + local + " AS VARCHAR), " + call.sql(1) + ")", SqlTypes.STRING);
    }
    String format =
        function.equals("odps_plain_text")
            ? DatePatterns.plain(pattern)
            : DatePatterns.cased(pattern);
    return SqlValue.of("strftime(" + local + ", " + DuckSql.string(format) + ")", SqlTypes.STRING);
  }

  private static SqlValue toDate(FunctionCall call) {
    String pattern = call.argument(1).constant();
    String read =
        pattern == null
            ? "CAST(odps_read_time(" + call.list(0) + ") AS TIMESTAMP)"
            : "strptime(" + call.sql(0) + ", " + DuckSql.string(DatePatterns.plain(pattern)) + ")";
    return SqlValue.of("CAST(" + read + " AS TIMESTAMPTZ)", SqlTypes.DATETIME);
  }

  private static SqlValue isDate(FunctionCall call) {
    String pattern = call.argument(1).constant();
    String format = pattern == null ? "" : DuckSql.string(DatePatterns.plain(pattern));
    return SqlValue.of(
        pattern == null
            ? "CAST(odps_is_time(" + call.list(0) + ") AS BOOLEAN)"
            : "CASE WHEN %s IS NOT NULL THEN try_strptime(%s, %s) IS NOT NULL END"
                .formatted(call.sql(0), call.sql(0), format),
        SqlTypes.BOOLEAN);
  }
}

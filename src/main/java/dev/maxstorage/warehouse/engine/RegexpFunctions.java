package dev.maxstorage.warehouse.engine;

/** Functions on regular expressions. */
final class RegexpFunctions {
  private RegexpFunctions() {}

  static void addTo(FunctionTable table) {
    table.scalar(
        "split(string, string) -> array<string>",
        "odps_without_empty_tail(regexp_split_to_array($1, $2))");
    table.scalar(
        "split(string, string, boolean) -> array<string>",
        "CASE WHEN $3 THEN odps_without_empty_tail(regexp_split_to_array($1, $2))"
            + " ELSE regexp_split_to_array($1, $2) END");
    table.scalar("regexp_count(string, string) -> bigint", "len(regexp_extract_all($1, $2))");
    table.scalar(
        "regexp_count(string, string, bigint) -> bigint",
        "len(regexp_extract_all(odps_substr($1, $3), $2))");
    table.scalar("regexp_extract(string, string) -> string", "regexp_extract($1, $2, 1)");
    table.scalar(
        "regexp_extract(string, string, bigint) -> string",
        call ->
            SqlValue.of(
                "regexp_extract(%s, %s, %s)".formatted(call.sql(0), call.sql(1), group(call)),
                SqlTypes.STRING));
    table.scalar(
        "regexp_extract_all(string, string) -> array<string>", "regexp_extract_all($1, $2, 1)");
    table.scalar(
        "regexp_extract_all(string, string, bigint) -> array<string>",
        call ->
            SqlValue.of(
                "regexp_extract_all(%s, %s, %s)".formatted(call.sql(0), call.sql(1), group(call)),
                Signature.of("f() -> array<string>").result(call.arguments())));
    table.scalar(
        "regexp_instr(string, string) -> bigint",
        "CAST(odps_regexp_instr($1, $2, '1', '1', '0') AS BIGINT)");
    table.scalar(
        "regexp_instr(string, string, bigint) -> bigint",
        "CAST(odps_regexp_instr($1, $2, CAST($3 AS VARCHAR), '1', '0') AS BIGINT)");
    table.scalar(
        "regexp_instr(string, string, bigint, bigint) -> bigint",
        "CAST(odps_regexp_instr($1, $2, CAST($3 AS VARCHAR), CAST($4 AS VARCHAR), '0') AS BIGINT)");
    table.scalar(
        "regexp_instr(string, string, bigint, bigint, bigint) -> bigint",
        "CAST(odps_regexp_instr($1, $2, CAST($3 AS VARCHAR), CAST($4 AS VARCHAR),"
            + " CAST($5 AS VARCHAR)) AS BIGINT)");
    table.scalar(
        "regexp_replace(string, string, string) -> string", "regexp_replace($1, $2, $3, 'g')");
    table.scalar(
        "regexp_replace(string, string, string, bigint) -> string",
        "odps_regexp_replace_nth($1, $2, $3, CAST($4 AS VARCHAR))");
    table.scalar(
        "regexp_substr(string, string) -> string",
        "CASE WHEN regexp_matches($1, $2) THEN regexp_extract($1, $2) END");
    table.scalar(
        "regexp_substr(string, string, bigint) -> string",
        "regexp_extract_all(odps_substr($1, $3), $2)[1]");
    table.scalar(
        "regexp_substr(string, string, bigint, bigint) -> string",
        "regexp_extract_all(odps_substr($1, $3), $2)[$4]");
  }

  /** DuckDB wants the group number as a constant. */
  private static String group(FunctionCall call) {
    String group = call.sql(2);
    if (!group.matches("\\d")) {
      throw new UnsupportedFormException(call.name() + " with a group that is not 0 to 9");
    }
    return group;
  }
}

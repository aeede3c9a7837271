package dev.maxstorage.warehouse.engine;

/** Functions on text; positions count characters from 1. */
final class StringFunctions {
  private StringFunctions() {}

  static void addTo(FunctionTable table) {
    parts(table);
    changes(table);
    codes(table);
    structured(table);
  }

  private static void parts(FunctionTable table) {
    table.scalar("length(string) -> bigint", "length($1)");
    table.scalar("char_length(string) -> bigint", "length($1)");
    table.scalar("lengthb(string) -> bigint", "strlen($1)");
    for (String name : new String[] {"substr", "substring"}) {
      table.scalar(name + "(string, bigint) -> string", StringFunctions::substr);
      table.scalar(name + "(string, bigint, bigint) -> string", StringFunctions::substr);
    }
    table.scalar("instr(string, string) -> bigint", "instr($1, $2)");
    table.scalar("instr(string, string, bigint) -> bigint", call -> instr(call, 0, 1, "'1'"));
    table.scalar(
        "instr(string, string, bigint, bigint) -> bigint",
        call -> instr(call, 0, 1, "CAST(" + call.sql(3) + " AS VARCHAR)"));
    table.scalar("locate(string, string) -> bigint", "instr($2, $1)");
    table.scalar("locate(string, string, bigint) -> bigint", call -> instr(call, 1, 0, "'1'"));
    table.scalar(
        "find_in_set(string, string) -> bigint",
        "CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL"
            + " THEN coalesce(list_position(string_split($2, ','), $1), 0) END");
    table.scalar(
        "char_matchcount(string, string) -> bigint",
        "CAST(odps_char_matchcount($1, $2) AS BIGINT)");
    table.scalar(
        "split_part(string, string, bigint) -> string", "odps_split_parts($1, $2, $3, $3)");
    table.scalar(
        "split_part(string, string, bigint, bigint) -> string", "odps_split_parts($1, $2, $3, $4)");
    table.scalar(
        "substring_index(string, string, int) -> string",
        "odps_substring_index($1, $2, CAST($3 AS VARCHAR))");
  }

  /** DuckDB's own substr where the numbers are constants that both mean alike. */
  private static SqlValue substr(FunctionCall call) {
    boolean alike =
        call.arguments().stream().skip(1).allMatch(number -> number.sql().matches("[1-9]\\d{0,8}"));
    String function = alike ? "substr" : "odps_substr";
    return SqlValue.of(function + "(" + call.list(0) + ")", SqlTypes.STRING);
  }

  private static SqlValue instr(FunctionCall call, int text, int part, String nth) {
    return SqlValue.of(
        "CAST(odps_instr_nth(%s, %s, CAST(%s AS VARCHAR), %s) AS BIGINT)"
            .formatted(call.sql(text), call.sql(part), call.sql(2), nth),
        SqlTypes.BIGINT);
  }

  private static void changes(FunctionTable table) {
    table.scalar("concat(string...) -> string", StringFunctions::concat);
    table.scalar("concat(array...) -> same", "list_concat($*)");
    table.scalar("concat_ws(string, string...) -> string", "concat_ws($*)");
    table.scalar(
        "concat_ws(string, array) -> string",
        call -> SqlValue.of(joined(call.argument(1), call.sql(0)), SqlTypes.STRING));
    table.scalar("lower(string) -> string", "lower($1)");
    table.scalar("upper(string) -> string", "upper($1)");
    table.scalar("tolower(string) -> string", "lower($1)");
    table.scalar("toupper(string) -> string", "upper($1)");
    table.scalar("initcap(string) -> string", "odps_initcap($1)");
    table.scalar("reverse(string) -> string", "reverse($1)");
    for (String name : new String[] {"trim", "ltrim", "rtrim"}) {
      table.scalar(name + "(string) -> string", name + "($1)");
      table.scalar(name + "(string, string) -> string", name + "($1, $2)");
    }
    table.scalar("replace(string, string, string) -> string", "replace($1, $2, $3)");
    table.scalar("translate(string, string, string) -> string", "translate($1, $2, $3)");
    table.scalar("lpad(string, int, string) -> string", "lpad($1, CAST($2 AS INTEGER), $3)");
    table.scalar("rpad(string, int, string) -> string", "rpad($1, CAST($2 AS INTEGER), $3)");
    table.scalar("repeat(string, bigint) -> string", "odps_repeat($1, $2)");
    table.scalar("space(bigint) -> string", "odps_repeat(' ', $1)");
    table.scalar("to_char(string) -> string", "$1");
    table.scalar("to_char(boolean) -> string", "upper(CAST($1 AS VARCHAR))");
  }

  private static SqlValue concat(FunctionCall call) {
    String parts = String.join(" || ", call.arguments().stream().map(SqlValue::sql).toList());
    return SqlValue.of("(" + parts + ")", SqlTypes.STRING);
  }

  /** The elements of an array as text, with a separator between them; NULLs are left out. */
  static String joined(SqlValue array, String separator) {
    SqlValue strings = NestedValues.strings(array);
    return "array_to_string(" + strings.sql() + ", " + separator + ")";
  }

  private static void codes(FunctionTable table) {
    table.scalar("ascii(string) -> bigint", "CAST(ascii($1) AS BIGINT)");
    table.scalar(
        "chr(bigint) -> string",
        "CASE WHEN $1 BETWEEN 0 AND 255 THEN chr(CAST($1 AS INTEGER))"
            + " WHEN $1 IS NOT NULL THEN error('chr of a number that is not in 0 to 255') END");
    table.scalar("md5(string) -> string", "md5($1)");
    table.scalar("sha(string) -> string", "sha1($1)");
    table.scalar("sha1(string) -> string", "sha1($1)");
    table.scalar("sha2(string, int) -> string", "odps_sha2($1, CAST($2 AS VARCHAR))");
    table.scalar("crc32(string) -> bigint", "CAST(odps_crc32($1) AS BIGINT)");
    table.scalar("base64(binary) -> string", "to_base64($1)");
    table.scalar("unbase64(string) -> binary", "from_base64($1)");
    table.scalar("url_encode(string) -> string", "odps_url_encode($1)");
    table.scalar("url_decode(string) -> string", "odps_url_decode($1)");
    table.scalar("uuid() -> string", "CAST(uuid() AS VARCHAR)");
  }

  private static void structured(FunctionTable table) {
    table.scalar("keyvalue(string, string) -> string", "odps_keyvalue($1, ';', ':', $2)");
    table.scalar(
        "keyvalue(string, string, string, string) -> string", "odps_keyvalue($1, $2, $3, $4)");
    table.scalar("parse_url(string, string) -> string", "odps_parse_url($1, $2, '')");
    table.scalar("parse_url(string, string, string) -> string", "odps_parse_url($1, $2, $3)");
    table.scalar("str_to_map(string) -> map<string,string>", "odps_str_to_map($1, ',', '=')");
    table.scalar(
        "str_to_map(string, string) -> map<string,string>", "odps_str_to_map($1, $2, '=')");
    table.scalar(
        "str_to_map(string, string, string) -> map<string,string>", "odps_str_to_map($1, $2, $3)");
  }
}

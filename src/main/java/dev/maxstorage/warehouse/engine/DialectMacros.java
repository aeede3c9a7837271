package dev.maxstorage.warehouse.engine;

import java.util.List;

/**
 * The DuckDB macros behind the functions and operators of MaxCompute that DuckDB lacks or means
 * otherwise. {@link #STATEMENTS} runs once for each opened database, in order; each statement
 * replaces what is there.
 *
 * <p>DuckDB's TRY_CAST gives NULL for pairs of types that it cannot convert at all, so the casts
 * here look at the type first and raise an error instead. A macro with typed arguments is used only
 * where every type that fits is listed: DuckDB converts the argument to the listed type. Such a
 * macro cannot be called inside a macro without types, so {@link SqlFunctions} writes those calls
 * in full. A macro's argument is copied to each place where its body names it: arguments that are
 * often nested should stand there once.
 */
final class DialectMacros {
  private static final String INTEGERS = "('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'BOOLEAN')";
  private static final String FLOATS = "('FLOAT', 'DOUBLE')";
  private static final String TIMES =
      "('DATE', 'TIMESTAMP', 'TIMESTAMP_NS', 'TIMESTAMPTZ_NS', 'TIMESTAMP WITH TIME ZONE')";

  /** CREATE OR REPLACE MACRO statements. */
  static final List<String> STATEMENTS =
      List.of(
          macro("odps_refuse(x, target)", "error('cannot cast ' || typeof(x) || ' to ' || target)"),
          macro(
              "odps_is_number(x)",
              "CASE WHEN typeof(x) IN "
                  + INTEGERS
                  + " OR typeof(x) IN "
                  + FLOATS
                  + " OR typeof(x) IN ('HUGEINT', 'VARCHAR', '\"NULL\"')"
                  + " OR starts_with(typeof(x), 'DECIMAL') THEN TRUE"
                  + " ELSE odps_refuse(x, 'a number') END"),
          macro(
              "odps_bigint(x)",
              "CASE WHEN typeof(x) IN "
                  + INTEGERS
                  + " THEN TRY_CAST(x AS BIGINT)"
                  + " WHEN typeof(x) = 'HUGEINT' THEN CAST(TRY_CAST(x AS HUGEINT) AS BIGINT)"
                  + " WHEN typeof(x) IN "
                  + FLOATS
                  + " THEN TRY_CAST(trunc(TRY_CAST(x AS DOUBLE)) AS BIGINT)"
                  + " WHEN typeof(x) IN ('VARCHAR', '\"NULL\"')"
                  + " OR starts_with(typeof(x), 'DECIMAL')"
                  + " THEN coalesce("
                  + "TRY_CAST(regexp_extract(CAST(x AS VARCHAR),"
                  + " '^\\s*([+-]?\\d+)(\\.\\d*)?\\s*$', 1) AS BIGINT),"
                  + " TRY_CAST(trunc(TRY_CAST(CAST(x AS VARCHAR) AS DOUBLE)) AS BIGINT))"
                  + " ELSE odps_refuse(x, 'an integer') END"),
          macro("odps_double(x)", "CASE WHEN odps_is_number(x) THEN TRY_CAST(x AS DOUBLE) END"),
          macro(
              "odps_boolean(x)",
              "CASE WHEN typeof(x) IN "
                  + INTEGERS
                  + " OR typeof(x) IN "
                  + FLOATS
                  + " OR starts_with(typeof(x), 'DECIMAL') OR typeof(x) = '\"NULL\"'"
                  + " THEN TRY_CAST(x AS BOOLEAN)"
                  + " WHEN typeof(x) = 'VARCHAR' AND"
                  + " (x IS NULL OR lower(CAST(x AS VARCHAR)) IN ('true', 'false'))"
                  + " THEN TRY_CAST(x AS BOOLEAN)"
                  + " ELSE odps_refuse(x, 'boolean') END"),
          macro(
              "odps_string(x)",
              "CASE typeof(x) WHEN 'TIMESTAMP WITH TIME ZONE'"
                  + " THEN regexp_replace(CAST(x AS VARCHAR), '(\\.\\d+)?[+-]\\d\\d(:\\d\\d)*$', '')"
                  + " WHEN 'TIMESTAMPTZ_NS'"
                  + " THEN regexp_replace(CAST(x AS VARCHAR), '[+-]\\d\\d(:\\d\\d)*$', '')"
                  + " WHEN 'BLOB' THEN decode(TRY_CAST(CAST(x AS VARCHAR) AS BLOB))"
                  + " ELSE CASE WHEN regexp_matches(typeof(x), '\\]$|^(MAP|STRUCT|INTERVAL)')"
                  + " THEN odps_refuse(x, 'string') ELSE CAST(x AS VARCHAR) END END"),
          macro("odps_joined(text)", "text"),
          "CREATE OR REPLACE MACRO odps_binary(x BLOB) AS x, (x VARCHAR) AS encode(x)",
          macro(
              "odps_is_time(x)",
              "CASE WHEN typeof(x) IN "
                  + TIMES
                  + " OR typeof(x) IN ('VARCHAR', '\"NULL\"')"
                  + " THEN TRUE ELSE odps_refuse(x, 'a date or time') END"),
          macro("odps_date(x)", "CASE WHEN odps_is_time(x) THEN TRY_CAST(x AS DATE) END"),
          macro(
              "odps_datetime(x)",
              "CASE WHEN odps_is_time(x)"
                  + " THEN date_trunc('millisecond', TRY_CAST(x AS TIMESTAMPTZ)) END"),
          macro(
              "odps_timestamp(x)",
              "CASE WHEN odps_is_time(x) THEN TRY_CAST(x AS TIMESTAMPTZ_NS) END"),
          macro(
              "odps_timestamp_ntz(x)",
              "CASE WHEN odps_is_time(x) THEN TRY_CAST(x AS TIMESTAMP_NS) END"),
          macro("odps_below_micros(nanos)", "((nanos % 1000) + 1000) % 1000"),
          macro(
              "odps_local_micros(nanos)",
              "make_timestamp((nanos - odps_below_micros(nanos)) // 1000)"),
          "CREATE OR REPLACE MACRO odps_local(x VARCHAR) AS TRY_CAST(x AS TIMESTAMP),"
              + " (x DATE) AS CAST(x AS TIMESTAMP),"
              + " (x TIMESTAMP) AS x,"
              + " (x TIMESTAMPTZ) AS CAST(x AS TIMESTAMP),"
              + " (x TIMESTAMP_NS) AS odps_local_micros(epoch_ns(x)),"
              + " (x TIMESTAMPTZ_NS) AS odps_local_micros(epoch_ns(CAST(x AS TIMESTAMP_NS))),"
              + " (x BIGINT) AS error('a number is not a date or time'),"
              + " (x DOUBLE) AS error('a number is not a date or time'),"
              + " (x BOOLEAN) AS error('a boolean is not a date or time')",
          macro(
              "odps_divide(a, b)", "CASE WHEN b = 0 THEN error('Division by zero') ELSE a / b END"),
          macro("odps_div(a, b)", "CASE WHEN b = 0 THEN error('Division by zero') ELSE a // b END"),
          macro("odps_mod(a, b)", "CASE WHEN b = 0 THEN error('Division by zero') ELSE a % b END"),
          "CREATE OR REPLACE MACRO odps_element(c, k VARCHAR) AS c[k],"
              + " (c, k BIGINT) AS c[CASE WHEN starts_with(typeof(c), 'MAP') THEN k"
              + " WHEN k < 0 THEN NULL ELSE k + 1 END]",
          "CREATE OR REPLACE MACRO odps_substr(s, p) AS CASE"
              + " WHEN p = 0 OR -p > length(s) THEN CASE WHEN s IS NULL THEN NULL ELSE '' END"
              + " ELSE substr(s, p) END,"
              + " (s, p, n) AS CASE"
              + " WHEN s IS NULL OR p IS NULL OR n IS NULL THEN NULL"
              + " WHEN p = 0 OR n <= 0 OR -p > length(s) THEN ''"
              + " ELSE substr(s, p, n) END",
          macro(
              "odps_instr(s, t, p)",
              "CASE WHEN p < 1 THEN error('instr needs a start of at least 1')"
                  + " WHEN instr(substr(s, p), t) = 0 THEN 0"
                  + " ELSE instr(substr(s, p), t) + p - 1 END"),
          macro("odps_repeat(s, n)", "repeat(s, greatest(CAST(n AS BIGINT), 0))"),
          macro(
              "odps_without_empty_tail(parts)",
              "list_slice(parts, 1, coalesce(list_max(list_transform(range(1, len(parts) + 1),"
                  + " lambda i: CASE WHEN parts[i] <> '' THEN i ELSE 0 END)), 0))"),
          "CREATE OR REPLACE MACRO odps_split(s, p) AS"
              + " odps_without_empty_tail(regexp_split_to_array(s, p)),"
              + " (s, p, trim_tail) AS CASE WHEN trim_tail"
              + " THEN odps_without_empty_tail(regexp_split_to_array(s, p))"
              + " ELSE regexp_split_to_array(s, p) END",
          macro("odps_regexp_replace(s, p, r)", "regexp_replace(s, p, r, 'g')"),
          macro("odps_regexp_count(s, p)", "len(regexp_extract_all(s, p))"),
          macro(
              "odps_regexp_substr(s, p)",
              "CASE WHEN regexp_matches(s, p) THEN regexp_extract(s, p) END"),
          macro(
              "odps_get_json_object(j, p)",
              "CASE WHEN json_valid(j) THEN json_extract_string(j, p) END"),
          "CREATE OR REPLACE MACRO odps_instant(x VARCHAR) AS odps_datetime(x),"
              + " (x DATE) AS CAST(x AS TIMESTAMPTZ),"
              + " (x TIMESTAMPTZ) AS x,"
              + " (x TIMESTAMPTZ_NS) AS"
              + " CAST(odps_local_micros(epoch_ns(CAST(x AS TIMESTAMP_NS))) AS TIMESTAMPTZ),"
              + " (x TIMESTAMP_NS) AS CAST(odps_local_micros(epoch_ns(x)) AS TIMESTAMPTZ)",
          "CREATE OR REPLACE MACRO odps_dateadd(x DATE, i, unit) AS"
              + " CASE WHEN unit IN ('hour', 'minute', 'second')"
              + " THEN error('dateadd of a DATE by ' || unit || ' is not supported')"
              + " ELSE CAST(x + i AS DATE) END,"
              + " (x TIMESTAMPTZ, i, unit) AS x + i,"
              + " (x VARCHAR, i, unit) AS odps_datetime(x) + i,"
              + " (x TIMESTAMP_NS, i, unit) AS"
              + " make_timestamp_ns(epoch_ns(odps_local(x) + i) + odps_below_micros(epoch_ns(x))),"
              + " (x TIMESTAMPTZ_NS, i, unit) AS CAST(CAST(make_timestamp_ns("
              + "epoch_ns(odps_instant(x) + i) + odps_below_micros(epoch_ns(x))) AS VARCHAR)"
              + " || '+00' AS TIMESTAMPTZ_NS)",
          "CREATE OR REPLACE MACRO odps_datetrunc(x DATE, unit) AS"
              + " CAST(date_trunc(unit, x) AS DATE),"
              + " (x TIMESTAMPTZ, unit) AS date_trunc(unit, x),"
              + " (x VARCHAR, unit) AS date_trunc(unit, odps_datetime(x)),"
              + " (x TIMESTAMP_NS, unit) AS date_trunc(unit, odps_local(x)),"
              + " (x TIMESTAMPTZ_NS, unit) AS CAST(date_trunc(unit, odps_local(x)) AS TIMESTAMPTZ)",
          macro(
              "odps_size(x)",
              "CASE WHEN starts_with(typeof(x), 'MAP') THEN len(json_keys(to_json(x)))"
                  + " WHEN typeof(x) LIKE '%[]' THEN json_array_length(to_json(x))"
                  + " ELSE error('size of ' || typeof(x) || ' is not supported') END"));

  private DialectMacros() {}

  private static String macro(String head, String body) {
    return "CREATE OR REPLACE MACRO " + head + " AS " + body;
  }
}

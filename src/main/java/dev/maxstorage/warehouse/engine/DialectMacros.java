package dev.maxstorage.warehouse.engine;

import java.util.List;

/**
 * The DuckDB macros behind the functions and operators of MaxCompute that DuckDB lacks or means
 * otherwise. {@link #STATEMENTS} runs once for each opened database, in order, after {@link
 * JavaFunctions}; each statement replaces what is there.
 *
 * <p>A macro's argument is copied to each place where its body names it: arguments that are often
 * nested should stand there once.
 */
final class DialectMacros {
  private static final String DIVISION_BY_ZERO = "error('Division by zero')";

  /** CREATE OR REPLACE MACRO statements. */
  static final List<String> STATEMENTS =
      List.of(
          macro(
              "odps_text_bigint(x)",
              "coalesce(TRY_CAST(regexp_extract(x, '^\\s*([+-]?\\d+)(\\.\\d*)?\\s*$', 1)"
                  + " AS BIGINT), TRY_CAST(trunc(TRY_CAST(x AS DOUBLE)) AS BIGINT))"),
          macro(
              "odps_text_boolean(x)",
              "CASE WHEN x IS NULL THEN NULL WHEN lower(x) = 'true' THEN TRUE"
                  + " WHEN lower(x) = 'false' THEN FALSE"
                  + " ELSE error('cannot cast ''' || x || ''' to boolean') END"),
          macro(
              "odps_text_time(x)",
              "regexp_extract(x, '^\\s*(\\d{4}-\\d\\d-\\d\\d( \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?)?)\\s*$',"
                  + " 1)"),
          macro("odps_without_zone(x)", "regexp_replace(x, '[+-]\\d\\d(:\\d\\d)*$', '')"),
          macro("odps_without_fraction(x)", "regexp_replace(x, '\\.\\d+$', '')"),
          macro("odps_below_micros(nanos)", "((nanos % 1000) + 1000) % 1000"),
          macro(
              "odps_local_micros(nanos)",
              "make_timestamp((nanos - odps_below_micros(nanos)) // 1000)"),
          macro(
              "odps_divide(a, b)", "CASE WHEN b = 0 THEN " + DIVISION_BY_ZERO + " ELSE a / b END"),
          macro("odps_div(a, b)", "CASE WHEN b = 0 THEN " + DIVISION_BY_ZERO + " ELSE a // b END"),
          macro("odps_mod(a, b)", "CASE WHEN b = 0 THEN " + DIVISION_BY_ZERO + " ELSE a % b END"),
          macro(
              "odps_moved_ntz(x, i)",
              "make_timestamp_ns(epoch_ns(odps_local_micros(epoch_ns(x)) + i)"
                  + " + odps_below_micros(epoch_ns(x)))"),
          macro(
              "odps_moved_timestamp(x, i)",
              "CAST(CAST(make_timestamp_ns(epoch_ns("
                  + "CAST(odps_local_micros(epoch_ns(CAST(x AS TIMESTAMP_NS))) AS TIMESTAMPTZ) + i)"
                  + " + odps_below_micros(epoch_ns(x))) AS VARCHAR) || '+00' AS TIMESTAMPTZ_NS)"),
          macro(
              "odps_in_zone(x, before, after)",
              "CAST(CAST(make_timestamp_ns(epoch_ns(CAST("
                  + "(odps_local_micros(epoch_ns(CAST(x AS TIMESTAMP_NS))) AT TIME ZONE before)"
                  + " AT TIME ZONE after AS TIMESTAMPTZ)) + odps_below_micros(epoch_ns(x)))"
                  + " AS VARCHAR) || '+00' AS TIMESTAMPTZ_NS)"),
          macro("odps_element(list, i)", "list[CASE WHEN i < 0 THEN NULL ELSE i + 1 END]"),
          "CREATE OR REPLACE MACRO odps_substr(s, p) AS CASE"
              + " WHEN p = 0 OR -p > length(s) THEN CASE WHEN s IS NULL THEN NULL ELSE '' END"
              + " ELSE substr(s, p) END,"
              + " (s, p, n) AS CASE"
              + " WHEN s IS NULL OR p IS NULL OR n IS NULL THEN NULL"
              + " WHEN p = 0 OR n <= 0 OR -p > length(s) THEN ''"
              + " ELSE substr(s, p, n) END",
          macro("odps_repeat(s, n)", "repeat(s, greatest(CAST(n AS BIGINT), 0))"),
          macro(
              "odps_without_empty_tail(parts)",
              "list_slice(parts, 1, coalesce(list_max(list_transform(range(1, len(parts) + 1),"
                  + " lambda i: CASE WHEN parts[i] <> '' THEN i ELSE 0 END)), 0))"),
          macro(
              "odps_split_parts(s, separator, first, last)",
              "CASE WHEN s IS NULL OR separator IS NULL OR first IS NULL OR last IS NULL THEN NULL"
                  + " WHEN first < 1 THEN error('split_part counts parts from 1')"
                  + " WHEN first > last THEN ''"
                  + " ELSE array_to_string(list_slice(string_split(s, separator), first, last),"
                  + " separator) END"),
          macro(
              "odps_str_to_map(s, pairs, values)",
              "map_from_entries(list_transform(string_split(s, pairs), lambda e: struct_pack("
                  + "key := split_part(e, values, 1), value := CASE WHEN contains(e, values)"
                  + " THEN substr(e, instr(e, values) + length(values)) END)))"),
          macro(
              "odps_get_json_object(j, p)",
              "CASE WHEN json_valid(j) THEN json_extract_string(j, p) END"),
          macro(
              "odps_json_kept(list)",
              "list_transform(list_filter(list, lambda e: e.n OR e.v IS NOT NULL), lambda e: e.v)"),
          macro(
              "odps_json_found(list)",
              "CASE len(list) WHEN 0 THEN NULL WHEN 1 THEN json_extract_string(list[1], '$')"
                  + " ELSE CAST(to_json(list) AS VARCHAR) END"),
          macro(
              "odps_get_json_objects(j, p)",
              "CASE WHEN json_valid(j) THEN odps_json_found(json_extract(j, p)) END"),
          macro("odps_json_pointer(name)", "'/' || replace(replace(name, '~', '~0'), '/', '~1')"),
          macro(
              "odps_checked_path(p)",
              "CASE WHEN NOT starts_with(p, '$') THEN NULL"
                  + " WHEN NOT contains(p, '*') AND NOT contains(p, '[''') THEN p"
                  + " ELSE error('JSON path ''' || p || ''', no literal, is not supported') END"),
          macro("odps_array_position(list, x)", "coalesce(list_position(list, x), 0)"),
          macro("odps_array_remove(list, x)", "list_filter(list, lambda e: e IS DISTINCT FROM x)"),
          macro(
              "odps_array_distinct(list)",
              "list_filter(list, lambda e, i: len(list_filter(list[1:i],"
                  + " lambda f: f IS NOT DISTINCT FROM e)) = 1)"),
          macro(
              "odps_any_match(found)",
              "CASE WHEN found IS NULL THEN NULL WHEN list_contains(found, TRUE) THEN TRUE"
                  + " WHEN len(list_filter(found, lambda e: e IS NULL)) > 0 THEN NULL"
                  + " ELSE FALSE END"),
          macro(
              "odps_all_match(found)",
              "CASE WHEN found IS NULL THEN NULL WHEN list_contains(found, FALSE) THEN FALSE"
                  + " WHEN len(list_filter(found, lambda e: e IS NULL)) > 0 THEN NULL"
                  + " ELSE TRUE END"),
          macro(
              "odps_longer_range(a, b)",
              "CASE WHEN a IS NOT NULL AND b IS NOT NULL"
                  + " THEN range(1, greatest(len(a), len(b)) + 1) END"),
          macro(
              "odps_compared(x)",
              "CASE WHEN x IS NULL THEN error('the comparison of array_sort gives NULL')"
                  + " ELSE x END"),
          macro(
              "odps_inserted(list, x, place)",
              "list_concat(list_concat(list[1:place], [x]), list[place + 1:len(list)])"),
          macro(
              "odps_map_of(entries)",
              "CASE WHEN len(list_filter(entries, lambda e: e.key IS NULL)) > 0"
                  + " THEN error('a key of a map is NULL')"
                  + " ELSE map_from_entries(list_filter(entries, lambda e, i:"
                  + " NOT list_contains(list_transform(entries[i + 1:len(entries)],"
                  + " lambda f: f.key), e.key))) END"),
          macro(
              "odps_slice(list, start, n)",
              "CASE WHEN start = 0 THEN error('slice counts elements from 1')"
                  + " WHEN start < 0 THEN list_slice(list, len(list) + start + 1,"
                  + " len(list) + start + n)"
                  + " ELSE list_slice(list, start, start + n - 1) END"),
          macro(
              "odps_sequence(a, b)",
              "CASE WHEN a <= b THEN generate_series(CAST(a AS BIGINT), CAST(b AS BIGINT))"
                  + " ELSE generate_series(CAST(a AS BIGINT), CAST(b AS BIGINT), -1) END"),
          macro(
              "odps_next_weekday(d, n)",
              "CAST(d + CAST(((n - isodow(d) + 6) % 7) + 1 AS INTEGER) AS DATE)"));

  private DialectMacros() {}

  private static String macro(String head, String body) {
    return "CREATE OR REPLACE MACRO " + head + " AS " + body;
  }
}

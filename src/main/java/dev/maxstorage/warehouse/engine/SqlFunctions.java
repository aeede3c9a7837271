package dev.maxstorage.warehouse.engine;

import static dev.maxstorage.warehouse.engine.FunctionForms.aggregateNamed;
import static dev.maxstorage.warehouse.engine.FunctionForms.constant;
import static dev.maxstorage.warehouse.engine.FunctionForms.datePart;
import static dev.maxstorage.warehouse.engine.FunctionForms.instr;
import static dev.maxstorage.warehouse.engine.FunctionForms.interval;
import static dev.maxstorage.warehouse.engine.FunctionForms.list;
import static dev.maxstorage.warehouse.engine.FunctionForms.macro;
import static dev.maxstorage.warehouse.engine.FunctionForms.named;
import static dev.maxstorage.warehouse.engine.FunctionForms.ofString;
import static dev.maxstorage.warehouse.engine.FunctionForms.ofStrings;
import static dev.maxstorage.warehouse.engine.FunctionForms.plainPattern;
import static dev.maxstorage.warehouse.engine.FunctionForms.same;
import static dev.maxstorage.warehouse.engine.FunctionForms.unit;

import dev.maxstorage.warehouse.engine.SqlFunction.Form;
import dev.maxstorage.warehouse.engine.SqlFunction.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions that SQL may call, and how each is written for DuckDB: under its own name where
 * DuckDB means the same, under another, or as a macro {@code odps_..} of {@link DialectMacros}.
 */
final class SqlFunctions {
  private static final int ANY = Integer.MAX_VALUE;
  private static final Map<String, SqlFunction> TABLE = new HashMap<>();

  private SqlFunctions() {}

  /** The function of this name in lower case, null if there is none. */
  static @Nullable SqlFunction find(String name) {
    return TABLE.get(name);
  }

  /** The names of all functions. */
  static Set<String> names() {
    return Set.copyOf(TABLE.keySet());
  }

  static {
    numbers();
    strings();
    dates();
    nested();
    conditions();
    aggregates();
    windows();
  }

  private static void numbers() {
    for (String name :
        words(
            "abs exp ln log2 log10 sqrt cbrt sin cos tan asin acos atan sinh cosh tanh degrees"
                + " radians bin hex unhex isnan")) {
      scalar(name, 1, 1, same());
    }
    scalar("atan2", 2, 2, same());
    scalar("pow", 2, 2, same());
    scalar("power", 2, 2, named("pow"));
    scalar("log", 2, 2, same());
    scalar("pi", 0, 0, same());
    scalar("e", 0, 0, call -> "exp(1)");
    scalar("rand", 0, 0, named("random"));
    scalar("sign", 1, 1, call -> "CAST(sign(" + call.argument(0) + ") AS DOUBLE)");
    scalar("ceil", 1, 1, call -> "CAST(ceil(" + call.argument(0) + ") AS BIGINT)");
    scalar("ceiling", 1, 1, call -> "CAST(ceil(" + call.argument(0) + ") AS BIGINT)");
    scalar("floor", 1, 1, call -> "CAST(floor(" + call.argument(0) + ") AS BIGINT)");
    scalar("round", 1, 2, same());
    scalar("trunc", 1, 2, same());
    scalar("mod", 2, 2, macro());
    scalar("factorial", 1, 1, call -> "CAST(factorial(" + call.argument(0) + ") AS BIGINT)");
  }

  private static void strings() {
    scalar("length", 1, 1, call -> "length(" + call.string(0) + ")");
    scalar("char_length", 1, 1, call -> "length(" + call.string(0) + ")");
    scalar("lengthb", 1, 1, call -> "strlen(" + call.string(0) + ")");
    scalar("concat", 1, ANY, call -> "odps_joined(" + call.strings(0, " || ") + ")");
    scalar("concat_ws", 2, ANY, ofStrings("concat_ws"));
    for (String name : words("lower upper reverse ascii md5 sha1")) {
      scalar(name, 1, 1, ofStrings(name));
    }
    for (String name : words("trim ltrim rtrim")) {
      scalar(name, 1, 2, ofStrings(name));
    }
    for (String name : words("replace translate")) {
      scalar(name, 3, 3, ofStrings(name));
    }
    scalar("tolower", 1, 1, ofStrings("lower"));
    scalar("toupper", 1, 1, ofStrings("upper"));
    scalar("sha", 1, 1, ofStrings("sha1"));
    scalar("substr", 2, 3, FunctionForms::substr);
    scalar("substring", 2, 3, FunctionForms::substr);
    scalar("instr", 2, 3, call -> instr(call, 0, 1));
    scalar("locate", 2, 3, call -> instr(call, 1, 0));
    scalar("lpad", 3, 3, FunctionForms::pad);
    scalar("rpad", 3, 3, FunctionForms::pad);
    scalar("repeat", 2, 2, ofString("odps_repeat"));
    scalar("space", 1, 1, call -> "odps_repeat(' ', " + call.argument(0) + ")");
    scalar("chr", 1, 1, call -> "chr(CAST(" + call.argument(0) + " AS INTEGER))");
    scalar("split", 2, 3, ofString("odps_split"));
    scalar("split_part", 3, 3, ofString("split_part"));
    scalar("regexp_replace", 3, 3, ofString("odps_regexp_replace"));
    scalar("regexp_extract", 2, 3, FunctionForms::regexpExtract);
    scalar("regexp_count", 2, 2, ofString("odps_regexp_count"));
    scalar("regexp_substr", 2, 2, ofString("odps_regexp_substr"));
    scalar("get_json_object", 2, 2, FunctionForms::jsonObject);
    scalar(
        "to_char",
        1,
        2,
        call ->
            call.count() == 1
                ? call.string(0)
                : "strftime(odps_local(" + call.argument(0) + "), " + plainPattern(call, 1) + ")");
  }

  private static void dates() {
    for (String part :
        words("year quarter month day dayofmonth hour minute second dayofyear weekofyear")) {
      scalar(part, 1, 1, call -> datePart(part, call.argument(0)));
    }
    scalar("weekday", 1, 1, call -> "(isodow(odps_local(" + call.argument(0) + ")) - 1)");
    scalar("getdate", 0, 0, call -> "date_trunc('second', current_timestamp)");
    scalar("now", 0, 0, call -> "date_trunc('millisecond', current_timestamp)");
    scalar("current_timestamp", 0, 0, call -> "CAST(current_timestamp AS TIMESTAMPTZ_NS)");
    scalar("current_date", 0, 0, call -> "current_date");
    scalar(
        "datediff",
        2,
        3,
        call ->
            "date_diff('%s', odps_local(%s), odps_local(%s))"
                .formatted(
                    call.count() == 2 ? "day" : unit(call, 2), call.argument(1), call.argument(0)));
    scalar(
        "dateadd",
        3,
        3,
        call ->
            "odps_dateadd(%s, %s(CAST(%s AS INTEGER)), '%s')"
                .formatted(
                    call.argument(0), interval(unit(call, 2)), call.argument(1), unit(call, 2)));
    scalar(
        "date_add",
        2,
        2,
        call ->
            "(odps_date(" + call.argument(0) + ") + CAST(" + call.argument(1) + " AS INTEGER))");
    scalar(
        "date_sub",
        2,
        2,
        call ->
            "(odps_date(" + call.argument(0) + ") - CAST(" + call.argument(1) + " AS INTEGER))");
    scalar(
        "datetrunc",
        2,
        2,
        call -> "odps_datetrunc(" + call.argument(0) + ", '" + unit(call, 1) + "')");
    scalar(
        "datepart",
        2,
        2,
        call -> "date_part('" + unit(call, 1) + "', odps_local(" + call.argument(0) + "))");
    scalar("last_day", 1, 1, call -> "last_day(odps_date(" + call.argument(0) + "))");
    scalar(
        "to_date",
        1,
        2,
        call ->
            call.count() == 1
                ? "odps_date(" + call.argument(0) + ")"
                : "CAST(strptime("
                    + call.argument(0)
                    + ", "
                    + plainPattern(call, 1)
                    + ") AS TIMESTAMPTZ)");
    scalar(
        "date_format",
        2,
        2,
        call ->
            "strftime(odps_local("
                + call.argument(0)
                + "), "
                + DuckSql.string(DatePatterns.cased(constant(call, 1)))
                + ")");
    scalar(
        "unix_timestamp",
        0,
        1,
        call ->
            call.count() == 0
                ? "CAST(floor(epoch(current_timestamp)) AS BIGINT)"
                : "CAST(floor(epoch(odps_instant(" + call.argument(0) + "))) AS BIGINT)");
    scalar("from_unixtime", 1, 1, call -> "to_timestamp(CAST(" + call.argument(0) + " AS BIGINT))");
    scalar("to_millis", 1, 1, call -> "epoch_ms(odps_instant(" + call.argument(0) + "))");
  }

  private static void nested() {
    scalar("array", 0, ANY, named("list_value"));
    scalar("size", 1, 1, macro());
    scalar("array_contains", 2, 2, named("list_contains"));
    scalar("sort_array", 1, 1, call -> "list_sort(" + call.argument(0) + ", 'ASC', 'NULLS FIRST')");
    scalar("array_distinct", 1, 1, named("list_distinct"));
    scalar("array_join", 2, 2, named("array_to_string"));
    scalar("map_keys", 1, 1, same());
    scalar("map_values", 1, 1, same());
    scalar("map", 0, ANY, FunctionForms::map);
    scalar("named_struct", 2, ANY, FunctionForms::namedStruct);
  }

  private static void conditions() {
    scalar("nvl", 2, 2, named("coalesce"));
    scalar("coalesce", 1, ANY, same());
    scalar("nullif", 2, 2, same());
    scalar(
        "if",
        3,
        3,
        call ->
            "CASE WHEN %s THEN %s ELSE %s END"
                .formatted(call.argument(0), call.argument(1), call.argument(2)));
    scalar("greatest", 2, ANY, FunctionForms::unlessAnyNull);
    scalar("least", 2, ANY, FunctionForms::unlessAnyNull);
    scalar("isnull", 1, 1, call -> "(" + call.argument(0) + " IS NULL)");
    scalar("isnotnull", 1, 1, call -> "(" + call.argument(0) + " IS NOT NULL)");
  }

  private static void aggregates() {
    aggregate("count", 1, ANY, FunctionForms::count);
    for (String name : words("sum avg min max median any_value var_pop var_samp stddev_samp")) {
      aggregate(name, 1, 1, aggregateNamed(name));
    }
    aggregate("stddev", 1, 1, aggregateNamed("stddev_pop"));
    aggregate("stddev_pop", 1, 1, aggregateNamed("stddev_pop"));
    aggregate("variance", 1, 1, aggregateNamed("var_pop"));
    aggregate("covar_pop", 2, 2, aggregateNamed("covar_pop"));
    aggregate("covar_samp", 2, 2, aggregateNamed("covar_samp"));
    aggregate("corr", 2, 2, aggregateNamed("corr"));
    aggregate("max_by", 2, 2, aggregateNamed("arg_max"));
    aggregate("min_by", 2, 2, aggregateNamed("arg_min"));
    aggregate("percentile", 2, 2, aggregateNamed("quantile_cont"));
    aggregate("approx_distinct", 1, 1, aggregateNamed("approx_count_distinct"));
    aggregate("count_if", 1, 1, call -> call.asWhere("count", "*", call.argument(0)));
    aggregate(
        "wm_concat", 2, 2, call -> call.as("string_agg", call.string(1) + ", " + call.argument(0)));
    aggregate("collect_list", 1, 1, FunctionForms::list);
    aggregate("collect_set", 1, 1, call -> list(call.withDistinct()));
    aggregate("grouping", 1, 1, aggregateNamed("grouping"));
  }

  private static void windows() {
    for (String name :
        words(
            "row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value"
                + " last_value nth_value")) {
      TABLE.put(name, new SqlFunction(name, Kind.WINDOW, 0, 3, call -> call.as(name, call.list())));
    }
  }

  private static void scalar(String name, int least, int most, Form form) {
    TABLE.put(name, new SqlFunction(name, Kind.SCALAR, least, most, form));
  }

  private static void aggregate(String name, int least, int most, Form form) {
    TABLE.put(name, new SqlFunction(name, Kind.AGGREGATE, least, most, form));
  }

  private static String[] words(String words) {
    return words.split(" ");
  }
}

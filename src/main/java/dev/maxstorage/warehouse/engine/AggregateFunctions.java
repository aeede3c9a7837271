package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Decimal;
import java.util.stream.Collectors;

/** Functions of many rows. */
final class AggregateFunctions {
  private AggregateFunctions() {}

  static void addTo(FunctionTable table) {
    counts(table);
    sums(table);
    statistics(table);
    collections(table);
  }

  private static void counts(FunctionTable table) {
    table.aggregate("count(*) -> bigint", call -> call.as("count", "*"));
    table.aggregate("count(any) -> bigint", "count");
    table.aggregate("count(any, any...) -> bigint", AggregateFunctions::countSeveral);
    table.aggregate("count_if(boolean) -> bigint", call -> call.asWhere("count", "*", call.sql(0)));
    table.aggregate("approx_distinct(any) -> bigint", "approx_count_distinct");
    table.aggregate("grouping(any) -> bigint", "grouping");
  }

  /** COUNT of several columns counts the rows in which none is NULL. */
  private static String countSeveral(FunctionCall call) {
    String noNull =
        call.arguments().stream()
            .map(argument -> "(" + argument.sql() + ") IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    return call.asWhere("count", call.distinct() ? "(" + call.list(0) + ")" : "*", noNull);
  }

  private static void sums(FunctionTable table) {
    table.aggregate(
        "sum(integer) -> bigint", call -> "CAST(" + call.as("sum", call.sql(0)) + " AS BIGINT)");
    table.typedAggregate(
        "sum(decimal) -> decimal",
        call -> SqlValue.of(call.as("sum", call.sql(0)), sum((Decimal) call.argument(0).type())));
    table.aggregate("sum(double) -> double", "sum");
    table.aggregate("avg(integer) -> double", "avg");
    table.typedAggregate("avg(decimal) -> decimal", AggregateFunctions::mean);
    table.aggregate("avg(double) -> double", "avg");
    table.aggregate("min(any) -> same", "min");
    table.aggregate("max(any) -> same", "max");
    table.aggregate("any_value(any) -> same", "any_value");
    table.aggregate("max_by(any, any) -> same", "arg_max");
    table.aggregate("min_by(any, any) -> same", "arg_min");
  }

  private static Decimal sum(Decimal of) {
    return new Decimal(38, of.scale());
  }

  private static SqlValue mean(FunctionCall call) {
    return Arithmetic.quotient(
        call.as("sum", call.sql(0)),
        call.as("count", call.sql(0)),
        SqlTypes.mean((Decimal) call.argument(0).type()));
  }

  private static void statistics(FunctionTable table) {
    for (String name : "var_pop var_samp stddev_pop stddev_samp median".split(" ")) {
      table.aggregate(name + "(double) -> double", name);
    }
    table.aggregate("stddev(double) -> double", "stddev_pop");
    table.aggregate("variance(double) -> double", "var_pop");
    for (String name : "covar_pop covar_samp corr".split(" ")) {
      table.aggregate(name + "(double, double) -> double", name);
    }
    table.aggregate("percentile(double, double) -> double", "quantile_cont");
    table.aggregate("percentile_approx(double, double) -> double", "quantile_cont");
    table.aggregate("bitwise_and_agg(bigint) -> bigint", "bit_and");
    table.aggregate("bitwise_or_agg(bigint) -> bigint", "bit_or");
    table.aggregate("bitwise_xor_agg(bigint) -> bigint", "bit_xor");
  }

  private static void collections(FunctionTable table) {
    table.aggregate(
        "wm_concat(string, string) -> string",
        call -> call.as("string_agg", call.sql(1) + ", " + call.sql(0)));
    table.typedAggregate("collect_list(any) -> array", AggregateFunctions::list);
    table.typedAggregate("collect_set(any) -> array", call -> list(call.withDistinct()));
  }

  /** The values that are not NULL; no such value gives an empty array. */
  private static SqlValue list(FunctionCall call) {
    String notNull = "(" + call.sql(0) + ") IS NOT NULL";
    return SqlValue.of(
        "coalesce(" + call.asWhere("list", call.sql(0), notNull) + ", [])",
        new OdpsType.Array(call.argument(0).type()));
  }
}

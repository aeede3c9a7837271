package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;

/** Mathematical functions. */
final class NumberFunctions {
  private NumberFunctions() {}

  static void addTo(FunctionTable table) {
    for (String name :
        ("acos asin atan cbrt cos cosh cot degrees exp ln log10 log2 radians sin sinh sqrt tan"
                + " tanh")
            .split(" ")) {
      table.scalar(name + "(double) -> double", name + "($1)");
    }
    table.scalar("atan2(double, double) -> double", "atan2($1, $2)");
    table.scalar("log(double, double) -> double", "log($1, $2)");
    table.scalar("pow(double, double) -> double", "pow($1, $2)");
    table.scalar("power(double, double) -> double", "pow($1, $2)");
    table.scalar("pi() -> double", "pi()");
    table.scalar("e() -> double", "exp(1)");
    table.scalar("rand() -> double", "random()");
    table.scalar("isnan(double) -> boolean", "isnan($1)");
    table.scalar("abs(integer) -> same", "abs($1)");
    table.scalar("abs(decimal) -> same", "abs($1)");
    table.scalar("abs(double) -> double", "abs($1)");
    table.scalar("negative(number) -> same", "(- $1)");
    table.scalar("positive(number) -> same", "$1");
    table.scalar("sign(number) -> double", "CAST(sign($1) AS DOUBLE)");
    table.scalar("ceil(number) -> bigint", "CAST(ceil($1) AS BIGINT)");
    table.scalar("ceiling(number) -> bigint", "CAST(ceil($1) AS BIGINT)");
    table.scalar("floor(number) -> bigint", "CAST(floor($1) AS BIGINT)");
    rounding(table, "round");
    rounding(table, "trunc");
    table.scalar(
        "mod(number, number) -> common",
        call -> Arithmetic.remainder(call.argument(0), call.argument(1)));
    table.scalar("factorial(int) -> bigint", "CAST(factorial($1) AS BIGINT)");
    table.scalar("bin(bigint) -> string", "bin($1)");
    table.scalar("hex(integer) -> string", "hex($1)");
    table.scalar("hex(string) -> string", "hex($1)");
    table.scalar("hex(binary) -> string", "hex($1)");
    table.scalar("unhex(string) -> binary", "unhex($1)");
    table.scalar(
        "conv(string, int, int) -> string",
        "odps_conv($1, CAST($2 AS VARCHAR), CAST($3 AS VARCHAR))");
    table.scalar(
        "format_number(number, int) -> string",
        "odps_format_number(CAST($1 AS VARCHAR), CAST($2 AS VARCHAR))");
  }

  /** A DECIMAL keeps its type, other numbers become DOUBLE. */
  private static void rounding(FunctionTable table, String name) {
    table.scalar(name + "(decimal) -> same", call -> same(call, name + "(" + call.sql(0) + ")"));
    table.scalar(
        name + "(decimal, int) -> same", call -> same(call, name + "(" + call.list(0) + ")"));
    table.scalar(name + "(double) -> double", name + "($1)");
    table.scalar(name + "(double, int) -> double", name + "($1, $2)");
  }

  private static SqlValue same(FunctionCall call, String sql) {
    OdpsType type = call.argument(0).type();
    return SqlValue.of("CAST(" + sql + " AS " + DuckSql.type(type) + ")", type);
  }
}

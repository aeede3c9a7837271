package dev.maxstorage.warehouse.engine;

/** Functions that need OVER. */
final class WindowFunctions {
  private WindowFunctions() {}

  static void addTo(FunctionTable table) {
    for (String name : new String[] {"row_number", "rank", "dense_rank"}) {
      table.window(name + "() -> bigint", name);
    }
    for (String name : new String[] {"percent_rank", "cume_dist"}) {
      table.window(name + "() -> double", name);
    }
    table.window("ntile(bigint) -> bigint", "ntile");
    for (String name : new String[] {"lag", "lead"}) {
      table.window(name + "(any) -> same", name);
      table.window(name + "(any, bigint) -> same", name);
      table.window(name + "(common, bigint, common) -> common", name);
    }
    for (String name : new String[] {"first_value", "last_value"}) {
      table.window(name + "(any) -> same", name);
      table.window(name + "(any, boolean) -> same", call -> ignoring(call, name, call.sql(0), 1));
    }
    table.window("nth_value(any, bigint) -> same", "nth_value");
    table.window(
        "nth_value(any, bigint, boolean) -> same",
        call -> ignoring(call, "nth_value", call.sql(0) + ", " + call.sql(1), 2));
  }

  /** The last argument says whether NULLs are passed over. */
  private static SqlValue ignoring(FunctionCall call, String name, String arguments, int flag) {
    String value = call.sql(flag);
    if (!value.equals("TRUE") && !value.equals("FALSE")) {
      throw new UnsupportedFormException(name + " whose last argument is not true or false");
    }
    String nulls = value.equals("TRUE") ? " IGNORE NULLS" : "";
    return SqlValue.of(call.as(name, arguments + nulls), call.argument(0).type());
  }
}

package dev.maxstorage.warehouse.engine;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A call of a function, its parts translated.
 *
 * @param name in lower case
 * @param distinct whether DISTINCT stands before the arguments
 * @param ignoreNulls whether IGNORE NULLS stands after them
 * @param order the ORDER BY of WITHIN GROUP, without the words ORDER BY; empty if there is none
 * @param filter the condition of FILTER, empty if there is none
 * @param over the window or its name, empty if there is no OVER
 */
record FunctionCall(
    String name,
    List<SqlValue> arguments,
    boolean distinct,
    boolean ignoreNulls,
    String order,
    String filter,
    String over) {

  /** A call without DISTINCT, FILTER, ORDER BY and OVER. */
  static FunctionCall plain(String name, List<SqlValue> arguments) {
    return new FunctionCall(name, arguments, false, false, "", "", "");
  }

  FunctionCall with(List<SqlValue> others) {
    return new FunctionCall(name, others, distinct, ignoreNulls, order, filter, over);
  }

  /** The same call with DISTINCT before its arguments. */
  FunctionCall withDistinct() {
    return new FunctionCall(name, arguments, true, ignoreNulls, order, filter, over);
  }

  int count() {
    return arguments.size();
  }

  SqlValue argument(int index) {
    return arguments.get(index);
  }

  /** The DuckDB text of an argument. */
  String sql(int index) {
    return arguments.get(index).sql();
  }

  /** The DuckDB text of the arguments from one on, joined by commas. */
  String list(int from) {
    return arguments.stream().skip(from).map(SqlValue::sql).collect(Collectors.joining(", "));
  }

  /**
   * The value of an argument that is a string literal.
   *
   * @throws UnsupportedFormException if it is anything else
   */
  String constant(int index) {
    String value = arguments.get(index).constant();
    if (value == null) {
      throw new UnsupportedFormException(
          name + " whose argument " + (index + 1) + " is not a string literal");
    }
    return value;
  }

  /** A call of a DuckDB aggregate with this call's DISTINCT, ORDER BY, FILTER and OVER. */
  String as(String function, String argumentList) {
    return as(function, argumentList, filter);
  }

  /** Like {@link #as(String, String)}, and only rows in which the condition holds as well. */
  String asWhere(String function, String argumentList, String condition) {
    return as(function, argumentList, filter.isEmpty() ? condition : filter + " AND " + condition);
  }

  private String as(String function, String argumentList, String condition) {
    return function
        + "("
        + (distinct ? "DISTINCT " : "")
        + argumentList
        + (order.isEmpty() ? "" : " ORDER BY " + order)
        + (ignoreNulls ? " IGNORE NULLS" : "")
        + ")"
        + (condition.isEmpty() ? "" : " FILTER (WHERE " + condition + ")")
        + (over.isEmpty() ? "" : " OVER " + over);
  }
}

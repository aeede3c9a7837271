package dev.maxstorage.warehouse.engine;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A call of a function, its parts written as DuckDB SQL.
 *
 * @param name in lower case
 * @param arguments each as DuckDB text
 * @param constants the values of arguments that are string literals, null for the others
 * @param distinct whether DISTINCT stands before the arguments
 * @param order the ORDER BY of WITHIN GROUP, without the words ORDER BY; empty if there is none
 * @param filter the condition of FILTER, empty if there is none
 * @param over the window or its name, empty if there is no OVER
 */
record FunctionCall(
    String name,
    List<String> arguments,
    List<@Nullable String> constants,
    boolean distinct,
    String order,
    String filter,
    String over) {

  int count() {
    return arguments.size();
  }

  String argument(int index) {
    return arguments.get(index);
  }

  /** All arguments, joined by commas. */
  String list() {
    return String.join(", ", arguments);
  }

  /** An argument as VARCHAR, in the form that MaxCompute gives its type. */
  String string(int index) {
    return constants.get(index) != null
        ? arguments.get(index)
        : ExpressionTranslator.string(arguments.get(index));
  }

  /** All arguments from one on, as VARCHAR. */
  String strings(int from, String separator) {
    return IntStream.range(from, count())
        .mapToObj(this::string)
        .collect(Collectors.joining(separator));
  }

  /** The same call with DISTINCT before its arguments. */
  FunctionCall withDistinct() {
    return new FunctionCall(name, arguments, constants, true, order, filter, over);
  }

  /** A call of a DuckDB function with this call's DISTINCT, FILTER and OVER. */
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
        + ")"
        + (condition.isEmpty() ? "" : " FILTER (WHERE " + condition + ")")
        + (over.isEmpty() ? "" : " OVER " + over);
  }
}

package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.SqlFunction.Form;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which calls are written for DuckDB; {@link SqlFunctions} says which function has
 * which.
 */
final class FunctionForms {
  private FunctionForms() {}

  /** A part of a date or time, as INT. */
  static String datePart(String part, String value) {
    return "CAST(" + part + "(odps_local(" + value + ")) AS INTEGER)";
  }

  static Form same() {
    return call -> call.name() + "(" + call.list() + ")";
  }

  static Form named(String duckName) {
    return call -> duckName + "(" + call.list() + ")";
  }

  static Form macro() {
    return call -> "odps_" + call.name() + "(" + call.list() + ")";
  }

  static Form aggregateNamed(String duckName) {
    return call -> call.as(duckName, call.list());
  }

  /** A DuckDB function all of whose arguments are strings. */
  static Form ofStrings(String duckName) {
    return call -> duckName + "(" + call.strings(0, ", ") + ")";
  }

  /** A DuckDB function whose first argument is a string. */
  static Form ofString(String duckName) {
    return call ->
        duckName
            + "("
            + call.string(0)
            + ", "
            + String.join(", ", call.arguments().subList(1, call.count()))
            + ")";
  }

  /** DuckDB's own substr where the numbers are constants that both mean alike. */
  static String substr(FunctionCall call) {
    boolean alike =
        call.arguments().stream().skip(1).allMatch(number -> number.matches("[1-9]\\d{0,8}"));
    return ofString(alike ? "substr" : "odps_substr").text(call);
  }

  static String instr(FunctionCall call, int text, int searched) {
    String both = call.string(text) + ", " + call.string(searched);
    return call.count() == 2
        ? "instr(" + both + ")"
        : "odps_instr(" + both + ", " + call.argument(2) + ")";
  }

  static String pad(FunctionCall call) {
    return "%s(%s, CAST(%s AS INTEGER), %s)"
        .formatted(call.name(), call.string(0), call.argument(1), call.string(2));
  }

  /** COUNT of several columns counts the rows in which none is NULL. */
  static String count(FunctionCall call) {
    if (call.count() == 1) {
      return call.as("count", call.list());
    }
    String noNull =
        call.arguments().stream()
            .map(argument -> "(" + argument + ") IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    return call.asWhere("count", call.distinct() ? "(" + call.list() + ")" : "*", noNull);
  }

  /** The values that are not NULL; no such value gives an empty array. */
  static String list(FunctionCall call) {
    String notNull = "(" + call.argument(0) + ") IS NOT NULL";
    return "coalesce(" + call.asWhere("list", call.argument(0), notNull) + ", [])";
  }

  static String unlessAnyNull(FunctionCall call) {
    String anyNull =
        call.arguments().stream()
            .map(argument -> "(" + argument + ") IS NULL")
            .collect(Collectors.joining(" OR "));
    return "CASE WHEN " + anyNull + " THEN NULL ELSE " + call.name() + "(" + call.list() + ") END";
  }

  /** DuckDB wants the group number as a constant. */
  static String regexpExtract(FunctionCall call) {
    String group = call.count() == 3 ? call.argument(2) : "1";
    if (!group.matches("\\d")) {
      throw new UnsupportedFormException("regexp_extract with a group that is not 0 to 9");
    }
    return "regexp_extract(" + call.string(0) + ", " + call.argument(1) + ", " + group + ")";
  }

  /** A path with a star gives several values, for which DuckDB has another form. */
  static String jsonObject(FunctionCall call) {
    String path = constant(call, 1);
    if (!path.startsWith("$") || path.contains("*")) {
      throw new UnsupportedFormException("JSON path '" + path + "'");
    }
    return "odps_get_json_object(" + call.string(0) + ", " + call.argument(1) + ")";
  }

  static String map(FunctionCall call) {
    if (call.count() % 2 != 0) {
      throw new UnsupportedFormException("map with a key that has no value");
    }
    StringBuilder keys = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < call.count(); i += 2) {
      keys.append(i == 0 ? "" : ", ").append(call.argument(i));
      values.append(i == 0 ? "" : ", ").append(call.argument(i + 1));
    }
    return "map([" + keys + "], [" + values + "])";
  }

  static String namedStruct(FunctionCall call) {
    if (call.count() % 2 != 0) {
      throw new UnsupportedFormException("named_struct with a name that has no value");
    }
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < call.count(); i += 2) {
      String name = DuckSql.name(constant(call, i).toLowerCase(Locale.ROOT));
      members.append(i == 0 ? "" : ", ").append(name).append(" := ").append(call.argument(i + 1));
    }
    return "struct_pack(" + members + ")";
  }

  static String plainPattern(FunctionCall call, int index) {
    return DuckSql.string(DatePatterns.plain(constant(call, index)));
  }

  static String constant(FunctionCall call, int index) {
    @Nullable String value = call.constants().get(index);
    if (value == null) {
      throw new UnsupportedFormException(
          call.name() + " whose argument " + (index + 1) + " is not a string literal");
    }
    return value;
  }

  /** The date part that a unit of MaxCompute means, in DuckDB's words. */
  static String unit(FunctionCall call, int index) {
    String unit = constant(call, index).toLowerCase(Locale.ROOT);
    return switch (unit) {
      case "yyyy", "year" -> "year";
      case "mm", "month", "mon" -> "month";
      case "dd", "day" -> "day";
      case "hh", "hour" -> "hour";
      case "mi", "minute" -> "minute";
      case "ss", "second" -> "second";
      default -> throw new UnsupportedFormException(call.name() + " with unit '" + unit + "'");
    };
  }

  static String interval(String unit) {
    return "to_" + unit + "s";
  }
}

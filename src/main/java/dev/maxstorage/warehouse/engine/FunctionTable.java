package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import dev.maxstorage.warehouse.engine.SqlFunction.Form;
import dev.maxstorage.warehouse.engine.SqlFunction.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table of functions, filled line by line. A template is DuckDB text in which {@code $1} stands
 * for the first argument, {@code $*} for all of them and {@code $2*} for the second and those after
 * it.
 */
final class FunctionTable {
  private static final Pattern PLACE = Pattern.compile("\\$(\\d?)(\\*?)");

  private final Map<String, List<SqlFunction>> functions = new TreeMap<>();

  /** The forms of the functions, by name. */
  Map<String, List<SqlFunction>> functions() {
    return functions;
  }

  void scalar(String signature, String template) {
    Signature parsed = Signature.of(signature);
    add(parsed, Kind.SCALAR, call -> filled(parsed, template, call));
  }

  void scalar(String signature, Form form) {
    add(Signature.of(signature), Kind.SCALAR, form);
  }

  /** An aggregate that DuckDB has under this name, all arguments as they are. */
  void aggregate(String signature, String duckName) {
    Signature parsed = Signature.of(signature);
    add(
        parsed,
        Kind.AGGREGATE,
        call -> SqlValue.of(call.as(duckName, call.list(0)), parsed.result(call.arguments())));
  }

  /** An aggregate whose type its form tells. */
  void typedAggregate(String signature, Form form) {
    add(Signature.of(signature), Kind.AGGREGATE, form);
  }

  /** An aggregate whose text is given, of the signature's type. */
  void aggregate(String signature, Function<FunctionCall, String> text) {
    Signature parsed = Signature.of(signature);
    add(
        parsed,
        Kind.AGGREGATE,
        call -> SqlValue.of(text.apply(call), parsed.result(call.arguments())));
  }

  void window(String signature, String duckName) {
    Signature parsed = Signature.of(signature);
    add(
        parsed,
        Kind.WINDOW,
        call -> SqlValue.of(call.as(duckName, call.list(0)), parsed.result(call.arguments())));
  }

  void window(String signature, Form form) {
    add(Signature.of(signature), Kind.WINDOW, form);
  }

  private void add(Signature signature, Kind kind, Form form) {
    functions
        .computeIfAbsent(signature.name(), name -> new ArrayList<>())
        .add(new SqlFunction(signature, kind, form));
  }

  private static SqlValue filled(Signature signature, String template, FunctionCall call) {
    OdpsType type = signature.result(call.arguments());
    Matcher place = PLACE.matcher(template);
    StringBuilder text = new StringBuilder();
    while (place.find()) {
      int index = place.group(1).isEmpty() ? 0 : Integer.parseInt(place.group(1)) - 1;
      String argument = place.group(2).isEmpty() ? call.sql(index) : call.list(index);
      place.appendReplacement(text, Matcher.quoteReplacement(argument));
    }
    return SqlValue.of(place.appendTail(text).toString(), type);
  }
}

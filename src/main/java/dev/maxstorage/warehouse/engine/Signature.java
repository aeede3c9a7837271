package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsTypeParser;
import java.util.ArrayList;
import java.util.List;

/**
 * What a function is called, takes and gives, such as {@code concat_ws(string, string...) ->
 * string}.
 *
 * <p>A last parameter with dots stands for one or more. The result is a type, or {@code same}, the
 * type of the first argument, or {@code common}, that of the arguments of this kind, or {@code
 * element}, that of the elements of the array given first.
 *
 * @param text all of it
 */
record Signature(
    String text, String name, List<ParameterKind> parameters, boolean variadic, String result) {

  static Signature of(String text) {
    int open = text.indexOf('(');
    int close = text.indexOf(") -> ");
    String inside = text.substring(open + 1, close);
    List<ParameterKind> parameters = new ArrayList<>();
    boolean none = inside.isEmpty() || inside.equals("*");
    for (String word : none ? new String[0] : inside.split(", ")) {
      parameters.add(ParameterKind.of(word.replace("...", "")));
    }
    return new Signature(
        text,
        text.substring(0, open),
        List.copyOf(parameters),
        inside.endsWith("..."),
        text.substring(close + ") -> ".length()));
  }

  boolean takes(int count) {
    return variadic ? count >= parameters.size() : count == parameters.size();
  }

  private ParameterKind parameter(int index) {
    return parameters.get(Math.min(index, parameters.size() - 1));
  }

  /** Whether the arguments, of the right number, are taken as they are. */
  boolean takes(List<SqlValue> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (!parameter(i).takes(arguments.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The arguments, of the right number, as the function takes them. */
  List<SqlValue> converted(List<SqlValue> arguments) {
    List<SqlValue> converted = new ArrayList<>();
    List<SqlValue> common = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      converted.add(parameter(i).of(arguments.get(i)));
      if (parameter(i) == ParameterKind.COMMON) {
        common.add(converted.get(i));
      }
    }
    List<SqlValue> alike = common.isEmpty() ? common : ConditionTranslator.alike(common);
    int next = 0;
    for (int i = 0; i < arguments.size(); i++) {
      if (parameter(i) == ParameterKind.COMMON) {
        converted.set(i, alike.get(next++));
      }
    }
    return converted;
  }

  /** The type of the result for converted arguments. */
  OdpsType result(List<SqlValue> arguments) {
    return switch (result) {
      case "same" -> arguments.get(0).type();
      case "common" -> arguments.get(parameters.indexOf(ParameterKind.COMMON)).type();
      case "element" -> ((OdpsType.Array) arguments.get(0).type()).element();
      default -> OdpsTypeParser.parse(result);
    };
  }
}

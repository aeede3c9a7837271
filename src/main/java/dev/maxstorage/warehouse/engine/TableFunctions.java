package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.expr.SQLMethodInvokeExpr;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes functions that give rows, for LATERAL VIEW and for a SELECT that has nothing else. Their
 * names stand in the page on SQL: explode, posexplode, inline, stack and json_tuple.
 */
final class TableFunctions {
  private static final Set<String> NAMES =
      Set.of("explode", "posexplode", "inline", "stack", "json_tuple");

  private final Translation translation;
  private final ExpressionTranslator expressions;

  TableFunctions(Translation translation, ExpressionTranslator expressions) {
    this.translation = translation;
    this.expressions = expressions;
  }

  static boolean has(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * The rows of a call.
   *
   * @param names of the columns, empty for those that the function gives
   */
  TypedQuery rows(SQLMethodInvokeExpr call, List<String> names) {
    String function = call.getMethodName().toLowerCase(Locale.ROOT);
    translation.standIns().use(function);
    List<SqlValue> arguments = expressions.values(call.getArguments());
    try {
      return switch (function) {
        case "explode" -> exploded(only(arguments), names);
        case "posexplode" -> withPositions(array(only(arguments)), names);
        case "inline" -> inlined(array(only(arguments)), names);
        case "stack" -> stacked(arguments, names);
        case "json_tuple" -> members(arguments, names);
        default -> throw translation.unsupported("table function " + function, function);
      };
    } catch (SqlTypeException e) {
      throw translation.semantic(function + ": " + e.reason(), function);
    }
  }

  private static SqlValue only(List<SqlValue> arguments) {
    if (arguments.size() != 1) {
      throw new SqlTypeException("one argument is wanted, not " + arguments.size());
    }
    return arguments.get(0);
  }

  private static SqlValue array(SqlValue value) {
    if (!(value.type() instanceof OdpsType.Array)) {
      throw Conversions.mismatch(value, "an array");
    }
    return value;
  }

  private static TypedQuery exploded(SqlValue value, List<String> names) {
    if (value.type() instanceof OdpsType.Map map) {
      return entries(
          "map_entries(" + value.sql() + ")",
          List.of("key", "value"),
          columns(names, List.of("key", "value"), List.of(map.key(), map.value())));
    }
    if (!(value.type() instanceof OdpsType.Array array)) {
      throw Conversions.mismatch(value, "an array or a map");
    }
    List<Column> columns = columns(names, List.of("col"), List.of(array.element()));
    return new TypedQuery("SELECT unnest(" + value.sql() + ") AS " + name(columns, 0), columns);
  }

  private static TypedQuery withPositions(SqlValue array, List<String> names) {
    List<Column> columns =
        columns(
            names, List.of("pos", "val"), List.of(SqlTypes.INT, LambdaFunctions.element(array)));
    return new TypedQuery(
        "SELECT unnest(CAST(range(len(%s)) AS INTEGER[])) AS %s, unnest(%s) AS %s"
            .formatted(array.sql(), name(columns, 0), array.sql(), name(columns, 1)),
        columns);
  }

  /** An array of structs, whose members become columns. */
  private static TypedQuery inlined(SqlValue array, List<String> names) {
    if (!(LambdaFunctions.element(array) instanceof OdpsType.Struct struct)) {
      throw Conversions.mismatch(array, "an array of structs");
    }
    List<String> members = struct.members().stream().map(OdpsType.Member::name).toList();
    List<OdpsType> types = struct.members().stream().map(OdpsType.Member::type).toList();
    List<String> usual = members.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    return entries(array.sql(), members, columns(names, usual, types));
  }

  /** {@code stack(n, v1, v2, ..)}: the values in n rows; NULL where they do not suffice. */
  private static TypedQuery stacked(List<SqlValue> arguments, List<String> names) {
    String count = arguments.isEmpty() ? "" : arguments.get(0).sql();
    if (!count.matches("[1-9]\\d{0,4}") || arguments.size() < 2) {
      throw new SqlTypeException("a number of rows, as a literal, and values are wanted");
    }
    int rows = Integer.parseInt(count);
    int width = (arguments.size() - 2) / rows + 1;
    List<List<SqlValue>> alike = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      List<SqlValue> values = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        int index = 1 + row * width + column;
        values.add(index < arguments.size() ? arguments.get(index) : SqlValue.nothing());
      }
      alike.add(ConditionTranslator.alike(values));
    }
    List<String> usual = IntStream.range(0, width).mapToObj(i -> "col" + i).toList();
    String structs =
        IntStream.range(0, rows)
            .mapToObj(
                row ->
                    IntStream.range(0, width)
                        .mapToObj(i -> usual.get(i) + " := " + alike.get(i).get(row).sql())
                        .collect(Collectors.joining(", ", "struct_pack(", ")")))
            .collect(Collectors.joining(", ", "[", "]"));
    List<OdpsType> types = alike.stream().map(values -> values.get(0).type()).toList();
    return entries(structs, usual, columns(names, usual, types));
  }

  /** The members of a JSON object, each under its name. */
  private static TypedQuery members(List<SqlValue> arguments, List<String> names) {
    List<String> paths = new ArrayList<>();
    List<String> usual = new ArrayList<>();
    for (SqlValue member : arguments.subList(Math.min(1, arguments.size()), arguments.size())) {
      if (member.constant() == null) {
        throw new SqlTypeException("a member's name that is not a string literal is not supported");
      }
      usual.add("c" + paths.size());
      paths.add("$.\"" + member.constant().replace("\"", "\\\"") + "\"");
    }
    if (paths.isEmpty()) {
      throw new SqlTypeException("JSON and names of members are wanted");
    }
    List<Column> columns =
        columns(names, usual, paths.stream().map(path -> SqlTypes.STRING).toList());
    List<String> values = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      values.add(
          "odps_get_json_object(%s, %s) AS %s"
              .formatted(
                  Conversions.string(arguments.get(0)).sql(),
                  DuckSql.string(paths.get(i)),
                  name(columns, i)));
    }
    return new TypedQuery("SELECT " + String.join(", ", values), columns);
  }

  /** The members of a list of structs as columns. */
  private static TypedQuery entries(String list, List<String> members, List<Column> columns) {
    String values =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "e." + DuckSql.name(members.get(i)) + " AS " + name(columns, i))
            .collect(Collectors.joining(", "));
    return new TypedQuery("SELECT " + values + " FROM (SELECT unnest(" + list + ") AS e)", columns);
  }

  private static List<Column> columns(
      List<String> names, List<String> usualNames, List<OdpsType> types) {
    List<String> given = names.isEmpty() ? usualNames : names;
    if (given.size() != types.size()) {
      throw new SqlTypeException(
          "it gives " + types.size() + " columns, " + given.size() + " names are given");
    }
    return IntStream.range(0, types.size())
        .mapToObj(i -> Column.of(given.get(i), types.get(i)))
        .toList();
  }

  private static String name(List<Column> columns, int index) {
    return DuckSql.name(columns.get(index).name());
  }
}

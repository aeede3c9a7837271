package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Functions that make and take arrays, maps and structs. */
final class NestedFunctions {
  private NestedFunctions() {}

  static void addTo(FunctionTable table) {
    makers(table);
    arrays(table);
    maps(table);
  }

  private static void makers(FunctionTable table) {
    table.scalar(
        "array(common...) -> array",
        call ->
            SqlValue.of(
                "list_value(" + call.list(0) + ")", new OdpsType.Array(call.argument(0).type())));
    table.scalar("map(any, any...) -> map", NestedFunctions::map);
    table.scalar("named_struct(any, any...) -> struct", NestedFunctions::namedStruct);
    table.scalar("struct(any...) -> struct", NestedFunctions::struct);
  }

  private static SqlValue map(FunctionCall call) {
    if (call.count() % 2 != 0) {
      throw new SqlTypeException("a key has no value");
    }
    List<SqlValue> keys = new ArrayList<>();
    List<SqlValue> values = new ArrayList<>();
    for (int i = 0; i < call.count(); i += 2) {
      keys.add(call.argument(i));
      values.add(call.argument(i + 1));
    }
    List<SqlValue> alikeKeys = ConditionTranslator.alike(keys);
    List<SqlValue> alikeValues = ConditionTranslator.alike(values);
    return SqlValue.of(
        "map([" + list(alikeKeys) + "], [" + list(alikeValues) + "])",
        new OdpsType.Map(alikeKeys.get(0).type(), alikeValues.get(0).type()));
  }

  private static String list(List<SqlValue> values) {
    return values.stream().map(SqlValue::sql).collect(Collectors.joining(", "));
  }

  private static SqlValue namedStruct(FunctionCall call) {
    if (call.count() % 2 != 0) {
      throw new SqlTypeException("a name has no value");
    }
    List<String> names = new ArrayList<>();
    List<SqlValue> values = new ArrayList<>();
    for (int i = 0; i < call.count(); i += 2) {
      names.add(call.constant(i).toLowerCase(Locale.ROOT));
      values.add(call.argument(i + 1));
    }
    return struct(names, values);
  }

  private static SqlValue struct(FunctionCall call) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= call.count(); i++) {
      names.add("col" + i);
    }
    return struct(names, call.arguments());
  }

  private static SqlValue struct(List<String> names, List<SqlValue> values) {
    List<String> members = new ArrayList<>();
    List<OdpsType.Member> types = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      members.add(DuckSql.name(names.get(i)) + " := " + values.get(i).sql());
      types.add(new OdpsType.Member(names.get(i), values.get(i).type()));
    }
    return SqlValue.of(
        "struct_pack(" + String.join(", ", members) + ")", new OdpsType.Struct(types));
  }

  private static void arrays(FunctionTable table) {
    table.scalar("size(array) -> int", "CAST(len($1) AS INTEGER)");
    withElement(table, "array_contains(array, any) -> boolean", "list_contains(%s, %s)");
    withElement(table, "array_position(array, any) -> bigint", "odps_array_position(%s, %s)");
    withElement(table, "array_remove(array, any) -> same", "odps_array_remove(%s, %s)");
    table.scalar("array_distinct(array) -> same", "odps_array_distinct($1)");
    table.scalar("array_max(array) -> element", "list_max($1)");
    table.scalar("array_min(array) -> element", "list_min($1)");
    table.scalar(
        "array_repeat(any, int) -> array",
        call ->
            SqlValue.of(
                "list_transform(range(greatest(%s, 0)), lambda \"$i\": %s)"
                    .formatted(call.sql(1), call.sql(0)),
                new OdpsType.Array(call.argument(0).type())));
    table.scalar(
        "array_join(array, string) -> string",
        call ->
            SqlValue.of(StringFunctions.joined(call.argument(0), call.sql(1)), SqlTypes.STRING));
    table.scalar(
        "array_join(array, string, string) -> string",
        call ->
            SqlValue.of(
                "array_to_string(list_transform(%s, lambda \"$e\": coalesce(\"$e\", %s)), %s)"
                    .formatted(
                        NestedValues.strings(call.argument(0)).sql(), call.sql(2), call.sql(1)),
                SqlTypes.STRING));
    table.scalar("slice(array, bigint, bigint) -> same", "odps_slice($1, $2, $3)");
    table.scalar("sort_array(array) -> same", "list_sort($1, 'ASC', 'NULLS FIRST')");
    table.scalar(
        "sort_array(array, boolean) -> same",
        "CASE WHEN $2 THEN list_sort($1, 'ASC', 'NULLS FIRST')"
            + " ELSE list_sort($1, 'DESC', 'NULLS LAST') END");
    table.scalar("sequence(bigint, bigint) -> array<bigint>", "odps_sequence($1, $2)");
  }

  /** A function of an array and a value that may be an element of it. */
  private static void withElement(FunctionTable table, String signature, String template) {
    Signature parsed = Signature.of(signature);
    table.scalar(
        signature,
        call -> {
          OdpsType element = ((OdpsType.Array) call.argument(0).type()).element();
          SqlValue value = NestedValues.as(call.argument(1), element);
          return SqlValue.of(
              template.formatted(call.sql(0), value.sql()), parsed.result(call.arguments()));
        });
  }

  private static void maps(FunctionTable table) {
    table.scalar("size(map) -> int", "CAST(cardinality($1) AS INTEGER)");
    table.scalar(
        "map_keys(map) -> array",
        call -> {
          OdpsType.Map map = (OdpsType.Map) call.argument(0).type();
          return SqlValue.of("map_keys(" + call.sql(0) + ")", new OdpsType.Array(map.key()));
        });
    table.scalar(
        "map_values(map) -> array",
        call -> {
          OdpsType.Map map = (OdpsType.Map) call.argument(0).type();
          return SqlValue.of("map_values(" + call.sql(0) + ")", new OdpsType.Array(map.value()));
        });
    table.scalar(
        "map_from_arrays(array, array) -> map",
        call ->
            SqlValue.of(
                "map(" + call.list(0) + ")",
                new OdpsType.Map(
                    ((OdpsType.Array) call.argument(0).type()).element(),
                    ((OdpsType.Array) call.argument(1).type()).element())));
  }
}

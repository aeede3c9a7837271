package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Functions that apply lambdas to the elements of arrays and the entries of maps. */
final class LambdaFunctions {
  private LambdaFunctions() {}

  static void addTo(FunctionTable table) {
    arrays(table);
    for (String name : new String[] {"aggregate", "array_reduce", "reduce"}) {
      table.scalar(name + "(array, any, lambda, lambda) -> any", ArrayReduction::of);
    }
    table.scalar("array_sort(array, lambda) -> same", LambdaFunctions::sorted);
    maps(table);
  }

  private static void arrays(FunctionTable table) {
    table.scalar(
        "transform(array, lambda) -> array",
        call -> {
          Each each = each(call);
          return SqlValue.of(
              "list_transform(" + each.over(call.sql(0)) + ")",
              new OdpsType.Array(each.body().type()));
        });
    table.scalar(
        "filter(array, lambda) -> same",
        call ->
            SqlValue.of(
                "list_filter(" + eachTest(call).over(call.sql(0)) + ")", call.argument(0).type()));
    for (String name : new String[] {"any_match", "all_match"}) {
      table.scalar(
          name + "(array, lambda) -> boolean",
          call ->
              SqlValue.of(
                  "odps_%s(list_transform(%s))".formatted(name, eachTest(call).over(call.sql(0))),
                  SqlTypes.BOOLEAN));
    }
    table.scalar("zip_with(array, array, lambda) -> array", LambdaFunctions::zipped);
  }

  /** The lambda in the second place, over the elements of the array in the first. */
  private static Each each(FunctionCall call) {
    Lambda lambda = lambda(call, 1, 1);
    String name = lambda.freshName();
    return new Each(name, lambda.body(List.of(SqlValue.of(name, element(call.argument(0))))));
  }

  private static Each eachTest(FunctionCall call) {
    Each each = each(call);
    return new Each(each.name(), OperatorTranslator.condition(each.body()));
  }

  /** A DuckDB lambda of one parameter. */
  private record Each(String name, SqlValue body) {
    String over(String list) {
      return list + ", lambda " + name + ": " + body.sql();
    }
  }

  /** A lambda argument; its number of parameters must be as told. */
  static Lambda lambda(FunctionCall call, int index, int parameters) {
    Lambda lambda = Objects.requireNonNull(call.argument(index).lambda());
    if (lambda.parameters() != parameters) {
      throw new SqlTypeException(
          "the lambda has %s parameters, not %s".formatted(lambda.parameters(), parameters));
    }
    return lambda;
  }

  static OdpsType element(SqlValue array) {
    return ((OdpsType.Array) array.type()).element();
  }

  /** Beyond the end of the shorter array its elements are NULL. */
  private static SqlValue zipped(FunctionCall call) {
    Lambda lambda = lambda(call, 2, 2);
    String index = lambda.freshName();
    List<SqlValue> values = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      values.add(SqlValue.of("(" + call.sql(i) + ")[" + index + "]", element(call.argument(i))));
    }
    SqlValue body = lambda.body(values);
    return SqlValue.of(
        "list_transform(odps_longer_range(%s, %s), lambda %s: %s)"
            .formatted(call.sql(0), call.sql(1), index, body.sql()),
        new OdpsType.Array(body.type()));
  }

  /** Each element is inserted behind those that are not greater. */
  private static SqlValue sorted(FunctionCall call) {
    Lambda lambda = lambda(call, 1, 2);
    OdpsType element = element(call.argument(0));
    String duckElement = DuckSql.type(element);
    String sorted = lambda.freshName();
    String next = lambda.freshName();
    String other = lambda.freshName();
    SqlValue order =
        lambda.body(List.of(SqlValue.of(other, element), SqlValue.of("(" + next + ".x)", element)));
    if (!SqlTypes.isInteger(order.type())) {
      throw Conversions.mismatch(order, "the integer of a comparison");
    }
    String place =
        "len(list_filter(%s.l, lambda %s: odps_compared(%s) <= 0))"
            .formatted(sorted, other, order.sql());
    String nothing = "CAST(NULL AS " + duckElement + ")";
    String none = "CAST([] AS " + duckElement + "[])";
    return SqlValue.of(
        ("list_reduce(list_transform(%s, lambda %s: struct_pack(l := %s, x := %s)),"
                + " lambda %s, %s: struct_pack(l := odps_inserted(%s.l, %s.x, %s), x := %s),"
                + " struct_pack(l := %s, x := %s)).l")
            .formatted(
                call.sql(0),
                other,
                none,
                other,
                sorted,
                next,
                sorted,
                next,
                place,
                nothing,
                none,
                nothing),
        call.argument(0).type());
  }

  private static void maps(FunctionTable table) {
    table.scalar(
        "map_filter(map, lambda) -> same",
        call -> {
          Entries entries = entries(call);
          SqlValue test = OperatorTranslator.condition(entries.body());
          return SqlValue.of(
              "map_from_entries(list_filter(map_entries(%s), lambda %s: %s))"
                  .formatted(call.sql(0), entries.name(), test.sql()),
              call.argument(0).type());
        });
    table.scalar(
        "transform_values(map, lambda) -> map",
        call -> {
          Entries entries = entries(call);
          return SqlValue.of(
              ("map_from_entries(list_transform(map_entries(%s), lambda %s:"
                      + " struct_pack(key := %s.key, value := %s)))")
                  .formatted(call.sql(0), entries.name(), entries.name(), entries.body().sql()),
              new OdpsType.Map(entries.map().key(), entries.body().type()));
        });
    table.scalar(
        "transform_keys(map, lambda) -> map",
        call -> {
          Entries entries = entries(call);
          return SqlValue.of(
              ("odps_map_of(list_transform(map_entries(%s), lambda %s:"
                      + " struct_pack(key := %s, value := %s.value)))")
                  .formatted(call.sql(0), entries.name(), entries.body().sql(), entries.name()),
              new OdpsType.Map(entries.body().type(), entries.map().value()));
        });
  }

  private record Entries(String name, OdpsType.Map map, SqlValue body) {}

  private static Entries entries(FunctionCall call) {
    Lambda lambda = lambda(call, 1, 2);
    String name = lambda.freshName();
    OdpsType.Map map = (OdpsType.Map) call.argument(0).type();
    SqlValue body =
        lambda.body(
            List.of(
                SqlValue.of("(" + name + ".key)", map.key()),
                SqlValue.of("(" + name + ".value)", map.value())));
    return new Entries(name, map, body);
  }
}

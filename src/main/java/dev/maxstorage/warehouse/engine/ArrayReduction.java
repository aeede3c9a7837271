package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import java.util.List;

/**
 * Writes {@code aggregate(array, start, (state, x) -> state, state -> result)}.
 *
 * <p>DuckDB folds a list into a value of its elements' type only, so state and element go through
 * it as the members of one struct.
 */
final class ArrayReduction {
  private ArrayReduction() {}

  static SqlValue of(FunctionCall call) {
    Lambda merge = LambdaFunctions.lambda(call, 2, 2);
    Lambda finish = LambdaFunctions.lambda(call, 3, 1);
    String left = merge.freshName();
    String right = merge.freshName();
    OdpsType element = LambdaFunctions.element(call.argument(0));
    OdpsType state = SqlTypes.stored(call.argument(1).type());
    SqlValue merged = merged(merge, left, state, right, element);
    if (!merged.type().equals(state)) {
      state = common(state, merged.type());
      merged = merged(merge, left, state, right, element);
    }
    String empty = "x := CAST(NULL AS " + DuckSql.type(element) + ")";
    String item = merge.freshName();
    String folded =
        ("list_reduce(list_transform(%s, lambda %s: struct_pack(a := CAST(NULL AS %s), x := %s)),"
                + " lambda %s, %s: struct_pack(a := %s, %s), struct_pack(a := %s, %s)).a")
            .formatted(
                call.sql(0),
                item,
                DuckSql.type(state),
                item,
                left,
                right,
                as(merged, state),
                empty,
                as(call.argument(1), state),
                empty);
    String value = finish.freshName();
    SqlValue result = finish.body(List.of(SqlValue.of(value, state)));
    return SqlValue.of(
        "CAST(CASE WHEN %s IS NOT NULL THEN list_transform([%s], lambda %s: %s)[1] END AS %s)"
            .formatted(
                call.sql(0),
                folded,
                value,
                result.sql(),
                DuckSql.type(SqlTypes.stored(result.type()))),
        result.type());
  }

  private static SqlValue merged(
      Lambda merge, String left, OdpsType state, String right, OdpsType element) {
    return merge.body(
        List.of(SqlValue.of("(" + left + ".a)", state), SqlValue.of("(" + right + ".x)", element)));
  }

  private static OdpsType common(OdpsType state, OdpsType merged) {
    OdpsType common = SqlTypes.common(state, merged);
    if (common == null) {
      throw new SqlTypeException("the state is " + state.text() + " and becomes " + merged.text());
    }
    return common;
  }

  /** The value in exactly the state's type; DuckDB may compute integers in a wider one. */
  private static String as(SqlValue value, OdpsType state) {
    SqlValue alike = ConditionTranslator.alike(List.of(value, SqlValue.of("", state))).get(0);
    return "CAST(" + alike.sql() + " AS " + DuckSql.type(state) + ")";
  }
}

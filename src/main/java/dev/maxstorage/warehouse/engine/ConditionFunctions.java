package dev.maxstorage.warehouse.engine;

import java.util.List;
import java.util.stream.Collectors;

/** Functions that choose between values. */
final class ConditionFunctions {
  private ConditionFunctions() {}

  static void addTo(FunctionTable table) {
    table.scalar("nvl(common, common) -> common", "coalesce($1, $2)");
    table.scalar("coalesce(common...) -> common", "coalesce($*)");
    table.scalar("if(boolean, common, common) -> common", "CASE WHEN $1 THEN $2 ELSE $3 END");
    table.scalar(
        "nullif(any, any) -> same",
        call -> {
          List<SqlValue> both = ComparableValues.of(call.arguments());
          return SqlValue.of(
              "CASE WHEN %s = %s THEN NULL ELSE %s END"
                  .formatted(both.get(0).sql(), both.get(1).sql(), call.sql(0)),
              call.argument(0).type());
        });
    table.scalar("greatest(any...) -> common", ConditionFunctions::unlessAnyNull);
    table.scalar("least(any...) -> common", ConditionFunctions::unlessAnyNull);
    table.scalar("isnull(any) -> boolean", "($1 IS NULL)");
    table.scalar("isnotnull(any) -> boolean", "($1 IS NOT NULL)");
  }

  private static SqlValue unlessAnyNull(FunctionCall call) {
    List<SqlValue> values = ConditionTranslator.alike(ComparableValues.of(call.arguments()));
    String anyNull =
        values.stream().map(value -> value.sql() + " IS NULL").collect(Collectors.joining(" OR "));
    String list = values.stream().map(SqlValue::sql).collect(Collectors.joining(", "));
    return SqlValue.of(
        "CASE WHEN " + anyNull + " THEN NULL ELSE " + call.name() + "(" + list + ") END",
        values.get(0).type());
  }
}

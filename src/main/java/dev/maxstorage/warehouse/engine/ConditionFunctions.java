package dev.maxstorage.warehouse.engine;

import java.util.ArrayList;
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
    table.scalar("decode(any, any, any...) -> common", ConditionFunctions::decode);
    table.scalar("greatest(any...) -> common", ConditionFunctions::unlessAnyNull);
    table.scalar("least(any...) -> common", ConditionFunctions::unlessAnyNull);
    table.scalar("isnull(any) -> boolean", "($1 IS NULL)");
    table.scalar("isnotnull(any) -> boolean", "($1 IS NOT NULL)");
  }

  /** Each value to look for is followed by what it gives; a last argument is for all others. */
  private static SqlValue decode(FunctionCall call) {
    List<SqlValue> compared = new ArrayList<>(List.of(call.argument(0)));
    List<SqlValue> results = new ArrayList<>();
    for (int i = 1; i + 1 < call.count(); i += 2) {
      compared.add(call.argument(i));
      results.add(call.argument(i + 1));
    }
    if (call.count() % 2 == 0) {
      results.add(call.argument(call.count() - 1));
    }
    List<SqlValue> alike = ConditionTranslator.alike(results);
    List<SqlValue> comparable = ComparableValues.of(compared);
    StringBuilder text = new StringBuilder("CASE");
    for (int i = 1; i < comparable.size(); i++) {
      text.append(" WHEN ").append(comparable.get(0).sql()).append(" IS NOT DISTINCT FROM ");
      text.append(comparable.get(i).sql()).append(" THEN ").append(alike.get(i - 1).sql());
    }
    if (alike.size() == comparable.size()) {
      text.append(" ELSE ").append(alike.get(alike.size() - 1).sql());
    }
    return SqlValue.of(text + " END", alike.get(0).type());
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

package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.expr.SQLMethodInvokeExpr;
import com.alibaba.druid.sql.ast.statement.SQLLateralViewTableSource;
import com.alibaba.druid.sql.ast.statement.SQLTableSource;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes LATERAL VIEW as a lateral subquery that unnests. */
final class LateralViewTranslator {
  private final Translation translation;
  private final ExpressionTranslator expressions;
  private final TableSourceTranslator sources;

  LateralViewTranslator(
      Translation translation, ExpressionTranslator expressions, TableSourceTranslator sources) {
    this.translation = translation;
    this.expressions = expressions;
    this.sources = sources;
  }

  String view(SQLLateralViewTableSource view) {
    if (view.getOn() != null || view.getAlias() == null) {
      throw translation.unsupported("this form of LATERAL VIEW", "lateral");
    }
    @Nullable SQLTableSource left = view.getTableSource();
    String before = left == null ? "" : sources.source(left);
    List<String> names = new ArrayList<>();
    view.getColumns().forEach(column -> names.add(expressions.name(column.getSimpleName())));
    TypedQuery rows = rows(view.getMethod(), names);
    String alias = expressions.alias(view.getAlias());
    translation.scope().add(new Relation(alias, rows.columns()));
    String lateral = "(" + rows.sql() + ") AS " + DuckSql.name(alias);
    if (left == null) {
      return lateral;
    }
    return view.isOuter()
        ? before + " LEFT JOIN LATERAL " + lateral + " ON TRUE"
        : before + " CROSS JOIN LATERAL " + lateral;
  }

  private TypedQuery rows(SQLMethodInvokeExpr call, List<String> names) {
    String function = call.getMethodName().toLowerCase(Locale.ROOT);
    translation.standIns().use(function);
    if (function.equals("json_tuple")) {
      return jsonTuple(call, names);
    }
    if (!function.equals("explode") && !function.equals("posexplode")) {
      throw translation.unsupported("table function " + function, function);
    }
    SqlValue exploded = sources.onlyArgument(call);
    if (exploded.type() instanceof OdpsType.Map map && function.equals("explode")) {
      List<Column> columns =
          columns(call, names, List.of("key", "value"), List.of(map.key(), map.value()));
      return new TypedQuery(
          "SELECT e.key AS %s, e.value AS %s FROM (SELECT unnest(map_entries(%s)) AS e)"
              .formatted(name(columns, 0), name(columns, 1), exploded.sql()),
          columns);
    }
    if (!(exploded.type() instanceof OdpsType.Array array)) {
      throw translation.semantic(
          function + " of " + exploded.type().text() + " is not possible", function);
    }
    if (function.equals("explode")) {
      List<Column> columns = columns(call, names, List.of("col"), List.of(array.element()));
      return new TypedQuery(
          "SELECT unnest(" + exploded.sql() + ") AS " + name(columns, 0), columns);
    }
    List<Column> columns =
        columns(call, names, List.of("pos", "val"), List.of(SqlTypes.INT, array.element()));
    return new TypedQuery(
        "SELECT unnest(CAST(range(len(%s)) AS INTEGER[])) AS %s, unnest(%s) AS %s"
            .formatted(exploded.sql(), name(columns, 0), exploded.sql(), name(columns, 1)),
        columns);
  }

  /** The members of a JSON object, each under its name. */
  private TypedQuery jsonTuple(SQLMethodInvokeExpr call, List<String> names) {
    List<SqlValue> arguments = expressions.values(call.getArguments());
    List<String> members = new ArrayList<>();
    List<String> usual = new ArrayList<>();
    for (SqlValue member : arguments.subList(Math.min(1, arguments.size()), arguments.size())) {
      if (member.constant() == null) {
        throw translation.unsupported(
            "json_tuple with a member that is not a string literal", "json_tuple");
      }
      usual.add("c" + members.size());
      members.add(member.constant());
    }
    if (members.isEmpty()) {
      throw translation.semantic("json_tuple needs JSON and names of members", "json_tuple");
    }
    List<OdpsType> types = members.stream().map(member -> SqlTypes.STRING).toList();
    List<Column> columns = columns(call, names, usual, types);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      String path = "$.\"" + members.get(i).replace("\"", "\\\"") + "\"";
      values.add(
          "odps_get_json_object(%s, %s) AS %s"
              .formatted(
                  Conversions.string(arguments.get(0)).sql(),
                  DuckSql.string(path),
                  name(columns, i)));
    }
    return new TypedQuery("SELECT " + String.join(", ", values), columns);
  }

  private List<Column> columns(
      SQLMethodInvokeExpr call, List<String> names, List<String> usualNames, List<OdpsType> types) {
    List<String> given = names.isEmpty() ? usualNames : names;
    if (given.size() != types.size()) {
      throw translation.semantic(
          "LATERAL VIEW %s gives %s columns, %s names are given"
              .formatted(call.getMethodName(), types.size(), given.size()),
          call.getMethodName());
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add(Column.of(given.get(i), types.get(i)));
    }
    return columns;
  }

  private static String name(List<Column> columns, int index) {
    return DuckSql.name(columns.get(index).name());
  }
}

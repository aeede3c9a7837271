package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.statement.SQLLateralViewTableSource;
import com.alibaba.druid.sql.ast.statement.SQLTableSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes LATERAL VIEW as a lateral subquery that unnests. */
final class LateralViewTranslator {
  private final Translation translation;
  private final ExpressionTranslator expressions;
  private final TableSourceTranslator sources;
  private final TableFunctions functions;

  LateralViewTranslator(
      Translation translation, ExpressionTranslator expressions, TableSourceTranslator sources) {
    this.translation = translation;
    this.expressions = expressions;
    this.sources = sources;
    this.functions = new TableFunctions(translation, expressions);
  }

  String view(SQLLateralViewTableSource view) {
    if (view.getOn() != null || view.getAlias() == null) {
      throw translation.unsupported("this form of LATERAL VIEW", "lateral");
    }
    @Nullable SQLTableSource left = view.getTableSource();
    String before = left == null ? "" : sources.source(left);
    List<String> names = new ArrayList<>();
    view.getColumns().forEach(column -> names.add(expressions.name(column.getSimpleName())));
    TypedQuery rows = functions.rows(view.getMethod(), names);
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
}

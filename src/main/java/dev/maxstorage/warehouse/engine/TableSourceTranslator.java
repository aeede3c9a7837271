package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.SQLName;
import com.alibaba.druid.sql.ast.expr.SQLIdentifierExpr;
import com.alibaba.druid.sql.ast.expr.SQLPropertyExpr;
import com.alibaba.druid.sql.ast.statement.SQLExprTableSource;
import com.alibaba.druid.sql.ast.statement.SQLJoinTableSource;
import com.alibaba.druid.sql.ast.statement.SQLLateralViewTableSource;
import com.alibaba.druid.sql.ast.statement.SQLSubqueryTableSource;
import com.alibaba.druid.sql.ast.statement.SQLTableSource;
import com.alibaba.druid.sql.ast.statement.SQLTableSourceImpl;
import com.alibaba.druid.sql.ast.statement.SQLUnionQueryTableSource;
import com.alibaba.druid.sql.ast.statement.SQLValuesTableSource;
import dev.maxstorage.types.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what stands in FROM: tables, subqueries, joins, VALUES and lateral views. Each relation is
 * added to the scope, in the order in which DuckDB gives their columns.
 */
final class TableSourceTranslator {
  private final Translation translation;
  private final QueryTranslator queries;
  private final ExpressionTranslator expressions;
  private final JoinTranslator joins;
  private final LateralViewTranslator lateralViews;

  TableSourceTranslator(
      Translation translation, QueryTranslator queries, ExpressionTranslator expressions) {
    this.translation = translation;
    this.queries = queries;
    this.expressions = expressions;
    this.joins = new JoinTranslator(translation, expressions, this);
    this.lateralViews = new LateralViewTranslator(translation, expressions, this);
  }

  String source(SQLTableSource source) {
    if (source instanceof SQLTableSourceImpl described
        && (described.getPivot() != null
            || described.getUnpivot() != null
            || described.getFlashback() != null)) {
      throw translation.unsupported("PIVOT, UNPIVOT or time travel", "from");
    }
    if (source instanceof SQLExprTableSource table) {
      return table(table);
    }
    if (source instanceof SQLJoinTableSource join) {
      return joins.join(join);
    }
    if (source instanceof SQLLateralViewTableSource view) {
      return lateralViews.view(view);
    }
    if (source instanceof SQLSubqueryTableSource subquery) {
      TypedQuery query = translation.outside(() -> queries.select(subquery.getSelect()));
      return derived(query, subquery, subquery.getColumns());
    }
    if (source instanceof SQLUnionQueryTableSource union) {
      TypedQuery query = translation.outside(() -> queries.query(union.getUnion()));
      return derived(query, union, union.getColumns());
    }
    if (source instanceof SQLValuesTableSource values) {
      TypedQuery query = translation.outside(() -> queries.values(values));
      return derived(query, values, values.getColumns());
    }
    throw translation.unsupported("this form of FROM", "from");
  }

  private String derived(TypedQuery query, SQLTableSource source, List<SQLName> names) {
    String alias = source.getAlias();
    if (alias == null) {
      if (!names.isEmpty()) {
        throw translation.unsupported("a list of column names without a table alias", "from");
      }
      translation.scope().add(new Relation("", query.columns()));
      return "(" + query.sql() + ")";
    }
    return "(" + query.sql() + ")" + alias(query, expressions.alias(alias), names);
  }

  private String alias(TypedQuery query, String alias, List<SQLName> names) {
    List<Column> columns = queries.renamed(query.columns(), names, alias);
    translation.scope().add(new Relation(alias, columns));
    String list = names.isEmpty() ? "" : QueryTranslator.names(columns);
    return " AS " + DuckSql.name(alias) + list;
  }

  /** A table, always with an alias, so that its columns can be qualified by its bare name. */
  private String table(SQLExprTableSource table) {
    if (table.getSampling() != null) {
      throw translation.unsupported("TABLESAMPLE", "tablesample");
    }
    if (table.getPartitionSize() > 0) {
      throw translation.unsupported("PARTITION in FROM", "partition");
    }
    List<String> parts = new ArrayList<>();
    collect(table.getExpr(), parts);
    TypedQuery query = translation.table(parts);
    String alias =
        table.getAlias() == null
            ? parts.get(parts.size() - 1)
            : expressions.alias(table.getAlias());
    return query.sql() + alias(query, alias, table.getColumns());
  }

  private void collect(SQLExpr name, List<String> parts) {
    if (name instanceof SQLPropertyExpr property) {
      collect(property.getOwner(), parts);
      parts.add(expressions.name(property.getName()));
    } else if (name instanceof SQLIdentifierExpr identifier) {
      parts.add(expressions.name(identifier.getName()));
    } else {
      throw translation.unsupported("this form of FROM", "from");
    }
  }
}

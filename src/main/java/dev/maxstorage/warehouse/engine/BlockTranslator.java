package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.SQLOrderBy;
import com.alibaba.druid.sql.ast.SQLOrderingSpecification;
import com.alibaba.druid.sql.ast.SQLSetQuantifier;
import com.alibaba.druid.sql.ast.SQLWindow;
import com.alibaba.druid.sql.ast.expr.SQLGroupingSetExpr;
import com.alibaba.druid.sql.ast.expr.SQLListExpr;
import com.alibaba.druid.sql.ast.expr.SQLMethodInvokeExpr;
import com.alibaba.druid.sql.ast.statement.SQLSelectGroupByClause;
import com.alibaba.druid.sql.ast.statement.SQLSelectOrderByItem;
import com.alibaba.druid.sql.ast.statement.SQLSelectQueryBlock;
import com.alibaba.druid.sql.dialect.odps.ast.OdpsSelectQueryBlock;
import dev.maxstorage.types.Column;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes one SELECT with its clauses. */
final class BlockTranslator {
  private final Translation translation;
  private final QueryTranslator queries;
  private final ExpressionTranslator expressions;
  private final TableSourceTranslator sources;
  private final SelectItems items;

  BlockTranslator(
      Translation translation, QueryTranslator queries, ExpressionTranslator expressions) {
    this.translation = translation;
    this.queries = queries;
    this.expressions = expressions;
    this.sources = new TableSourceTranslator(translation, queries, expressions);
    this.items = new SelectItems(translation, expressions);
  }

  TypedQuery block(SQLSelectQueryBlock block) {
    refuseForeignClauses(block);
    Scope scope = translation.enter();
    String from = block.getFrom() == null ? "" : " FROM " + sources.source(block.getFrom());
    StringBuilder text = new StringBuilder("SELECT ");
    if (block.getDistionOption() == SQLSetQuantifier.DISTINCT) {
      text.append("DISTINCT ");
    } else if (block.getDistionOption() == SQLSetQuantifier.UNIQUE) {
      throw translation.unsupported("SELECT UNIQUE", "unique");
    }
    String where = block.getWhere() == null ? "" : " WHERE " + expressions.where(block.getWhere());
    TypedQuery rows = items.tableFunction(block.getSelectList());
    if (rows != null) {
      String lateral = "LATERAL (" + rows.sql() + ") AS " + SelectItems.rowsAlias(rows);
      from = from.isEmpty() ? " FROM " + lateral : from + " CROSS JOIN " + lateral;
    }
    TypedQuery selected = rows == null ? items.of(block.getSelectList()) : SelectItems.of(rows);
    text.append(selected.sql()).append(from).append(where);
    scope.fallBackTo(selected.columns());
    text.append(groupBy(block.getGroupBy()));
    text.append(windows(block.getWindows()));
    if (block.getQualify() != null) {
      text.append(" QUALIFY ").append(expressions.where(block.getQualify()));
    }
    text.append(order(block, selected.columns())).append(queries.limit(block.getLimit()));
    translation.leave();
    return new TypedQuery(text.toString(), selected.columns());
  }

  private void refuseForeignClauses(SQLSelectQueryBlock block) {
    if (block instanceof OdpsSelectQueryBlock odps && odps.getZOrderBy() != null) {
      throw translation.unsupported("ZORDER BY", "zorder");
    }
    boolean foreign =
        block.getInto() != null
            || block.getStartWith() != null
            || block.getConnectBy() != null
            || block.isForUpdate()
            || block.isForShare()
            || block.getOrderBySiblings() != null
            || block.getWith() != null;
    if (foreign) {
      throw translation.unsupported("this form of SELECT", "select");
    }
  }

  /** DISTRIBUTE BY only spreads rows; SORT BY and CLUSTER BY order them within one worker: ours. */
  private String order(SQLSelectQueryBlock block, List<Column> selected) {
    translation.enter().add(new Relation("", selected));
    block.getDistributeBy().forEach(item -> expressions.value(item.getExpr()));
    SQLOrderBy order = block.getOrderBy();
    if (order == null) {
      order = new SQLOrderBy();
      block.getSortBy().forEach(order::addItem);
      block.getClusterBy().forEach(order::addItem);
    }
    String text = order.getItems().isEmpty() ? "" : orderBy(order);
    translation.leave();
    return text;
  }

  String orderBy(SQLOrderBy order) {
    return " ORDER BY " + orderItems(translation, expressions, order);
  }

  /** {@code a NULLS FIRST, b DESC NULLS LAST}: in MaxCompute NULL is less than any value. */
  static String orderItems(
      Translation translation, ExpressionTranslator expressions, SQLOrderBy order) {
    if (order.isSiblings()) {
      throw translation.unsupported("ORDER SIBLINGS BY", "siblings");
    }
    return order.getItems().stream()
        .map(item -> orderItem(translation, expressions, item))
        .collect(Collectors.joining(", "));
  }

  private static String orderItem(
      Translation translation, ExpressionTranslator expressions, SQLSelectOrderByItem item) {
    if (item.getCollate() != null || item.getOpclass() != null) {
      throw translation.unsupported("COLLATE in ORDER BY", "collate");
    }
    boolean descending = item.getType() == SQLOrderingSpecification.DESC;
    boolean nullsLast =
        item.getNullsOrderType() == null
            ? descending
            : item.getNullsOrderType() == SQLSelectOrderByItem.NullsOrderType.NullsLast;
    return expressions.value(item.getExpr()).sql()
        + (descending ? " DESC" : "")
        + (nullsLast ? " NULLS LAST" : " NULLS FIRST");
  }

  private String groupBy(@Nullable SQLSelectGroupByClause clause) {
    if (clause == null) {
      return "";
    }
    if (clause.isDistinct()) {
      throw translation.unsupported("GROUP BY DISTINCT", "group");
    }
    String text = "";
    if (!clause.getItems().isEmpty()) {
      String groups =
          clause.getItems().stream().map(this::groupItem).collect(Collectors.joining(", "));
      if (clause.isWithRollUp()) {
        groups = "ROLLUP (" + groups + ")";
      } else if (clause.isWithCube()) {
        groups = "CUBE (" + groups + ")";
      }
      text = " GROUP BY " + groups;
    }
    return clause.getHaving() == null
        ? text
        : text + " HAVING " + expressions.where(clause.getHaving());
  }

  private String groupItem(SQLExpr item) {
    if (item instanceof SQLGroupingSetExpr sets) {
      return sets.getParameters().stream()
          .map(
              set ->
                  set instanceof SQLListExpr list
                      ? "(" + expressions.list(list.getItems()) + ")"
                      : "(" + expressions.value(set).sql() + ")")
          .collect(Collectors.joining(", ", "GROUPING SETS (", ")"));
    }
    if (item instanceof SQLMethodInvokeExpr call
        && (call.getMethodName().equalsIgnoreCase("rollup")
            || call.getMethodName().equalsIgnoreCase("cube"))) {
      return call.getMethodName() + " (" + expressions.list(call.getArguments()) + ")";
    }
    return expressions.value(item).sql();
  }

  private String windows(@Nullable List<SQLWindow> windows) {
    if (windows == null || windows.isEmpty()) {
      return "";
    }
    return windows.stream()
        .map(
            window ->
                DuckSql.name(expressions.name(window.getName().getSimpleName()))
                    + " AS "
                    + expressions.over(window.getOver()))
        .collect(Collectors.joining(", ", " WINDOW ", ""));
  }
}

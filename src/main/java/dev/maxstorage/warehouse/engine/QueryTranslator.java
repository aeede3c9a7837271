package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.SQLLimit;
import com.alibaba.druid.sql.ast.SQLName;
import com.alibaba.druid.sql.ast.SQLOrderBy;
import com.alibaba.druid.sql.ast.SQLSetQuantifier;
import com.alibaba.druid.sql.ast.SQLWindow;
import com.alibaba.druid.sql.ast.expr.SQLAllColumnExpr;
import com.alibaba.druid.sql.ast.expr.SQLGroupingSetExpr;
import com.alibaba.druid.sql.ast.expr.SQLIdentifierExpr;
import com.alibaba.druid.sql.ast.expr.SQLListExpr;
import com.alibaba.druid.sql.ast.expr.SQLMethodInvokeExpr;
import com.alibaba.druid.sql.ast.expr.SQLPropertyExpr;
import com.alibaba.druid.sql.ast.statement.SQLSelect;
import com.alibaba.druid.sql.ast.statement.SQLSelectGroupByClause;
import com.alibaba.druid.sql.ast.statement.SQLSelectItem;
import com.alibaba.druid.sql.ast.statement.SQLSelectQuery;
import com.alibaba.druid.sql.ast.statement.SQLSelectQueryBlock;
import com.alibaba.druid.sql.ast.statement.SQLUnionOperator;
import com.alibaba.druid.sql.ast.statement.SQLUnionQuery;
import com.alibaba.druid.sql.ast.statement.SQLValuesTableSource;
import com.alibaba.druid.sql.ast.statement.SQLWithSubqueryClause;
import com.alibaba.druid.sql.dialect.odps.ast.OdpsSelectQueryBlock;
import com.alibaba.druid.sql.dialect.odps.ast.OdpsUDTFSQLSelectItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a parsed query as DuckDB SQL; whatever it does not know it refuses. */
final class QueryTranslator {
  private final Translation translation;
  private final ExpressionTranslator expressions;
  private final TableSourceTranslator sources;

  QueryTranslator(Translation translation) {
    this.translation = translation;
    this.expressions = new ExpressionTranslator(translation, this);
    this.sources = new TableSourceTranslator(translation, this, expressions);
  }

  /** A query with its WITH clause. */
  String select(SQLSelect select) {
    SQLWithSubqueryClause with = select.getWithSubQuery();
    if (with == null) {
      return body(select);
    }
    Set<String> names = translation.enterWith();
    String text = with(with, names) + body(select);
    translation.leaveWith();
    return text;
  }

  private String with(SQLWithSubqueryClause with, Set<String> names) {
    if (with.getRecursive() != null && with.getRecursive()) {
      throw translation.unsupported("WITH RECURSIVE", "recursive");
    }
    List<String> entries = new ArrayList<>();
    for (SQLWithSubqueryClause.Entry entry : with.getEntries()) {
      if (entry.getSubQuery() == null) {
        throw translation.unsupported("a WITH that is not a query", "with");
      }
      String name = expressions.name(entry.getAlias());
      entries.add(
          DuckSql.name(name)
              + columns(entry.getColumns())
              + " AS ("
              + select(entry.getSubQuery())
              + ")");
      names.add(name);
    }
    return "WITH " + String.join(", ", entries) + " ";
  }

  /** {@code ("a", "b")} after an alias, or nothing. */
  String columns(List<SQLName> columns) {
    return columns.isEmpty()
        ? ""
        : columns.stream()
            .map(column -> DuckSql.name(expressions.name(column.getSimpleName())))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private String body(SQLSelect select) {
    return query(select.getQuery()) + orderBy(select.getOrderBy()) + limit(select.getLimit());
  }

  String query(SQLSelectQuery query) {
    if (query instanceof SQLSelectQueryBlock block) {
      return block(block);
    }
    if (query instanceof SQLUnionQuery union) {
      return union(union);
    }
    if (query instanceof SQLValuesTableSource values) {
      return values(values);
    }
    throw translation.unsupported("this form of query", "select");
  }

  /** {@code VALUES (..), (..)}. */
  String values(SQLValuesTableSource values) {
    return values.getValues().stream()
        .map(row -> "(" + expressions.list(row.getItems()) + ")")
        .collect(Collectors.joining(", ", "VALUES ", ""));
  }

  private String union(SQLUnionQuery union) {
    String operator = setOperator(union.getOperator());
    List<String> parts = new ArrayList<>();
    for (SQLSelectQuery part : union.getRelations()) {
      if (part instanceof SQLUnionQuery inner
          && !inner.isParenthesized()
          && isIntersect(inner.getOperator()) != isIntersect(union.getOperator())) {
        throw translation.unsupported(
            "INTERSECT beside another set operator without parentheses", "intersect");
      }
      parts.add("(" + query(part) + ")");
    }
    return String.join(" " + operator + " ", parts)
        + orderBy(union.getOrderBy())
        + limit(union.getLimit());
  }

  private static boolean isIntersect(SQLUnionOperator operator) {
    return operator.name.startsWith("INTERSECT");
  }

  private static String setOperator(SQLUnionOperator operator) {
    return switch (operator) {
      case UNION, DISTINCT -> "UNION";
      case UNION_ALL -> "UNION ALL";
      case MINUS, MINUS_DISTINCT, EXCEPT, EXCEPT_DISTINCT -> "EXCEPT";
      case MINUS_ALL, EXCEPT_ALL -> "EXCEPT ALL";
      case INTERSECT, INTERSECT_DISTINCT -> "INTERSECT";
      case INTERSECT_ALL -> "INTERSECT ALL";
    };
  }

  private String block(SQLSelectQueryBlock block) {
    refuseForeignClauses(block);
    String from = block.getFrom() == null ? "" : " FROM " + sources.source(block.getFrom());
    StringBuilder text = new StringBuilder("SELECT ");
    if (block.getDistionOption() == SQLSetQuantifier.DISTINCT) {
      text.append("DISTINCT ");
    } else if (block.getDistionOption() == SQLSetQuantifier.UNIQUE) {
      throw translation.unsupported("SELECT UNIQUE", "unique");
    }
    text.append(items(block.getSelectList()));
    text.append(from);
    if (block.getWhere() != null) {
      text.append(" WHERE ").append(expressions.text(block.getWhere()));
    }
    text.append(groupBy(block.getGroupBy()));
    text.append(windows(block.getWindows()));
    if (block.getQualify() != null) {
      text.append(" QUALIFY ").append(expressions.text(block.getQualify()));
    }
    return text + order(block) + limit(block.getLimit());
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
  private String order(SQLSelectQueryBlock block) {
    block.getDistributeBy().forEach(item -> expressions.text(item.getExpr()));
    if (block.getOrderBy() != null) {
      return orderBy(block.getOrderBy());
    }
    SQLOrderBy order = new SQLOrderBy();
    block.getSortBy().forEach(order::addItem);
    block.getClusterBy().forEach(order::addItem);
    return order.getItems().isEmpty() ? "" : orderBy(order);
  }

  String orderBy(@Nullable SQLOrderBy order) {
    return order == null ? "" : " ORDER BY " + expressions.orderItems(order);
  }

  private String limit(@Nullable SQLLimit limit) {
    if (limit == null) {
      return "";
    }
    if (limit.getBy() != null && !limit.getBy().isEmpty()) {
      throw translation.unsupported("LIMIT BY", "limit");
    }
    String text = "";
    if (limit.getRowCount() != null) {
      text += " LIMIT " + expressions.text(limit.getRowCount());
    }
    if (limit.getOffset() != null) {
      text += " OFFSET " + expressions.text(limit.getOffset());
    }
    return text;
  }

  private String items(List<SQLSelectItem> items) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      texts.add(item(items.get(i), i, items.size()));
    }
    return String.join(", ", texts);
  }

  /** One column; a column without a name gets MaxCompute's, {@code _c} and its place from 0. */
  private String item(SQLSelectItem item, int place, int count) {
    if (item instanceof OdpsUDTFSQLSelectItem || item.isUDTFSelectItem()) {
      throw translation.unsupported("a table function with several names in SELECT", "as");
    }
    SQLExpr expr = item.getExpr();
    String text;
    if (expr instanceof SQLMethodInvokeExpr call
        && call.getMethodName().equalsIgnoreCase("explode")) {
      if (count > 1) {
        throw translation.semantic("explode must be the only column of SELECT", "explode");
      }
      text = sources.unnest(call);
    } else {
      text = expressions.text(expr);
    }
    if (item.getAlias() != null) {
      return text + " AS " + DuckSql.name(expressions.alias(item.getAlias()));
    }
    boolean column = expr instanceof SQLIdentifierExpr || expr instanceof SQLPropertyExpr;
    boolean named = expr instanceof SQLAllColumnExpr || (column && text.endsWith("\""));
    return named ? text : text + " AS " + DuckSql.name("_c" + place);
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
      String items =
          clause.getItems().stream().map(this::groupItem).collect(Collectors.joining(", "));
      if (clause.isWithRollUp()) {
        items = "ROLLUP (" + items + ")";
      } else if (clause.isWithCube()) {
        items = "CUBE (" + items + ")";
      }
      text = " GROUP BY " + items;
    }
    return clause.getHaving() == null
        ? text
        : text + " HAVING " + expressions.text(clause.getHaving());
  }

  private String groupItem(SQLExpr item) {
    if (item instanceof SQLGroupingSetExpr sets) {
      return sets.getParameters().stream()
          .map(
              set ->
                  set instanceof SQLListExpr list
                      ? "(" + expressions.list(list.getItems()) + ")"
                      : "(" + expressions.text(set) + ")")
          .collect(Collectors.joining(", ", "GROUPING SETS (", ")"));
    }
    if (item instanceof SQLMethodInvokeExpr call
        && (call.getMethodName().equalsIgnoreCase("rollup")
            || call.getMethodName().equalsIgnoreCase("cube"))) {
      return call.getMethodName() + " (" + expressions.list(call.getArguments()) + ")";
    }
    return expressions.text(item);
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

package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.SQLName;
import com.alibaba.druid.sql.ast.expr.SQLIdentifierExpr;
import com.alibaba.druid.sql.ast.expr.SQLMethodInvokeExpr;
import com.alibaba.druid.sql.ast.expr.SQLPropertyExpr;
import com.alibaba.druid.sql.ast.statement.SQLExprTableSource;
import com.alibaba.druid.sql.ast.statement.SQLJoinTableSource;
import com.alibaba.druid.sql.ast.statement.SQLJoinTableSource.JoinType;
import com.alibaba.druid.sql.ast.statement.SQLLateralViewTableSource;
import com.alibaba.druid.sql.ast.statement.SQLSubqueryTableSource;
import com.alibaba.druid.sql.ast.statement.SQLTableSource;
import com.alibaba.druid.sql.ast.statement.SQLTableSourceImpl;
import com.alibaba.druid.sql.ast.statement.SQLUnionQueryTableSource;
import com.alibaba.druid.sql.ast.statement.SQLValuesTableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what stands in FROM: tables, subqueries, joins, VALUES and lateral views. */
final class TableSourceTranslator {
  private final Translation translation;
  private final QueryTranslator queries;
  private final ExpressionTranslator expressions;

  TableSourceTranslator(
      Translation translation, QueryTranslator queries, ExpressionTranslator expressions) {
    this.translation = translation;
    this.queries = queries;
    this.expressions = expressions;
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
      return join(join);
    }
    if (source instanceof SQLLateralViewTableSource view) {
      return lateralView(view);
    }
    if (source instanceof SQLSubqueryTableSource subquery) {
      return "("
          + queries.select(subquery.getSelect())
          + ")"
          + alias(subquery, subquery.getColumns());
    }
    if (source instanceof SQLUnionQueryTableSource union) {
      return "(" + queries.query(union.getUnion()) + ")" + alias(union, union.getColumns());
    }
    if (source instanceof SQLValuesTableSource values) {
      return "(" + queries.values(values) + ")" + alias(values, values.getColumns());
    }
    throw translation.unsupported("this form of FROM", "from");
  }

  private String alias(SQLTableSource source, List<SQLName> columns) {
    String alias = source.getAlias();
    if (alias == null) {
      if (!columns.isEmpty()) {
        throw translation.unsupported("a list of column names without a table alias", "from");
      }
      return "";
    }
    return " AS " + DuckSql.name(expressions.alias(alias)) + queries.columns(columns);
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
    String reference = translation.tableReference(parts);
    if (table.getAlias() != null) {
      return reference + alias(table, table.getColumns());
    }
    return reference + " AS " + DuckSql.name(parts.get(parts.size() - 1));
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

  private String join(SQLJoinTableSource join) {
    boolean plain = join.getUdj() == null && !join.isAsof() && !join.isGlobal();
    if (!plain || join.getAlias() != null) {
      throw translation.unsupported("this form of JOIN", "join");
    }
    boolean keepsRight =
        join.getJoinType() == JoinType.RIGHT_OUTER_JOIN
            || join.getJoinType() == JoinType.FULL_OUTER_JOIN;
    if (keepsRight
        && join.getLeft() instanceof SQLJoinTableSource outer
        && outer.getJoinType() == JoinType.COMMA) {
      throw translation.unsupported("a comma before RIGHT or FULL JOIN", "join");
    }
    String left = source(join.getLeft());
    String right = source(join.getRight());
    if (join.getRight() instanceof SQLJoinTableSource
        || join.getRight() instanceof SQLLateralViewTableSource) {
      right = "(" + right + ")";
    }
    String text = left + joinWords(join) + right;
    if (!join.getUsing().isEmpty()) {
      text += " USING (" + expressions.list(join.getUsing()) + ")";
    } else if (join.getCondition() != null) {
      text += " ON " + expressions.text(join.getCondition());
    } else if (needsCondition(join)) {
      throw translation.semantic("JOIN needs a condition, unless it is a CROSS JOIN", "join");
    }
    return text;
  }

  private static boolean needsCondition(SQLJoinTableSource join) {
    return switch (join.getJoinType()) {
      case JOIN, INNER_JOIN, LEFT_OUTER_JOIN, RIGHT_OUTER_JOIN, FULL_OUTER_JOIN ->
          !join.isNatural();
      case LEFT_SEMI_JOIN, LEFT_ANTI_JOIN -> true;
      default -> false;
    };
  }

  private String joinWords(SQLJoinTableSource join) {
    String words =
        switch (join.getJoinType()) {
          case COMMA -> ", ";
          case JOIN, INNER_JOIN -> " JOIN ";
          case CROSS_JOIN -> " CROSS JOIN ";
          case NATURAL_JOIN, NATURAL_INNER_JOIN -> " NATURAL JOIN ";
          case NATURAL_LEFT_JOIN -> " NATURAL LEFT JOIN ";
          case NATURAL_RIGHT_JOIN -> " NATURAL RIGHT JOIN ";
          case LEFT_OUTER_JOIN -> " LEFT JOIN ";
          case RIGHT_OUTER_JOIN -> " RIGHT JOIN ";
          case FULL_OUTER_JOIN -> " FULL JOIN ";
          case LEFT_SEMI_JOIN -> " SEMI JOIN ";
          case LEFT_ANTI_JOIN -> " ANTI JOIN ";
          default -> throw translation.unsupported(join.getJoinType().name, "join");
        };
    return join.isNatural() && !words.contains("NATURAL") ? " NATURAL" + words : words;
  }

  /** A lateral view becomes a lateral subquery that unnests. */
  private String lateralView(SQLLateralViewTableSource view) {
    if (view.getOn() != null || view.getAlias() == null) {
      throw translation.unsupported("this form of LATERAL VIEW", "lateral");
    }
    List<String> columns =
        view.getColumns().stream()
            .map(column -> DuckSql.name(expressions.name(column.getSimpleName())))
            .collect(Collectors.toCollection(ArrayList::new));
    String rows = "(" + rows(view.getMethod(), columns) + ")";
    String alias = " AS " + DuckSql.name(expressions.alias(view.getAlias()));
    @Nullable SQLTableSource left = view.getTableSource();
    if (left == null) {
      return rows + alias;
    }
    return view.isOuter()
        ? source(left) + " LEFT JOIN LATERAL " + rows + alias + " ON TRUE"
        : source(left) + " CROSS JOIN LATERAL " + rows + alias;
  }

  private String rows(SQLMethodInvokeExpr call, List<String> columns) {
    String function = call.getMethodName().toLowerCase(Locale.ROOT);
    if (function.equals("explode") && columns.isEmpty()) {
      columns.add(DuckSql.name("col"));
    }
    if (function.equals("explode") && columns.size() == 1) {
      return "SELECT " + unnest(call) + " AS " + columns.get(0);
    }
    String argument = onlyArgument(call);
    if (function.equals("explode") && columns.size() == 2) {
      return "SELECT e.key AS %s, e.value AS %s FROM (SELECT unnest(map_entries(%s)) AS e)"
          .formatted(columns.get(0), columns.get(1), argument);
    }
    if (function.equals("posexplode") && columns.size() == 2) {
      return "SELECT unnest(range(len(%s))) AS %s, unnest(%s) AS %s"
          .formatted(argument, columns.get(0), argument, columns.get(1));
    }
    throw translation.unsupported(
        "LATERAL VIEW " + call.getMethodName() + " with " + columns.size() + " columns",
        call.getMethodName());
  }

  /** One row for each element of an array. */
  String unnest(SQLMethodInvokeExpr call) {
    return "unnest(" + onlyArgument(call) + ")";
  }

  private String onlyArgument(SQLMethodInvokeExpr call) {
    if (call.getArguments().size() != 1) {
      throw translation.semantic(
          call.getMethodName() + " needs 1 argument, not " + call.getArguments().size(),
          call.getMethodName());
    }
    return expressions.text(call.getArguments().get(0));
  }
}

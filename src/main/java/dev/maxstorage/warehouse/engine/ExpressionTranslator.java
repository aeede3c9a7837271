package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.SQLOrderBy;
import com.alibaba.druid.sql.ast.SQLOrderingSpecification;
import com.alibaba.druid.sql.ast.SQLOver;
import com.alibaba.druid.sql.ast.expr.SQLAggregateExpr;
import com.alibaba.druid.sql.ast.expr.SQLAllColumnExpr;
import com.alibaba.druid.sql.ast.expr.SQLArrayExpr;
import com.alibaba.druid.sql.ast.expr.SQLBetweenExpr;
import com.alibaba.druid.sql.ast.expr.SQLBinaryOpExpr;
import com.alibaba.druid.sql.ast.expr.SQLBooleanExpr;
import com.alibaba.druid.sql.ast.expr.SQLCaseExpr;
import com.alibaba.druid.sql.ast.expr.SQLCastExpr;
import com.alibaba.druid.sql.ast.expr.SQLCharExpr;
import com.alibaba.druid.sql.ast.expr.SQLExistsExpr;
import com.alibaba.druid.sql.ast.expr.SQLIdentifierExpr;
import com.alibaba.druid.sql.ast.expr.SQLInListExpr;
import com.alibaba.druid.sql.ast.expr.SQLInSubQueryExpr;
import com.alibaba.druid.sql.ast.expr.SQLIntegerExpr;
import com.alibaba.druid.sql.ast.expr.SQLIntervalExpr;
import com.alibaba.druid.sql.ast.expr.SQLListExpr;
import com.alibaba.druid.sql.ast.expr.SQLMethodInvokeExpr;
import com.alibaba.druid.sql.ast.expr.SQLNotExpr;
import com.alibaba.druid.sql.ast.expr.SQLNullExpr;
import com.alibaba.druid.sql.ast.expr.SQLPropertyExpr;
import com.alibaba.druid.sql.ast.expr.SQLQueryExpr;
import com.alibaba.druid.sql.ast.expr.SQLUnaryExpr;
import com.alibaba.druid.sql.ast.statement.SQLSelectOrderByItem;
import com.alibaba.druid.sql.dialect.odps.ast.OdpsTransformExpr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a parsed expression as DuckDB SQL, in parentheses where it has parts. */
final class ExpressionTranslator {
  /** Words of joins and clauses: as an unquoted alias they show that the parser lost the thread. */
  private static final Set<String> NEVER_ALIASES =
      Set.of(
          "full",
          "outer",
          "left",
          "right",
          "inner",
          "cross",
          "natural",
          "join",
          "semi",
          "anti",
          "on",
          "using",
          "where",
          "group",
          "having",
          "order",
          "limit",
          "union",
          "intersect",
          "except",
          "minus",
          "lateral",
          "qualify",
          "window",
          "distribute",
          "cluster",
          "sort",
          "tablesample",
          "pivot",
          "unpivot",
          "select",
          "from",
          "by",
          "asof",
          "straight_join");

  private static final Pattern STRINGS =
      Pattern.compile(
          "'|(odps_(string|joined|substr|repeat|regexp_replace|regexp_substr|get_json_object)|concat_ws"
              + "|lower|upper|reverse|trim|ltrim|rtrim|replace|translate|substr|lpad|rpad|chr"
              + "|split_part|regexp_extract|strftime|string_agg|md5|sha1|hex|bin)\\(");

  private final Translation translation;
  private final QueryTranslator queries;
  private final CastTranslator casts;
  private final CallTranslator calls;
  private final OperatorTranslator operators;

  ExpressionTranslator(Translation translation, QueryTranslator queries) {
    this.translation = translation;
    this.queries = queries;
    this.casts = new CastTranslator(translation, this);
    this.calls = new CallTranslator(translation, this);
    this.operators = new OperatorTranslator(this);
  }

  /** The DuckDB text of an expression; the parser may give none for text that it cannot read. */
  String text(@Nullable SQLExpr expr) {
    if (expr == null) {
      throw translation.unsupported("an expression of this form", "");
    }
    if (expr instanceof SQLIdentifierExpr identifier) {
      return column(identifier);
    }
    if (expr instanceof SQLPropertyExpr property) {
      return property(property);
    }
    if (expr instanceof SQLCharExpr string) {
      return literal(string).duck();
    }
    if (expr instanceof SQLIntegerExpr integer) {
      return integer(new BigInteger(integer.getNumber().toString()));
    }
    if (expr instanceof SQLNullExpr) {
      return "NULL";
    }
    if (expr instanceof SQLBooleanExpr bool) {
      return bool.getBooleanValue() ? "TRUE" : "FALSE";
    }
    if (expr instanceof SQLBinaryOpExpr operation) {
      return operators.text(operation);
    }
    if (expr instanceof SQLUnaryExpr unary) {
      return unary(unary);
    }
    if (expr instanceof SQLNotExpr not) {
      return "(NOT " + text(not.getExpr()) + ")";
    }
    if (expr instanceof SQLBetweenExpr between) {
      return "("
          + text(between.getTestExpr())
          + (between.isNot() ? " NOT BETWEEN " : " BETWEEN ")
          + text(between.getBeginExpr())
          + " AND "
          + text(between.getEndExpr())
          + ")";
    }
    if (expr instanceof SQLInListExpr in && !in.getTargetList().isEmpty()) {
      return "("
          + text(in.getExpr())
          + (in.isNot() ? " NOT IN (" : " IN (")
          + list(in.getTargetList())
          + "))";
    }
    if (expr instanceof SQLInSubQueryExpr in) {
      return "("
          + text(in.getExpr())
          + (in.isNot() ? " NOT IN (" : " IN (")
          + queries.select(in.getSubQuery())
          + "))";
    }
    if (expr instanceof SQLExistsExpr exists) {
      return (exists.isNot() ? "(NOT EXISTS (" : "(EXISTS (")
          + queries.select(exists.getSubQuery())
          + "))";
    }
    if (expr instanceof SQLQueryExpr query) {
      return "(" + queries.select(query.getSubQuery()) + ")";
    }
    if (expr instanceof SQLCaseExpr cases) {
      return cases(cases);
    }
    if (expr instanceof SQLCastExpr cast) {
      return casts.text(cast);
    }
    if (expr instanceof SQLAggregateExpr || expr instanceof SQLMethodInvokeExpr) {
      return calls.text((SQLMethodInvokeExpr) expr);
    }
    if (expr instanceof SQLArrayExpr element && element.getValues().size() == 1) {
      return "odps_element(" + text(element.getExpr()) + ", " + list(element.getValues()) + ")";
    }
    if (expr instanceof SQLListExpr list) {
      return "(" + list(list.getItems()) + ")";
    }
    if (expr instanceof SQLAllColumnExpr all) {
      return all(all);
    }
    if (expr instanceof SQLIntervalExpr interval) {
      return operators.interval(interval);
    }
    throw unsupported(expr);
  }

  /** Expressions joined by commas. */
  String list(List<? extends SQLExpr> items) {
    return items.stream().map(this::text).collect(Collectors.joining(", "));
  }

  /** The literal behind a string of the parser, null if the expression is something else. */
  @Nullable SqlLiteral literalOrNull(SQLExpr expr) {
    return expr instanceof SQLCharExpr string ? literal(string) : null;
  }

  private SqlLiteral literal(SQLCharExpr string) {
    return translation.standIns().literal(string.getText());
  }

  /** A name as the parser returned it, in lower case and without back-ticks. */
  String name(String parsed) {
    return translation.standIns().name(parsed);
  }

  /** The name of an alias; one that is a word of SQL or a string is refused. */
  String alias(String parsed) {
    if (parsed.startsWith("'") || parsed.startsWith("\"")) {
      throw translation.unsupported("a string as a name", "");
    }
    if (NEVER_ALIASES.contains(parsed.toLowerCase(Locale.ROOT))) {
      throw translation.unsupported("'" + parsed + "' in this place", parsed);
    }
    return name(parsed);
  }

  private String column(SQLIdentifierExpr identifier) {
    String name = identifier.getName();
    if (name.startsWith("`")) {
      return DuckSql.name(name(name));
    }
    translation.standIns().use(name);
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "current_date" -> "current_date";
      case "current_timestamp" -> "CAST(current_timestamp AS TIMESTAMPTZ_NS)";
      default -> DuckSql.name(name(name));
    };
  }

  private String integer(BigInteger value) {
    SqlLiteral literal = translation.standIns().literal(value.abs());
    if (value.signum() < 0) {
      return "(" + (literal == null ? value.toString() : literal.negated()) + ")";
    }
    return literal == null ? value.toString() : literal.duck();
  }

  private String property(SQLPropertyExpr property) {
    if (":".equals(property.getSplitString())) {
      throw unsupported(property);
    }
    List<String> path = new ArrayList<>();
    SQLExpr part = property;
    while (part instanceof SQLPropertyExpr step) {
      path.add(0, name(step.getName()));
      part = step.getOwner();
    }
    if (!(part instanceof SQLIdentifierExpr first)) {
      return "(" + text(part) + ")." + dotted(path);
    }
    path.add(0, name(first.getName()));
    return dotted(translation.withoutProject(path));
  }

  private static String dotted(List<String> path) {
    return path.stream().map(DuckSql::name).collect(Collectors.joining("."));
  }

  private String all(SQLAllColumnExpr all) {
    if (all.getReplace() != null && !all.getReplace().isEmpty()) {
      throw translation.unsupported("* REPLACE", "replace");
    }
    String text = all.getOwner() == null ? "*" : text(all.getOwner()) + ".*";
    return all.getExcept() == null || all.getExcept().isEmpty()
        ? text
        : text + " EXCLUDE (" + list(all.getExcept()) + ")";
  }

  private String unary(SQLUnaryExpr unary) {
    return switch (unary.getOperator()) {
      case Plus -> text(unary.getExpr());
      case Negative -> {
        yield unary.getExpr() instanceof SQLIntegerExpr integer
            ? integer(new BigInteger(integer.getNumber().toString()).negate())
            : "(- " + text(unary.getExpr()) + ")";
      }
      case Compl -> "(~ " + text(unary.getExpr()) + ")";
      case NOT -> "(NOT " + text(unary.getExpr()) + ")";
      default -> throw unsupported(unary);
    };
  }

  /**
   * A value as VARCHAR, in the form that MaxCompute gives its type. What is VARCHAR by its text is
   * left alone: operators stand in parentheses, so a text that begins with a call is that call.
   */
  static String string(String duckText) {
    if (duckText.equals("NULL")) {
      return "CAST(NULL AS VARCHAR)";
    }
    return STRINGS.matcher(duckText).lookingAt() ? duckText : "odps_string(" + duckText + ")";
  }

  private String cases(SQLCaseExpr cases) {
    StringBuilder text = new StringBuilder("CASE");
    if (cases.getValueExpr() != null) {
      text.append(' ').append(text(cases.getValueExpr()));
    }
    for (SQLCaseExpr.Item item : cases.getItems()) {
      text.append(" WHEN ").append(text(item.getConditionExpr()));
      text.append(" THEN ").append(text(item.getValueExpr()));
    }
    if (cases.getElseExpr() != null) {
      text.append(" ELSE ").append(text(cases.getElseExpr()));
    }
    return text + " END";
  }

  /** {@code a NULLS FIRST, b DESC NULLS LAST}: in MaxCompute NULL is less than any value. */
  String orderItems(SQLOrderBy order) {
    if (order.isSiblings()) {
      throw translation.unsupported("ORDER SIBLINGS BY", "siblings");
    }
    return order.getItems().stream().map(this::orderItem).collect(Collectors.joining(", "));
  }

  private String orderItem(SQLSelectOrderByItem item) {
    if (item.getCollate() != null || item.getOpclass() != null) {
      throw translation.unsupported("COLLATE in ORDER BY", "collate");
    }
    boolean descending = item.getType() == SQLOrderingSpecification.DESC;
    boolean nullsLast =
        item.getNullsOrderType() == null
            ? descending
            : item.getNullsOrderType() == SQLSelectOrderByItem.NullsOrderType.NullsLast;
    return text(item.getExpr())
        + (descending ? " DESC" : "")
        + (nullsLast ? " NULLS LAST" : " NULLS FIRST");
  }

  /** {@code (PARTITION BY .. ORDER BY .. frame)}. */
  String over(SQLOver over) {
    return new WindowTranslator(translation, this).text(over);
  }

  /** The refusal of an expression, by the name of its form. */
  EngineException unsupported(SQLExpr expr) {
    if (expr instanceof OdpsTransformExpr) {
      return translation.unsupported("TRANSFORM, or a lambda,", "transform");
    }
    if (expr instanceof SQLBinaryOpExpr operation) {
      String operator = operation.getOperator().name;
      return translation.unsupported("operator " + operator, operator);
    }
    String form = expr.getClass().getSimpleName().replaceAll("^SQL|Expr$", "");
    return translation.unsupported("an expression of the form " + form, form);
  }
}

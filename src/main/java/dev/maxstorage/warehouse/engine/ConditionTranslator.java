package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.expr.SQLBetweenExpr;
import com.alibaba.druid.sql.ast.expr.SQLCaseExpr;
import com.alibaba.druid.sql.ast.expr.SQLExistsExpr;
import com.alibaba.druid.sql.ast.expr.SQLInListExpr;
import com.alibaba.druid.sql.ast.expr.SQLInSubQueryExpr;
import com.alibaba.druid.sql.ast.expr.SQLListExpr;
import com.alibaba.druid.sql.ast.expr.SQLQueryExpr;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes BETWEEN, IN, EXISTS, CASE and subqueries in expressions. */
final class ConditionTranslator {
  private final ExpressionTranslator expressions;
  private final QueryTranslator queries;

  ConditionTranslator(ExpressionTranslator expressions, QueryTranslator queries) {
    this.expressions = expressions;
    this.queries = queries;
  }

  SqlValue between(SQLBetweenExpr between) {
    List<SqlValue> values =
        ComparableValues.of(
            expressions.values(
                List.of(between.getTestExpr(), between.getBeginExpr(), between.getEndExpr())));
    return SqlValue.of(
        "("
            + values.get(0).sql()
            + (between.isNot() ? " NOT BETWEEN " : " BETWEEN ")
            + values.get(1).sql()
            + " AND "
            + values.get(2).sql()
            + ")",
        SqlTypes.BOOLEAN);
  }

  SqlValue in(SQLInListExpr in) {
    List<SqlValue> values = new ArrayList<>();
    values.add(expressions.value(in.getExpr()));
    values.addAll(expressions.values(in.getTargetList()));
    values = ComparableValues.of(values);
    return SqlValue.of(
        "("
            + values.get(0).sql()
            + (in.isNot() ? " NOT IN (" : " IN (")
            + values.stream().skip(1).map(SqlValue::sql).collect(Collectors.joining(", "))
            + "))",
        SqlTypes.BOOLEAN);
  }

  SqlValue in(SQLInSubQueryExpr in) {
    TypedQuery query = queries.select(in.getSubQuery());
    List<SqlValue> left =
        in.getExpr() instanceof SQLListExpr list
            ? expressions.values(list.getItems())
            : List.of(expressions.value(in.getExpr()));
    if (left.size() != query.columns().size()) {
      throw new SqlTypeException(
          "IN compares " + left.size() + " values with " + query.columns().size() + " columns");
    }
    List<String> sides = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      Column column = query.columns().get(i);
      List<SqlValue> both = ComparableValues.of(left.get(i), SqlValue.of("c" + i, column.type()));
      sides.add(both.get(0).sql());
      columns.add(Column.of(column.name(), both.get(1).type()));
    }
    String test = left.size() == 1 ? sides.get(0) : "(" + String.join(", ", sides) + ")";
    return SqlValue.of(
        "(" + test + (in.isNot() ? " NOT IN (" : " IN (") + retyped(query, columns).sql() + "))",
        SqlTypes.BOOLEAN);
  }

  private static TypedQuery retyped(TypedQuery query, List<Column> columns) {
    boolean same =
        IntStream.range(0, columns.size())
            .allMatch(i -> columns.get(i).type().equals(query.columns().get(i).type()));
    return same ? query : query.as(columns);
  }

  SqlValue exists(SQLExistsExpr exists) {
    String not = exists.isNot() ? "NOT " : "";
    return SqlValue.of(
        "(" + not + "EXISTS (" + queries.select(exists.getSubQuery()).sql() + "))",
        SqlTypes.BOOLEAN);
  }

  SqlValue scalar(SQLQueryExpr expr) {
    TypedQuery query = queries.select(expr.getSubQuery());
    if (query.columns().size() != 1) {
      throw new SqlTypeException(
          "a subquery in an expression gives one column, not " + query.columns().size());
    }
    return SqlValue.of("(" + query.sql() + ")", query.columns().get(0).type());
  }

  SqlValue cases(SQLCaseExpr cases) {
    List<SqlValue> results = new ArrayList<>();
    cases.getItems().forEach(item -> results.add(expressions.value(item.getValueExpr())));
    if (cases.getElseExpr() != null) {
      results.add(expressions.value(cases.getElseExpr()));
    }
    List<SqlValue> alike = alike(results);
    List<SqlValue> tests = new ArrayList<>();
    if (cases.getValueExpr() != null) {
      tests.add(expressions.value(cases.getValueExpr()));
    }
    for (SQLCaseExpr.Item item : cases.getItems()) {
      SqlValue test = expressions.value(item.getConditionExpr());
      tests.add(cases.getValueExpr() == null ? OperatorTranslator.condition(test) : test);
    }
    StringBuilder text = new StringBuilder("CASE");
    if (cases.getValueExpr() != null) {
      tests = new ArrayList<>(ComparableValues.of(tests));
      text.append(' ').append(tests.remove(0).sql());
    }
    for (int i = 0; i < tests.size(); i++) {
      text.append(" WHEN ").append(tests.get(i).sql());
      text.append(" THEN ").append(alike.get(i).sql());
    }
    if (cases.getElseExpr() != null) {
      text.append(" ELSE ").append(alike.get(alike.size() - 1).sql());
    }
    return SqlValue.of(text + " END", alike.get(0).type());
  }

  /** Values that one result may take: all of one type, which the first of them shows. */
  static List<SqlValue> alike(List<SqlValue> values) {
    OdpsType common = SqlTypes.VOID;
    for (SqlValue value : values) {
      OdpsType next = SqlTypes.common(common, value.type());
      if (next == null) {
        throw new SqlTypeException(
            common.text() + " and " + value.type().text() + " have no common type");
      }
      common = next;
    }
    OdpsType type = common;
    return values.stream()
        .map(
            value ->
                value.isNothing()
                    ? SqlValue.of("NULL", type)
                    : value.type().equals(type)
                        ? value
                        : SqlValue.of(Conversions.cast(value, type).sql(), type))
        .toList();
  }

  /** {@code (a, b)}, which only IN takes. */
  SqlValue row(SQLListExpr list) {
    List<SqlValue> values = expressions.values(list.getItems());
    if (values.size() == 1) {
      return values.get(0);
    }
    List<OdpsType.Member> members = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      members.add(new OdpsType.Member("col" + (i + 1), values.get(i).type()));
    }
    return SqlValue.of(
        values.stream().map(SqlValue::sql).collect(Collectors.joining(", ", "(", ")")),
        new OdpsType.Struct(members));
  }
}

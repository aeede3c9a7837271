package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLLimit;
import com.alibaba.druid.sql.ast.SQLName;
import com.alibaba.druid.sql.ast.SQLOrderBy;
import com.alibaba.druid.sql.ast.statement.SQLSelect;
import com.alibaba.druid.sql.ast.statement.SQLSelectQuery;
import com.alibaba.druid.sql.ast.statement.SQLSelectQueryBlock;
import com.alibaba.druid.sql.ast.statement.SQLUnionOperator;
import com.alibaba.druid.sql.ast.statement.SQLUnionQuery;
import com.alibaba.druid.sql.ast.statement.SQLValuesTableSource;
import com.alibaba.druid.sql.ast.statement.SQLWithSubqueryClause;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes a parsed query as DuckDB SQL; whatever it does not know it refuses. */
final class QueryTranslator {
  private final Translation translation;
  private final ExpressionTranslator expressions;
  private final BlockTranslator blocks;

  QueryTranslator(Translation translation) {
    this.translation = translation;
    this.expressions = new ExpressionTranslator(translation, this);
    this.blocks = new BlockTranslator(translation, this, expressions);
  }

  /** A query with its WITH clause. */
  TypedQuery select(SQLSelect select) {
    SQLWithSubqueryClause with = select.getWithSubQuery();
    if (with == null) {
      return body(select);
    }
    Map<String, List<Column>> names = translation.enterWith();
    String text = with(with, names);
    TypedQuery body = body(select);
    translation.leaveWith();
    return new TypedQuery(text + body.sql(), body.columns());
  }

  private String with(SQLWithSubqueryClause with, Map<String, List<Column>> names) {
    if (with.getRecursive() != null && with.getRecursive()) {
      throw translation.unsupported("WITH RECURSIVE", "recursive");
    }
    List<String> entries = new ArrayList<>();
    for (SQLWithSubqueryClause.Entry entry : with.getEntries()) {
      if (entry.getSubQuery() == null) {
        throw translation.unsupported("a WITH that is not a query", "with");
      }
      String name = expressions.name(entry.getAlias());
      TypedQuery query = select(entry.getSubQuery());
      List<Column> columns = renamed(query.columns(), entry.getColumns(), name);
      entries.add(DuckSql.name(name) + names(columns) + " AS (" + query.sql() + ")");
      names.put(name, columns);
    }
    return "WITH " + String.join(", ", entries) + " ";
  }

  /** {@code ("a", "b")}. */
  static String names(List<Column> columns) {
    return columns.stream()
        .map(column -> DuckSql.name(column.name()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** The columns under the names of a list, under their own if it is empty. */
  List<Column> renamed(List<Column> columns, List<SQLName> names, String alias) {
    if (names.isEmpty()) {
      return columns;
    }
    if (names.size() != columns.size()) {
      throw translation.semantic(
          "%s has %s columns, %s names are given".formatted(alias, columns.size(), names.size()),
          alias);
    }
    return IntStream.range(0, columns.size())
        .mapToObj(
            i -> Column.of(expressions.name(names.get(i).getSimpleName()), columns.get(i).type()))
        .toList();
  }

  private TypedQuery body(SQLSelect select) {
    TypedQuery query = query(select.getQuery());
    return new TypedQuery(
        query.sql() + tail(query, select.getOrderBy(), select.getLimit()), query.columns());
  }

  TypedQuery query(SQLSelectQuery query) {
    if (query instanceof SQLSelectQueryBlock block) {
      return blocks.block(block);
    }
    if (query instanceof SQLUnionQuery union) {
      return union(union);
    }
    if (query instanceof SQLValuesTableSource values) {
      return values(values);
    }
    throw translation.unsupported("this form of query", "select");
  }

  /** {@code VALUES (..), (..)}, the columns named as those of SELECT without names. */
  TypedQuery values(SQLValuesTableSource values) {
    List<List<SqlValue>> rows =
        values.getValues().stream().map(row -> expressions.values(row.getItems())).toList();
    int width = rows.get(0).size();
    List<Column> columns = new ArrayList<>();
    List<List<SqlValue>> alike = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      int index = i;
      if (rows.stream().anyMatch(row -> row.size() != width)) {
        throw translation.semantic("the rows of VALUES differ in length", "values");
      }
      List<SqlValue> cells;
      try {
        cells = ConditionTranslator.alike(rows.stream().map(row -> row.get(index)).toList());
      } catch (SqlTypeException e) {
        throw translation.semantic(e.reason(), "values");
      }
      alike.add(cells);
      columns.add(Column.of("_c" + i, cells.get(0).type()));
    }
    String text =
        IntStream.range(0, rows.size())
            .mapToObj(
                row ->
                    alike.stream()
                        .map(cells -> cells.get(row).sql())
                        .collect(Collectors.joining(", ", "(", ")")))
            .collect(Collectors.joining(", "));
    return new TypedQuery(
        "SELECT * FROM (VALUES " + text + ") AS \"$values\"" + names(columns), columns);
  }

  private TypedQuery union(SQLUnionQuery union) {
    List<TypedQuery> parts = new ArrayList<>();
    for (SQLSelectQuery part : union.getRelations()) {
      if (part instanceof SQLUnionQuery inner
          && !inner.isParenthesized()
          && isIntersect(inner.getOperator()) != isIntersect(union.getOperator())) {
        throw translation.unsupported(
            "INTERSECT beside another set operator without parentheses", "intersect");
      }
      parts.add(query(part));
    }
    List<Column> columns = common(parts, union.getOperator());
    String operator = " " + setOperator(union.getOperator()) + " ";
    String text =
        parts.stream()
            .map(part -> "(" + converted(part, columns).sql() + ")")
            .collect(Collectors.joining(operator));
    TypedQuery whole = new TypedQuery(text, columns);
    return new TypedQuery(text + tail(whole, union.getOrderBy(), union.getLimit()), columns);
  }

  /** The part with columns of the set's types; its names matter only if it is the first. */
  private static TypedQuery converted(TypedQuery part, List<Column> columns) {
    boolean same =
        IntStream.range(0, columns.size())
            .allMatch(i -> columns.get(i).type().equals(part.columns().get(i).type()));
    return same ? part : part.as(columns);
  }

  /** The names of the first part with types that the columns of all can take. */
  private List<Column> common(List<TypedQuery> parts, SQLUnionOperator operator) {
    List<Column> columns = parts.get(0).columns();
    for (TypedQuery part : parts) {
      if (part.columns().size() != columns.size()) {
        throw translation.semantic(
            "%s of %s and %s columns"
                .formatted(operator.name, columns.size(), part.columns().size()),
            operator.name.split(" ")[0]);
      }
      List<Column> next = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        OdpsType type = SqlTypes.common(columns.get(i).type(), part.columns().get(i).type());
        if (type == null) {
          throw translation.semantic(
              "%s of %s and %s"
                  .formatted(
                      operator.name,
                      columns.get(i).type().text(),
                      part.columns().get(i).type().text()),
              operator.name.split(" ")[0]);
        }
        next.add(Column.of(columns.get(i).name(), type));
      }
      columns = next;
    }
    return columns;
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

  /** ORDER BY and LIMIT after a whole query, whose names mean its columns. */
  private String tail(TypedQuery query, @Nullable SQLOrderBy order, @Nullable SQLLimit limit) {
    if (order == null) {
      return limit(limit);
    }
    translation.enter().add(new Relation("", query.columns()));
    String text = blocks.orderBy(order);
    translation.leave();
    return text + limit(limit);
  }

  String limit(@Nullable SQLLimit limit) {
    if (limit == null) {
      return "";
    }
    if (limit.getBy() != null && !limit.getBy().isEmpty()) {
      throw translation.unsupported("LIMIT BY", "limit");
    }
    String text = "";
    if (limit.getRowCount() != null) {
      text += " LIMIT " + expressions.value(limit.getRowCount()).sql();
    }
    if (limit.getOffset() != null) {
      text += " OFFSET " + expressions.value(limit.getOffset()).sql();
    }
    return text;
  }
}

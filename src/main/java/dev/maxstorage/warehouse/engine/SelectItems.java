package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.expr.SQLAllColumnExpr;
import com.alibaba.druid.sql.ast.expr.SQLIdentifierExpr;
import com.alibaba.druid.sql.ast.expr.SQLMethodInvokeExpr;
import com.alibaba.druid.sql.ast.expr.SQLPropertyExpr;
import com.alibaba.druid.sql.ast.statement.SQLSelectItem;
import com.alibaba.druid.sql.dialect.odps.ast.OdpsUDTFSQLSelectItem;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the list of columns after SELECT. */
final class SelectItems {
  private final Translation translation;
  private final ExpressionTranslator expressions;
  private final TableSourceTranslator sources;

  SelectItems(
      Translation translation, ExpressionTranslator expressions, TableSourceTranslator sources) {
    this.translation = translation;
    this.expressions = expressions;
    this.sources = sources;
  }

  /** The list as text, and the columns that it gives. */
  TypedQuery of(List<SQLSelectItem> items) {
    List<String> texts = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      SQLSelectItem item = items.get(i);
      if (item instanceof OdpsUDTFSQLSelectItem || item.isUDTFSelectItem()) {
        throw translation.unsupported("a table function with several names in SELECT", "as");
      }
      if (item.getExpr() instanceof SQLAllColumnExpr all) {
        texts.add(all(all, columns));
      } else {
        texts.add(item(item, i, items.size(), columns));
      }
    }
    return new TypedQuery(String.join(", ", texts), columns);
  }

  /** One column; a column without a name gets MaxCompute's, {@code _c} and its place from 0. */
  private String item(SQLSelectItem item, int place, int count, List<Column> columns) {
    SQLExpr expr = item.getExpr();
    SqlValue value = explodes(expr) ? exploded((SQLMethodInvokeExpr) expr, count) : value(expr);
    String name = name(item, place);
    columns.add(Column.of(name, value.type()));
    return value.sql() + " AS " + DuckSql.name(name);
  }

  private SqlValue value(SQLExpr expr) {
    return expressions.value(expr);
  }

  private String name(SQLSelectItem item, int place) {
    if (item.getAlias() != null) {
      return expressions.alias(item.getAlias());
    }
    if (item.getExpr() instanceof SQLIdentifierExpr column && !isCall(column)) {
      return expressions.name(column.getName());
    }
    return item.getExpr() instanceof SQLPropertyExpr property
        ? expressions.name(property.getName())
        : "_c" + place;
  }

  private static boolean isCall(SQLIdentifierExpr name) {
    return name.getName().equalsIgnoreCase("current_date")
        || name.getName().equalsIgnoreCase("current_timestamp");
  }

  private static boolean explodes(SQLExpr expr) {
    return expr instanceof SQLMethodInvokeExpr call
        && call.getMethodName().equalsIgnoreCase("explode");
  }

  private SqlValue exploded(SQLMethodInvokeExpr call, int count) {
    if (count > 1) {
      throw translation.semantic("explode must be the only column of SELECT", "explode");
    }
    SqlValue array = sources.onlyArgument(call);
    if (!(array.type() instanceof OdpsType.Array of)) {
      throw translation.unsupported("explode of anything but an array in SELECT", "explode");
    }
    return SqlValue.of("unnest(" + array.sql() + ")", of.element());
  }

  private String all(SQLAllColumnExpr all, List<Column> columns) {
    if (all.getReplace() != null && !all.getReplace().isEmpty()) {
      throw translation.unsupported("* REPLACE", "replace");
    }
    String text = "*";
    List<Column> meant;
    if (all.getOwner() == null) {
      meant = translation.scope().visible();
    } else {
      String alias = expressions.names().owner(all);
      Relation relation = translation.scope().relation(alias);
      if (relation == null) {
        throw translation.semantic("table " + alias + " cannot be resolved", alias);
      }
      meant = relation.columns();
      text = DuckSql.name(alias) + ".*";
    }
    if (meant.isEmpty()) {
      throw translation.semantic("SELECT * needs FROM", "*");
    }
    if (all.getExcept() == null || all.getExcept().isEmpty()) {
      columns.addAll(meant);
      return text;
    }
    Set<String> left =
        all.getExcept().stream()
            .map(name -> expressions.name(((SQLIdentifierExpr) name).getName()))
            .collect(Collectors.toSet());
    meant.stream().filter(column -> !left.contains(column.name())).forEach(columns::add);
    return text
        + left.stream().map(DuckSql::name).collect(Collectors.joining(", ", " EXCLUDE (", ")"));
  }
}

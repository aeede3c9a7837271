package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.expr.SQLAllColumnExpr;
import com.alibaba.druid.sql.ast.expr.SQLIdentifierExpr;
import com.alibaba.druid.sql.ast.expr.SQLMethodInvokeExpr;
import com.alibaba.druid.sql.ast.expr.SQLPropertyExpr;
import com.alibaba.druid.sql.ast.statement.SQLSelectItem;
import com.alibaba.druid.sql.dialect.odps.ast.OdpsUDTFSQLSelectItem;
import dev.maxstorage.types.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes the list of columns after SELECT. */
final class SelectItems {
  private static final String ROWS = DuckSql.name("$rows");

  private final Translation translation;
  private final ExpressionTranslator expressions;
  private final TableFunctions functions;

  SelectItems(Translation translation, ExpressionTranslator expressions) {
    this.translation = translation;
    this.expressions = expressions;
    this.functions = new TableFunctions(translation, expressions);
  }

  /** The list as text, and the columns that it gives. */
  TypedQuery of(List<SQLSelectItem> items) {
    List<String> texts = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      SQLSelectItem item = items.get(i);
      if (item instanceof OdpsUDTFSQLSelectItem || item.isUDTFSelectItem() || isRows(item)) {
        throw translation.semantic("a table function must be the only column of SELECT", "select");
      }
      if (item.getExpr() instanceof SQLAllColumnExpr all) {
        texts.add(all(all, columns));
      } else {
        texts.add(item(item, i, columns));
      }
    }
    return new TypedQuery(String.join(", ", texts), columns);
  }

  /** One column; a column without a name gets MaxCompute's, {@code _c} and its place from 0. */
  private String item(SQLSelectItem item, int place, List<Column> columns) {
    SQLExpr expr = item.getExpr();
    SqlValue value = expressions.value(expr);
    String name = name(item, place);
    columns.add(Column.of(name, value.type()));
    return value.sql() + " AS " + DuckSql.name(name);
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

  private static boolean isRows(SQLSelectItem item) {
    return item.getExpr() instanceof SQLMethodInvokeExpr call
        && call.getOwner() == null
        && TableFunctions.has(call.getMethodName());
  }

  /** The rows of a table function that stands alone in a list, null if the list is another. */
  @Nullable TypedQuery tableFunction(List<SQLSelectItem> items) {
    if (items.size() != 1 || !isRows(items.get(0))) {
      return null;
    }
    SQLSelectItem item = items.get(0);
    List<String> names = new ArrayList<>();
    if (item instanceof OdpsUDTFSQLSelectItem several) {
      several.getAliasList().forEach(name -> names.add(expressions.alias(name)));
    } else if (item.getAlias() != null) {
      names.add(expressions.alias(item.getAlias()));
    }
    return functions.rows((SQLMethodInvokeExpr) item.getExpr(), names);
  }

  /** The alias of a table function's rows, with names for its columns that no other column has. */
  static String rowsAlias(TypedQuery rows) {
    return IntStream.range(0, rows.columns().size())
        .mapToObj(SelectItems::hiddenName)
        .collect(Collectors.joining(", ", ROWS + "(", ")"));
  }

  /** The list that selects a table function's rows. */
  static TypedQuery of(TypedQuery rows) {
    String text =
        IntStream.range(0, rows.columns().size())
            .mapToObj(
                i ->
                    ROWS
                        + "."
                        + hiddenName(i)
                        + " AS "
                        + DuckSql.name(rows.columns().get(i).name()))
            .collect(Collectors.joining(", "));
    return new TypedQuery(text, rows.columns());
  }

  private static String hiddenName(int index) {
    return DuckSql.name("$" + index);
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

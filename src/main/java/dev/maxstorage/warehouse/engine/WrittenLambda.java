package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.expr.SQLBinaryOpExpr;
import com.alibaba.druid.sql.ast.expr.SQLIdentifierExpr;
import com.alibaba.druid.sql.ast.expr.SQLListExpr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A lambda as it stands in a statement: {@code x -> body} or {@code (x, y) -> body}. */
final class WrittenLambda implements Lambda {
  private final Translation translation;
  private final ExpressionTranslator expressions;
  private final List<String> names;
  private final SQLExpr body;

  WrittenLambda(
      Translation translation, ExpressionTranslator expressions, SQLBinaryOpExpr written) {
    this.translation = translation;
    this.expressions = expressions;
    this.body = written.getRight();
    List<? extends SQLExpr> parameters =
        written.getLeft() instanceof SQLListExpr list
            ? list.getItems()
            : List.of(written.getLeft());
    this.names = parameters.stream().map(this::name).toList();
  }

  private String name(SQLExpr parameter) {
    if (parameter instanceof SQLIdentifierExpr identifier) {
      return expressions.name(identifier.getName());
    }
    throw translation.unsupported("a lambda whose parameters are not names", "->");
  }

  @Override
  public int parameters() {
    return names.size();
  }

  @Override
  public SqlValue body(List<SqlValue> values) {
    Map<String, SqlValue> bound = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      bound.put(names.get(i), values.get(i));
    }
    translation.enterLambda(bound);
    SqlValue value = expressions.value(body);
    translation.leave();
    return value;
  }

  @Override
  public String freshName() {
    return translation.freshName();
  }
}

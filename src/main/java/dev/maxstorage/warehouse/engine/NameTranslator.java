package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.expr.SQLAllColumnExpr;
import com.alibaba.druid.sql.ast.expr.SQLIdentifierExpr;
import com.alibaba.druid.sql.ast.expr.SQLPropertyExpr;
import dev.maxstorage.types.OdpsType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes names in expressions: columns, members of structs, and what is called without (). */
final class NameTranslator {
  private final Translation translation;
  private final ExpressionTranslator expressions;

  NameTranslator(Translation translation, ExpressionTranslator expressions) {
    this.translation = translation;
    this.expressions = expressions;
  }

  SqlValue identifier(SQLIdentifierExpr identifier) {
    String name = identifier.getName();
    if (!name.startsWith("`")) {
      translation.standIns().use(name);
      switch (name.toLowerCase(Locale.ROOT)) {
        case "current_date", "current_timestamp" -> {
          return expressions.call(name.toLowerCase(Locale.ROOT), List.of());
        }
        default -> {}
      }
    }
    return column(List.of(expressions.name(name)));
  }

  SqlValue property(SQLPropertyExpr property) {
    if (":".equals(property.getSplitString())) {
      throw expressions.unsupported(property);
    }
    List<String> path = new ArrayList<>();
    SQLExpr part = property;
    while (part instanceof SQLPropertyExpr step) {
      path.add(0, expressions.name(step.getName()));
      part = step.getOwner();
    }
    if (part instanceof SQLIdentifierExpr first) {
      path.add(0, expressions.name(first.getName()));
      return column(translation.withoutProject(path));
    }
    return member(expressions.value(part), path);
  }

  private SqlValue member(SqlValue owner, List<String> path) {
    if (path.isEmpty()) {
      return owner;
    }
    OdpsType type = Scope.member(owner.type(), path);
    if (type == null) {
      throw translation.semantic(
          owner.type().text() + " has no member " + String.join(".", path), path.get(0));
    }
    return SqlValue.of("(" + owner.sql() + ")." + dotted(path), type);
  }

  private SqlValue column(List<String> path) {
    SqlValue parameter = translation.scope().parameter(path.get(0));
    if (parameter != null) {
      return member(parameter, path.subList(1, path.size()));
    }
    OdpsType type = translation.scope().type(path);
    if (type == null) {
      translation.expectWritten(path.get(path.size() - 1));
      throw translation.semantic(
          "column " + String.join(".", path) + " cannot be resolved", path.get(path.size() - 1));
    }
    return SqlValue.of(dotted(path), type);
  }

  private static String dotted(List<String> path) {
    return path.stream().map(DuckSql::name).collect(Collectors.joining("."));
  }

  /** The relation before {@code .*}, as written. */
  String owner(SQLAllColumnExpr all) {
    List<String> path = new ArrayList<>();
    SQLExpr part = all.getOwner();
    while (part instanceof SQLPropertyExpr step) {
      path.add(0, expressions.name(step.getName()));
      part = step.getOwner();
    }
    if (!(part instanceof SQLIdentifierExpr first)) {
      throw expressions.unsupported(all);
    }
    path.add(0, expressions.name(first.getName()));
    List<String> own = new ArrayList<>(path);
    own.add("*");
    List<String> rest = translation.withoutProject(own);
    return rest.get(0);
  }
}

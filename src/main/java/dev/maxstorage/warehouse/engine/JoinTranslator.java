package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.expr.SQLIdentifierExpr;
import com.alibaba.druid.sql.ast.statement.SQLJoinTableSource;
import com.alibaba.druid.sql.ast.statement.SQLJoinTableSource.JoinType;
import com.alibaba.druid.sql.ast.statement.SQLLateralViewTableSource;
import dev.maxstorage.types.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes joins, and says what names mean after them. */
final class JoinTranslator {
  private final Translation translation;
  private final ExpressionTranslator expressions;
  private final TableSourceTranslator sources;

  JoinTranslator(
      Translation translation, ExpressionTranslator expressions, TableSourceTranslator sources) {
    this.translation = translation;
    this.expressions = expressions;
    this.sources = sources;
  }

  String join(SQLJoinTableSource join) {
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
    Scope scope = translation.scope();
    int before = scope.size();
    String left = sources.source(join.getLeft());
    int middle = scope.size();
    String right = sources.source(join.getRight());
    if (join.getRight() instanceof SQLJoinTableSource
        || join.getRight() instanceof SQLLateralViewTableSource) {
      right = "(" + right + ")";
    }
    String words = joinWords(join);
    String text = left + words + right;
    if (!join.getUsing().isEmpty()) {
      Set<String> names =
          join.getUsing().stream()
              .map(this::usingName)
              .collect(Collectors.toCollection(LinkedHashSet::new));
      merge(scope, before, middle, names);
      text += names.stream().map(DuckSql::name).collect(Collectors.joining(", ", " USING (", ")"));
    } else if (join.getCondition() != null) {
      text += " ON " + expressions.where(join.getCondition());
    } else if (words.contains("NATURAL")) {
      merge(scope, before, middle, commonNames(scope, before, middle));
    } else if (needsCondition(join)) {
      throw translation.semantic("JOIN needs a condition, unless it is a CROSS JOIN", "join");
    }
    if (join.getJoinType() == JoinType.LEFT_SEMI_JOIN
        || join.getJoinType() == JoinType.LEFT_ANTI_JOIN) {
      scope.replaceLast(scope.size() - middle, List.of());
    }
    return text;
  }

  private String usingName(SQLExpr name) {
    if (name instanceof SQLIdentifierExpr identifier) {
      return expressions.name(identifier.getName());
    }
    throw translation.unsupported("USING of anything but names", "using");
  }

  private static Set<String> commonNames(Scope scope, int before, int middle) {
    Set<String> left = names(scope.relations().subList(before, middle));
    Set<String> right = names(scope.relations().subList(middle, scope.size()));
    right.retainAll(left);
    return right;
  }

  private static Set<String> names(List<Relation> relations) {
    return relations.stream()
        .flatMap(relation -> relation.visible().stream())
        .map(Column::name)
        .collect(Collectors.toSet());
  }

  /**
   * Holds a column of the right side against the first of its name on the left, if there are both.
   */
  private void expectAlike(String name, List<Relation> left, @Nullable Column here) {
    for (Relation other : left) {
      Column there = other.column(name);
      if (here != null && there != null) {
        expectAlike(name, there, here);
        return;
      }
    }
  }

  /** Makes columns of the right side one with those of the left. */
  private void merge(Scope scope, int before, int middle, Set<String> names) {
    List<Relation> left = scope.relations().subList(before, middle);
    List<Relation> merged = new ArrayList<>();
    for (Relation relation : scope.relations().subList(middle, scope.size())) {
      for (String name : names) {
        expectAlike(name, left, relation.column(name));
      }
      merged.add(relation.merging(names));
    }
    scope.replaceLast(merged.size(), merged);
  }

  private void expectAlike(String name, Column left, Column right) {
    List<SqlValue> values =
        List.of(SqlValue.of(name, left.type()), SqlValue.of(name, right.type()));
    try {
      if (ComparableValues.of(values).equals(values)) {
        return;
      }
    } catch (SqlTypeException e) {
      throw translation.semantic(e.reason(), name);
    }
    throw translation.unsupported(
        "JOIN USING of column "
            + name
            + ", which is "
            + left.type().text()
            + " here and "
            + right.type().text()
            + " there,",
        name);
  }

  private static boolean needsCondition(SQLJoinTableSource join) {
    return switch (join.getJoinType()) {
      case JOIN,
          INNER_JOIN,
          LEFT_OUTER_JOIN,
          RIGHT_OUTER_JOIN,
          FULL_OUTER_JOIN,
          LEFT_SEMI_JOIN,
          LEFT_ANTI_JOIN ->
          true;
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
}

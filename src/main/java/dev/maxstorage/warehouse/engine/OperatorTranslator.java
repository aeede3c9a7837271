package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.expr.SQLBinaryOpExpr;
import com.alibaba.druid.sql.ast.expr.SQLBinaryOperator;
import com.alibaba.druid.sql.ast.expr.SQLIntervalExpr;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes operators as MaxCompute means them, and intervals. */
final class OperatorTranslator {
  private static final Set<SQLBinaryOperator> CHAINED =
      EnumSet.of(
          SQLBinaryOperator.BooleanAnd, SQLBinaryOperator.BooleanOr, SQLBinaryOperator.Concat);

  private final ExpressionTranslator expressions;

  OperatorTranslator(ExpressionTranslator expressions) {
    this.expressions = expressions;
  }

  /** The DuckDB text of a binary operation. */
  String text(SQLBinaryOpExpr operation) {
    SQLExpr left = operation.getLeft();
    SQLExpr right = operation.getRight();
    SQLBinaryOperator operator = operation.getOperator();
    if (CHAINED.contains(operator)) {
      return chain(operation);
    }
    String moved = moved(left, operator, right);
    if (moved != null) {
      return moved;
    }
    String infix =
        switch (operator) {
          case Equality, EqEq -> "=";
          case NotEqual, LessThanOrGreater -> "<>";
          case LessThan -> "<";
          case LessThanOrEqual -> "<=";
          case GreaterThan -> ">";
          case GreaterThanOrEqual -> ">=";
          case LessThanOrEqualOrGreaterThan, IsNotDistinctFrom -> "IS NOT DISTINCT FROM";
          case IsDistinctFrom -> "IS DISTINCT FROM";
          case Is -> "IS";
          case IsNot -> "IS NOT";
          case Add -> "+";
          case Subtract -> "-";
          case Multiply -> "*";
          case BitwiseAnd -> "&";
          case BitwiseOr -> "|";
          default -> "";
        };
    if (!infix.isEmpty()) {
      return "(" + expressions.text(left) + " " + infix + " " + expressions.text(right) + ")";
    }
    return switch (operator) {
      case Divide -> call("odps_divide", left, right);
      case DIV -> call("odps_div", left, right);
      case Modulus, Mod -> call("odps_mod", left, right);
      case BitwiseXor -> call("xor", left, right);
      case RLike, RegExp -> matches(left, right);
      case NotRLike, NotRegExp -> "(NOT " + matches(left, right) + ")";
      case Like -> like(left, " LIKE ", right, "'\\'");
      case NotLike -> like(left, " NOT LIKE ", right, "'\\'");
      case Escape -> escapedLike(operation);
      default -> throw expressions.unsupported(operation);
    };
  }

  /** Operators whose chains are written flat, since they may be thousands long. */
  private String chain(SQLBinaryOpExpr operation) {
    SQLBinaryOperator operator = operation.getOperator();
    boolean strings = operator == SQLBinaryOperator.Concat;
    Deque<String> operands = new ArrayDeque<>();
    SQLExpr rest = operation;
    while (rest instanceof SQLBinaryOpExpr link && link.getOperator() == operator) {
      operands.push(
          strings
              ? ExpressionTranslator.string(expressions.text(link.getRight()))
              : expressions.text(link.getRight()));
      rest = link.getLeft();
    }
    operands.push(
        strings ? ExpressionTranslator.string(expressions.text(rest)) : expressions.text(rest));
    String chain = String.join(" " + operator.name + " ", operands);
    return strings ? "odps_joined(" + chain + ")" : "(" + chain + ")";
  }

  private String matches(SQLExpr value, SQLExpr pattern) {
    return "regexp_matches("
        + ExpressionTranslator.string(expressions.text(value))
        + ", "
        + expressions.text(pattern)
        + ")";
  }

  private String escapedLike(SQLBinaryOpExpr operation) {
    if (operation.getLeft() instanceof SQLBinaryOpExpr like) {
      String escape = expressions.text(operation.getRight());
      if (like.getOperator() == SQLBinaryOperator.Like) {
        return like(like.getLeft(), " LIKE ", like.getRight(), escape);
      }
      if (like.getOperator() == SQLBinaryOperator.NotLike) {
        return like(like.getLeft(), " NOT LIKE ", like.getRight(), escape);
      }
    }
    throw expressions.unsupported(operation);
  }

  /** MaxCompute's LIKE has the backslash as its escape; DuckDB's has none of itself. */
  private String like(SQLExpr value, String words, SQLExpr pattern, String escape) {
    return "("
        + expressions.text(value)
        + words
        + expressions.text(pattern)
        + " ESCAPE "
        + escape
        + ")";
  }

  private String call(String function, SQLExpr left, SQLExpr right) {
    return function + "(" + expressions.text(left) + ", " + expressions.text(right) + ")";
  }

  /** The DuckDB text of an interval. */
  String interval(SQLIntervalExpr interval) {
    return "to_"
        + unit(interval)
        + "s(CAST("
        + expressions.text(interval.getValue())
        + " AS INTEGER))";
  }

  private String unit(SQLIntervalExpr interval) {
    if (interval.getUnit() == null) {
      throw expressions.unsupported(interval);
    }
    return switch (interval.getUnit()) {
      case YEAR, MONTH, DAY, HOUR, MINUTE, SECOND ->
          interval.getUnit().name().toLowerCase(Locale.ROOT);
      default -> throw expressions.unsupported(interval);
    };
  }

  /** A date or time moved by an interval keeps its type, which DuckDB's operators do not do. */
  private @Nullable String moved(SQLExpr left, SQLBinaryOperator operator, SQLExpr right) {
    boolean minus = operator == SQLBinaryOperator.Subtract;
    if (!minus && operator != SQLBinaryOperator.Add) {
      return null;
    }
    if (right instanceof SQLIntervalExpr interval && !(left instanceof SQLIntervalExpr)) {
      return moved(left, minus ? "-" : "", interval);
    }
    boolean first = left instanceof SQLIntervalExpr && !(right instanceof SQLIntervalExpr);
    return first && !minus ? moved(right, "", (SQLIntervalExpr) left) : null;
  }

  private String moved(SQLExpr time, String sign, SQLIntervalExpr interval) {
    return "odps_dateadd(%s, %s%s, '%s')"
        .formatted(expressions.text(time), sign, interval(interval), unit(interval));
  }
}

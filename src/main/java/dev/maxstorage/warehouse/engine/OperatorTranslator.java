package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.expr.SQLBinaryOpExpr;
import com.alibaba.druid.sql.ast.expr.SQLBinaryOperator;
import com.alibaba.druid.sql.ast.expr.SQLIntervalExpr;
import com.alibaba.druid.sql.ast.expr.SQLUnaryExpr;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
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

  /** A binary operation. */
  SqlValue binary(SQLBinaryOpExpr operation) {
    SQLBinaryOperator operator = operation.getOperator();
    if (CHAINED.contains(operator)) {
      return chain(operation);
    }
    if (operator == SQLBinaryOperator.Escape) {
      return escapedLike(operation);
    }
    SqlValue left = expressions.value(operation.getLeft());
    SqlValue right = expressions.value(operation.getRight());
    String comparison = comparison(operator);
    if (comparison != null) {
      return compared(left, comparison, right);
    }
    return switch (operator) {
      case Add ->
          SqlTypes.isInterval(left.type())
              ? moved(operation.getLeft(), left, right, "")
              : SqlTypes.isInterval(right.type())
                  ? moved(operation.getRight(), right, left, "")
                  : Arithmetic.add(left, right);
      case Subtract ->
          SqlTypes.isInterval(right.type())
              ? moved(operation.getRight(), right, left, "-")
              : Arithmetic.subtract(left, right);
      case Multiply -> Arithmetic.multiply(left, right);
      case Divide -> Arithmetic.divide(left, right);
      case DIV -> Arithmetic.div(left, right);
      case Modulus, Mod -> Arithmetic.remainder(left, right);
      case BitwiseAnd -> Arithmetic.bits("&", left, right);
      case BitwiseOr -> Arithmetic.bits("|", left, right);
      case BitwiseXor -> Arithmetic.bits("xor", left, right);
      case RLike, RegExp -> matches("", left, right);
      case NotRLike, NotRegExp -> matches("NOT ", left, right);
      case Like -> like(left, " LIKE ", right, "'\\'");
      case NotLike -> like(left, " NOT LIKE ", right, "'\\'");
      default -> throw expressions.unsupported(operation);
    };
  }

  private static @Nullable String comparison(SQLBinaryOperator operator) {
    return switch (operator) {
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
      default -> null;
    };
  }

  private static SqlValue compared(SqlValue left, String operator, SqlValue right) {
    if (operator.equals("IS") || operator.equals("IS NOT")) {
      return SqlValue.of(
          "(" + left.sql() + " " + operator + " " + right.sql() + ")", SqlTypes.BOOLEAN);
    }
    List<SqlValue> both = ComparableValues.of(left, right);
    return SqlValue.of(
        "(" + both.get(0).sql() + " " + operator + " " + both.get(1).sql() + ")", SqlTypes.BOOLEAN);
  }

  /** Operators whose chains are written flat, since they may be thousands long. */
  private SqlValue chain(SQLBinaryOpExpr operation) {
    SQLBinaryOperator operator = operation.getOperator();
    Deque<SqlValue> operands = new ArrayDeque<>();
    SQLExpr rest = operation;
    while (rest instanceof SQLBinaryOpExpr link && link.getOperator() == operator) {
      operands.push(expressions.value(link.getRight()));
      rest = link.getLeft();
    }
    operands.push(expressions.value(rest));
    boolean strings = operator == SQLBinaryOperator.Concat;
    List<String> parts =
        operands.stream()
            .map(each -> strings ? Conversions.string(each) : condition(each))
            .map(SqlValue::sql)
            .toList();
    return SqlValue.of(
        "(" + String.join(" " + operator.name + " ", parts) + ")",
        strings ? SqlTypes.STRING : SqlTypes.BOOLEAN);
  }

  /** A value that must be a BOOLEAN. */
  static SqlValue condition(SqlValue value) {
    if (value.type().kind() != Kind.BOOLEAN && !value.isNothing()) {
      throw Conversions.mismatch(value, "a boolean");
    }
    return value;
  }

  private static SqlValue matches(String not, SqlValue value, SqlValue pattern) {
    String match = "regexp_matches(" + text(value) + ", " + text(pattern) + ")";
    return SqlValue.of("(" + not + match + ")", SqlTypes.BOOLEAN);
  }

  private SqlValue escapedLike(SQLBinaryOpExpr operation) {
    if (operation.getLeft() instanceof SQLBinaryOpExpr like) {
      String escape = text(expressions.value(operation.getRight()));
      SqlValue left = expressions.value(like.getLeft());
      SqlValue right = expressions.value(like.getRight());
      if (like.getOperator() == SQLBinaryOperator.Like) {
        return like(left, " LIKE ", right, escape);
      }
      if (like.getOperator() == SQLBinaryOperator.NotLike) {
        return like(left, " NOT LIKE ", right, escape);
      }
    }
    throw expressions.unsupported(operation);
  }

  /** MaxCompute's LIKE has the backslash as its escape; DuckDB's has none of itself. */
  private static SqlValue like(SqlValue value, String words, SqlValue pattern, String escape) {
    return SqlValue.of(
        "(" + text(value) + words + text(pattern) + " ESCAPE " + escape + ")", SqlTypes.BOOLEAN);
  }

  /** LIKE and RLIKE take text and convert nothing. */
  private static String text(SqlValue value) {
    if (!SqlTypes.isText(value.type()) && !value.isNothing()) {
      throw Conversions.mismatch(value, "a string");
    }
    return value.isNothing() ? Conversions.nothing(SqlTypes.STRING).sql() : value.sql();
  }

  SqlValue unary(SQLUnaryExpr unary) {
    SqlValue value = expressions.value(unary.getExpr());
    return switch (unary.getOperator()) {
      case Plus -> Conversions.number(value);
      case Negative -> Arithmetic.negate(value);
      case Compl -> Arithmetic.complement(value);
      case NOT -> not(value);
      default -> throw expressions.unsupported(unary);
    };
  }

  static SqlValue not(SqlValue value) {
    return SqlValue.of("(NOT " + condition(value).sql() + ")", SqlTypes.BOOLEAN);
  }

  SqlValue interval(SQLIntervalExpr interval) {
    String unit = unit(interval);
    String value = "CAST(" + expressions.value(interval.getValue()).sql() + " AS INTEGER)";
    OdpsType type =
        unit.equals("year") || unit.equals("month") ? SqlTypes.YEAR_MONTH : SqlTypes.DAY_TIME;
    return SqlValue.of("to_" + unit + "s(" + value + ")", type);
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

  private SqlValue moved(SQLExpr written, SqlValue interval, SqlValue time, String sign) {
    if (!(written instanceof SQLIntervalExpr literal)) {
      throw expressions.unsupported(written);
    }
    return MovedTime.of(time, sign + interval.sql(), unit(literal));
  }
}

package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Decimal;
import dev.maxstorage.types.OdpsType.Kind;

/**
 * Writes the arithmetic of MaxCompute: text is computed as DOUBLE, integers as the wider of the
 * two, exact numbers with a DECIMAL as DECIMAL. A division of integers is a DOUBLE.
 */
final class Arithmetic {
  private Arithmetic() {}

  static SqlValue add(SqlValue a, SqlValue b) {
    return infix("+", a, b);
  }

  static SqlValue subtract(SqlValue a, SqlValue b) {
    return infix("-", a, b);
  }

  private static SqlValue infix(String operator, SqlValue a, SqlValue b) {
    SqlValue left = Conversions.number(a);
    SqlValue right = Conversions.number(b);
    OdpsType type =
        exact(left, right)
            ? SqlTypes.sum(SqlTypes.decimal(left.type()), SqlTypes.decimal(right.type()))
            : plain(left, right);
    return SqlValue.of(binary(left, operator, right, type), type);
  }

  static SqlValue multiply(SqlValue a, SqlValue b) {
    SqlValue left = Conversions.number(a);
    SqlValue right = Conversions.number(b);
    if (!exact(left, right)) {
      OdpsType type = plain(left, right);
      return SqlValue.of(binary(left, "*", right, type), type);
    }
    Decimal of = SqlTypes.decimal(left.type());
    Decimal by = SqlTypes.decimal(right.type());
    Decimal type = SqlTypes.product(of, by);
    return type.scale() == of.scale() + by.scale()
        ? SqlValue.of("(" + left.sql() + " * " + right.sql() + ")", type)
        : computed("odps_product", left.sql(), right.sql(), type);
  }

  static SqlValue divide(SqlValue a, SqlValue b) {
    SqlValue left = Conversions.number(a);
    SqlValue right = Conversions.number(b);
    if (exact(left, right)) {
      Decimal type =
          SqlTypes.quotient(SqlTypes.decimal(left.type()), SqlTypes.decimal(right.type()));
      return quotient(left.sql(), right.sql(), type);
    }
    return call("odps_divide", left, right, SqlTypes.DOUBLE);
  }

  /** The quotient of two DuckDB expressions of exact numbers, rounded half up. */
  static SqlValue quotient(String dividend, String divisor, Decimal type) {
    return computed("odps_quotient", dividend, divisor, type);
  }

  private static SqlValue computed(String function, String a, String b, Decimal type) {
    return SqlValue.of(
        "CAST(%s(CAST(%s AS VARCHAR), CAST(%s AS VARCHAR), '%s') AS %s)"
            .formatted(function, a, b, type.scale(), DuckSql.type(type)),
        type);
  }

  /** The whole part of a quotient of integers. */
  static SqlValue div(SqlValue a, SqlValue b) {
    return call("odps_div", integer(a), integer(b), plain(a, b));
  }

  static SqlValue remainder(SqlValue a, SqlValue b) {
    SqlValue left = Conversions.number(a);
    SqlValue right = Conversions.number(b);
    OdpsType type =
        exact(left, right)
            ? SqlTypes.remainder(SqlTypes.decimal(left.type()), SqlTypes.decimal(right.type()))
            : plain(left, right);
    return call("odps_mod", left, right, type);
  }

  static SqlValue negate(SqlValue a) {
    SqlValue value = Conversions.number(a);
    return SqlValue.of("(- " + value.sql() + ")", value.type());
  }

  /** {@code &}, {@code |} or, as a function, {@code xor}. */
  static SqlValue bits(String operator, SqlValue a, SqlValue b) {
    SqlValue left = integer(a);
    SqlValue right = integer(b);
    OdpsType type = plain(left, right);
    return operator.equals("xor")
        ? call("xor", left, right, type)
        : SqlValue.of(binary(left, operator, right, type), type);
  }

  static SqlValue complement(SqlValue a) {
    SqlValue value = integer(a);
    return SqlValue.of("(~ " + value.sql() + ")", value.type());
  }

  private static SqlValue integer(SqlValue value) {
    if (!SqlTypes.isInteger(value.type()) && !value.isNothing()) {
      throw Conversions.mismatch(value, "an integer");
    }
    return value.isNothing() ? Conversions.nothing(SqlTypes.BIGINT) : value;
  }

  private static SqlValue call(String function, SqlValue a, SqlValue b, OdpsType type) {
    return SqlValue.of(function + "(" + as(a, type) + ", " + as(b, type) + ")", type);
  }

  private static String binary(SqlValue a, String operator, SqlValue b, OdpsType type) {
    return "(" + as(a, type) + " " + operator + " " + as(b, type) + ")";
  }

  /** An operand; DuckDB would compute small integers in the type of the smaller. */
  private static String as(SqlValue value, OdpsType type) {
    boolean narrow =
        SqlTypes.isInteger(type)
            && SqlTypes.isInteger(value.type())
            && value.type().kind().compareTo(type.kind()) < 0
            && type.kind() != Kind.BIGINT;
    return narrow ? "CAST(" + value.sql() + " AS " + DuckSql.type(type) + ")" : value.sql();
  }

  private static boolean exact(SqlValue a, SqlValue b) {
    boolean decimal = SqlTypes.isDecimal(a.type()) || SqlTypes.isDecimal(b.type());
    return decimal && !SqlTypes.isFloating(a.type()) && !SqlTypes.isFloating(b.type());
  }

  /** The type of numbers that are not computed exactly: the wider. */
  private static OdpsType plain(SqlValue a, SqlValue b) {
    OdpsType type = SqlTypes.common(a.type(), b.type());
    if (type == null) {
      throw new SqlTypeException(a.type().text() + " and " + b.type().text() + " do not compute");
    }
    return type;
  }
}

package dev.maxstorage.predicate;

import dev.maxstorage.predicate.BoundPredicate.Comparison;
import dev.maxstorage.predicate.BoundPredicate.In;
import dev.maxstorage.predicate.BoundPredicate.IsNull;
import dev.maxstorage.predicate.BoundPredicate.Like;
import dev.maxstorage.sql.Operator;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes leaves whose values the column itself could hold: {@code id > 1.5} on a BIGINT becomes
 * {@code id > 1}, and {@code tiny < 1000} becomes {@code tiny is not null}.
 */
final class LeafBinder {
  private final ComparandConverter converter;

  LeafBinder(ComparandConverter converter) {
    this.converter = converter;
  }

  BoundPredicate comparison(Column column, Operator operator, @Nullable Object value) {
    if (value == null) {
      return Leaves.NEVER;
    }
    Object comparand = converter.convert(column, value);
    if (!(comparand instanceof BigDecimal number)) {
      return new Comparison(column, operator, comparand);
    }
    BigDecimal floor = number.setScale(scale(column.type()), RoundingMode.FLOOR);
    boolean exact = floor.compareTo(number) == 0;
    if (!exact) {
      switch (operator) {
        case EQ:
          return Leaves.NEVER;
        case NE:
          return notNull(column);
        case GT, GE:
          return number(column, Operator.GT, floor);
        case LT, LE:
          return number(column, Operator.LE, floor);
      }
    }
    return number(column, operator, floor);
  }

  BoundPredicate in(Column column, List<? extends @Nullable Object> values, boolean negated) {
    List<Object> kept = new ArrayList<>();
    boolean hasNull = false;
    for (@Nullable Object value : values) {
      BoundPredicate equal = comparison(column, Operator.EQ, value);
      hasNull |= value == null;
      if (equal instanceof Comparison comparison) {
        kept.add(comparison.value());
      }
    }
    if (negated && hasNull) {
      return Leaves.NEVER;
    } else if (kept.isEmpty()) {
      return negated ? notNull(column) : Leaves.NEVER;
    }
    return new In(column, kept, negated);
  }

  /** Only text has a pattern: other types would have to become text first, and CHAR is padded. */
  BoundPredicate like(
      Column column, @Nullable Object pattern, LikePattern.Escape escape, boolean negated) {
    if (column.type().kind() != OdpsType.Kind.STRING
        && column.type().kind() != OdpsType.Kind.VARCHAR) {
      throw new UnsupportedPredicateException(
          "it has LIKE on the " + column.type().text() + " column " + column.name());
    } else if (pattern == null) {
      return Leaves.NEVER;
    }
    LikePattern compiled = LikePattern.of((String) converter.convert(column, pattern), escape);
    if (compiled.isLiteral()) {
      return new Comparison(column, negated ? Operator.NE : Operator.EQ, compiled.prefix());
    } else if (compiled.isAnything()) {
      return negated ? Leaves.NEVER : notNull(column);
    }
    return new Like(column, compiled, negated);
  }

  private static BoundPredicate number(Column column, Operator operator, BigDecimal value) {
    if (column.type().kind() == OdpsType.Kind.DECIMAL) {
      return new Comparison(column, operator, value);
    }
    long largest = largest(column.type());
    int beyond =
        value.compareTo(BigDecimal.valueOf(largest)) > 0
            ? -1
            : value.compareTo(BigDecimal.valueOf(-largest - 1)) < 0 ? 1 : 0;
    if (beyond == 0) {
      return new Comparison(column, operator, value.longValueExact());
    }
    return operator.accepts(beyond) ? notNull(column) : Leaves.NEVER;
  }

  private static BoundPredicate notNull(Column column) {
    return new IsNull(column, true);
  }

  private static int scale(OdpsType type) {
    return type instanceof OdpsType.Decimal decimal ? decimal.scale() : 0;
  }

  private static long largest(OdpsType type) {
    return switch (type.kind()) {
      case TINYINT -> Byte.MAX_VALUE;
      case SMALLINT -> Short.MAX_VALUE;
      case INT -> Integer.MAX_VALUE;
      case BIGINT -> Long.MAX_VALUE;
      default -> throw new IllegalStateException(type.text() + " is no integer type");
    };
  }
}

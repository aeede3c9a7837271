package dev.maxstorage.predicate;

import dev.maxstorage.predicate.BoundPredicate.IsNull;
import dev.maxstorage.sql.Operand;
import dev.maxstorage.sql.Operator;
import dev.maxstorage.sql.Predicate;
import dev.maxstorage.sql.Predicate.And;
import dev.maxstorage.sql.Predicate.Comparison;
import dev.maxstorage.sql.Predicate.Constant;
import dev.maxstorage.sql.Predicate.In;
import dev.maxstorage.sql.Predicate.IsNullValue;
import dev.maxstorage.sql.Predicate.Like;
import dev.maxstorage.sql.Predicate.Not;
import dev.maxstorage.sql.Predicate.NullSafeEqual;
import dev.maxstorage.sql.Predicate.Or;
import dev.maxstorage.types.Column;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the columns and values of a condition their types. */
public final class PredicateBinder {
  private final List<Column> columns;
  private final List<? extends @Nullable Object> parameters;
  private final LeafBinder leaves;

  private PredicateBinder(
      List<Column> columns, List<? extends @Nullable Object> parameters, ZoneId zone) {
    this.columns = columns;
    this.parameters = parameters;
    this.leaves = new LeafBinder(new ComparandConverter(zone));
  }

  /**
   * Binds a condition.
   *
   * @param predicate as the statement has it
   * @param columns data and partition columns of the table; names are found without regard to case
   * @param parameters the values of all {@code ?} of the statement, in order
   * @param zone the time zone of the session
   * @throws UnknownColumnException if a column is not there
   * @throws UnsupportedPredicateException if a comparison needs a conversion that cannot be made
   *     here exactly as MaxCompute makes it
   * @throws IllegalArgumentException if a parameter has no value
   */
  public static BoundPredicate bind(
      Predicate predicate,
      List<Column> columns,
      List<? extends @Nullable Object> parameters,
      ZoneId zone) {
    return new PredicateBinder(columns, parameters, zone).bind(predicate, false);
  }

  private BoundPredicate bind(Predicate predicate, boolean negated) {
    if (predicate instanceof Not not) {
      return bind(not.operand(), !negated);
    } else if (predicate instanceof And and) {
      List<BoundPredicate> operands = bindAll(and.operands(), negated);
      return negated ? Leaves.or(operands) : Leaves.and(operands);
    } else if (predicate instanceof Or or) {
      List<BoundPredicate> operands = bindAll(or.operands(), negated);
      return negated ? Leaves.and(operands) : Leaves.or(operands);
    } else if (predicate instanceof Comparison comparison) {
      Operator operator = comparison.operator();
      return leaves.comparison(
          column(comparison.column()),
          negated ? operator.negated() : operator,
          value(comparison.operand()));
    } else if (predicate instanceof In in) {
      List<@Nullable Object> values = new ArrayList<>();
      in.operands().forEach(operand -> values.add(value(operand)));
      return leaves.in(column(in.column()), values, in.negated() != negated);
    } else if (predicate instanceof Like like) {
      return leaves.like(
          column(like.column()),
          value(like.pattern()),
          escape(like.escape()),
          like.negated() != negated);
    } else if (predicate instanceof NullSafeEqual equal) {
      return nullSafe(column(equal.column()), value(equal.operand()), equal.negated() != negated);
    } else if (predicate instanceof IsNullValue isNull) {
      boolean holds = (value(isNull.operand()) == null) != (isNull.negated() != negated);
      return holds ? Leaves.ALWAYS : Leaves.NEVER;
    } else if (predicate instanceof Predicate.IsNull isNull) {
      return new IsNull(column(isNull.column()), isNull.negated() != negated);
    } else if (predicate instanceof Constant constant) {
      Boolean value = constant.value();
      return value != null && value != negated ? Leaves.ALWAYS : Leaves.NEVER;
    }
    throw new IllegalStateException("No rule for " + predicate);
  }

  private BoundPredicate nullSafe(Column column, @Nullable Object value, boolean negated) {
    if (value == null) {
      return new IsNull(column, negated);
    } else if (!negated) {
      return leaves.comparison(column, Operator.EQ, value);
    }
    return Leaves.or(
        List.of(new IsNull(column, false), leaves.comparison(column, Operator.NE, value)));
  }

  private LikePattern.Escape escape(@Nullable Operand operand) {
    return operand == null ? LikePattern.Escape.DEFAULT : LikePattern.Escape.of(value(operand));
  }

  private List<BoundPredicate> bindAll(List<Predicate> operands, boolean negated) {
    return operands.stream().map(operand -> bind(operand, negated)).toList();
  }

  private Column column(String name) {
    for (Column column : columns) {
      if (column.name().equalsIgnoreCase(name)) {
        return column;
      }
    }
    throw new UnknownColumnException(name, columns);
  }

  private @Nullable Object value(Operand operand) {
    if (operand instanceof Operand.Literal literal) {
      return literal.value();
    }
    int index = ((Operand.Parameter) operand).index();
    if (index > parameters.size()) {
      throw new IllegalArgumentException(
          "Parameter " + index + " has no value; there are " + parameters.size());
    }
    return parameters.get(index - 1);
  }
}

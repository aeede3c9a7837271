package dev.maxstorage.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition over the columns of one table, three-valued as in SQL. Column names are as written,
 * without back-ticks.
 */
public sealed interface Predicate {

  /** All of two or more conditions. */
  record And(List<Predicate> operands) implements Predicate {
    public And {
      operands = List.copyOf(operands);
    }
  }

  /** At least one of two or more conditions. */
  record Or(List<Predicate> operands) implements Predicate {
    public Or {
      operands = List.copyOf(operands);
    }
  }

  /** The negation; unknown stays unknown. */
  record Not(Predicate operand) implements Predicate {}

  /** A column against a value; the column is on the left whatever side it was written on. */
  record Comparison(String column, Operator operator, Operand operand) implements Predicate {}

  /** A column against a list of values, at least one. */
  record In(String column, List<Operand> operands, boolean negated) implements Predicate {
    public In {
      operands = List.copyOf(operands);
    }
  }

  /** {@code IS NULL}, or {@code IS NOT NULL} if negated. Never unknown. */
  record IsNull(String column, boolean negated) implements Predicate {}

  /** A condition that is the same for every row; null is unknown. */
  record Constant(@Nullable Boolean value) implements Predicate {}
}

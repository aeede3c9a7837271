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

  /**
   * A column like a pattern, in which {@code %} is any text and {@code _} any character.
   *
   * @param pattern with its escapes
   * @param escape the ESCAPE clause, null if there is none
   */
  record Like(String column, Operand pattern, @Nullable Operand escape, boolean negated)
      implements Predicate {}

  /**
   * {@code <=>}, {@code IS NOT DISTINCT FROM}, {@code IS TRUE}: equal, or both null; the opposite
   * if negated. Never unknown.
   */
  record NullSafeEqual(String column, Operand operand, boolean negated) implements Predicate {}

  /** Whether a value, such as that of a parameter, is null; the opposite if negated. */
  record IsNullValue(Operand operand, boolean negated) implements Predicate {}

  /** {@code IS NULL}, or {@code IS NOT NULL} if negated. Never unknown. */
  record IsNull(String column, boolean negated) implements Predicate {}

  /**
   * Only the rows of one split of a scan, as {@code maxstorage_split('...')} says; never in a
   * {@link ScanPlan}, which has it beside its condition.
   */
  record InSplit(String split) implements Predicate {}

  /** A condition that is the same for every row; null is unknown. */
  record Constant(@Nullable Boolean value) implements Predicate {}
}

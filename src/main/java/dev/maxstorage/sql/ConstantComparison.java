package dev.maxstorage.sql;

import dev.maxstorage.sql.Operand.Literal;
import dev.maxstorage.sql.Predicate.Constant;
import org.jspecify.annotations.Nullable;

/** Comparisons without a column, such as the {@code 1 = 0} of tools that only want the columns. */
final class ConstantComparison {
  private ConstantComparison() {}

  static Constant of(Operand left, Operator operator, Operand right) throws NotRecognizedException {
    Long first = integer(left);
    Long second = integer(right);
    if (first == null || second == null) {
      throw new NotRecognizedException("it compares two values that are not both integers");
    }
    return new Constant(operator.accepts(Long.compare(first, second)));
  }

  private static @Nullable Long integer(Operand operand) {
    if (operand instanceof Literal literal
        && (literal.value() instanceof Integer || literal.value() instanceof Long)) {
      return ((Number) literal.value()).longValue();
    }
    return null;
  }
}

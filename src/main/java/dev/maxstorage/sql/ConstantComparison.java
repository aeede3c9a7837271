package dev.maxstorage.sql;

import dev.maxstorage.sql.Operand.Literal;
import dev.maxstorage.sql.Predicate.Constant;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Comparisons without a column, such as the {@code 1 = 0} of tools that only want the columns. */
final class ConstantComparison {
  private ConstantComparison() {}

  static Constant of(Operand left, Operator operator, Operand right) throws NotRecognizedException {
    if (left instanceof Literal first && right instanceof Literal second) {
      if (first.value() == null || second.value() == null) {
        return new Constant(null);
      }
      Integer order = order(first.value(), second.value());
      if (order != null) {
        return new Constant(operator.accepts(order));
      }
    }
    throw new NotRecognizedException(
        "it compares two values that are not both integers, texts or booleans");
  }

  /** The order of two values of one class, texts by their bytes; null for others. */
  private static @Nullable Integer order(Object left, Object right) {
    if (isInteger(left) && isInteger(right)) {
      return Long.compare(((Number) left).longValue(), ((Number) right).longValue());
    } else if (left instanceof String first && right instanceof String second) {
      return Arrays.compareUnsigned(
          first.getBytes(StandardCharsets.UTF_8), second.getBytes(StandardCharsets.UTF_8));
    } else if (left instanceof Boolean first && right instanceof Boolean second) {
      return Boolean.compare(first, second);
    }
    return null;
  }

  private static boolean isInteger(Object value) {
    return value instanceof Integer || value instanceof Long;
  }
}

package dev.maxstorage.predicate;

import dev.maxstorage.sql.Operator;
import java.math.BigInteger;

/**
 * The whole numbers that compare so to a number, as a range or as all but a range.
 *
 * @param low the least, inclusive
 * @param high the greatest, inclusive; below low if there are none
 * @param negated whether those outside are meant
 */
record LongRange(long low, long high, boolean negated) {
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

  /**
   * The range of a comparison.
   *
   * @param floor the compared number, rounded down
   * @param exact whether rounding changed nothing
   */
  static LongRange of(Operator operator, BigInteger floor, boolean exact) {
    BigInteger above = floor.add(BigInteger.ONE);
    BigInteger ceiling = exact ? floor : above;
    return switch (operator) {
      case EQ -> between(ceiling, floor, false);
      case NE -> between(ceiling, floor, true);
      case LT -> between(LEAST, ceiling.subtract(BigInteger.ONE), false);
      case LE -> between(LEAST, floor, false);
      case GT -> between(above, GREATEST, false);
      case GE -> between(ceiling, GREATEST, false);
    };
  }

  private static LongRange between(BigInteger low, BigInteger high, boolean negated) {
    BigInteger from = low.max(LEAST);
    BigInteger to = high.min(GREATEST);
    return from.compareTo(to) > 0
        ? new LongRange(1, 0, negated)
        : new LongRange(from.longValueExact(), to.longValueExact(), negated);
  }

  boolean contains(long value) {
    return (value >= low && value <= high) != negated;
  }
}

package dev.maxstorage.predicate;

import dev.maxstorage.sql.Operator;
import java.math.BigInteger;

/**
 * The 128-bit numbers that compare so to a number, in two's complement: a signed upper and an
 * unsigned lower half.
 */
record WideRange(Operator operator, long upper, long lower, boolean exact) {
  private static final BigInteger LEAST = BigInteger.ONE.shiftLeft(127).negate();
  private static final BigInteger GREATEST = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);

  /**
   * The range of a comparison; see {@link LongRange#of}.
   *
   * <p>Beyond 128 bits the nearest number stands for the one given, as one that is not met exactly:
   * {@code floor} is then the greatest, or one below the least.
   */
  static WideRange of(Operator operator, BigInteger floor, boolean exact) {
    if (floor.compareTo(GREATEST) > 0) {
      return of(operator, GREATEST, false);
    } else if (floor.compareTo(LEAST) < 0) {
      boolean above = operator.accepts(1);
      return new WideRange(above ? Operator.GE : Operator.LT, Long.MIN_VALUE, 0, true);
    }
    return new WideRange(operator, floor.shiftRight(64).longValue(), floor.longValue(), exact);
  }

  boolean contains(long upperHalf, long lowerHalf) {
    int order =
        upperHalf == upper
            ? Long.compareUnsigned(lowerHalf, lower)
            : Long.compare(upperHalf, upper);
    return operator.accepts(order == 0 && !exact ? -1 : order);
  }
}

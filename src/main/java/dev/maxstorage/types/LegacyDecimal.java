package dev.maxstorage.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The 32-byte form of the old DECIMAL: groups of nine decimal digits.
 *
 * <p>Source: Storage API document, 7.5.
 */
final class LegacyDecimal {
  static final int BYTES = 32;

  private static final int NULL_FLAG = 0;
  private static final int SIGN = 1;
  private static final int INTEGER_GROUPS = 2;
  private static final int FRACTION_GROUPS = 3;
  private static final int FIRST_INTEGER_GROUP = 12;
  private static final int MAX_INTEGER_GROUPS = 4;
  private static final int MAX_FRACTION_GROUPS = 2;
  private static final int GROUP_DIGITS = 9;
  private static final BigInteger GROUP_BASE = BigInteger.valueOf(1_000_000_000);

  private LegacyDecimal() {}

  static boolean isNull(byte[] dump) {
    return dump[NULL_FLAG] != 0;
  }

  /** The value, with a scale of 0, 9 or 18. */
  static BigDecimal value(byte[] dump) {
    int integerGroups = dump[INTEGER_GROUPS];
    int fractionGroups = dump[FRACTION_GROUPS];
    if (integerGroups < 0
        || integerGroups > MAX_INTEGER_GROUPS
        || fractionGroups < 0
        || fractionGroups > MAX_FRACTION_GROUPS) {
      throw ConversionException.malformedText(
          integerGroups + " integer and " + fractionGroups + " fraction groups",
          "old decimal (at most 4 and 2)");
    }
    ByteBuffer groups = ByteBuffer.wrap(dump).order(ByteOrder.LITTLE_ENDIAN);
    BigInteger unscaled = BigInteger.ZERO;
    for (int group = integerGroups - 1; group >= -fractionGroups; group--) {
      long digits = Integer.toUnsignedLong(groups.getInt(FIRST_INTEGER_GROUP + group * 4));
      unscaled = unscaled.multiply(GROUP_BASE).add(BigInteger.valueOf(digits));
    }
    BigInteger signed = dump[SIGN] > 0 ? unscaled.negate() : unscaled;
    return new BigDecimal(signed, fractionGroups * GROUP_DIGITS);
  }
}

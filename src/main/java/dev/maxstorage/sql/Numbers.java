package dev.maxstorage.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of number literals: 42, 42L, 42S, 42Y, 1.5, 1e3, 1.5BD. */
final class Numbers {
  private static final Pattern NUMBER =
      Pattern.compile("(-?(?:[0-9]+(\\.[0-9]*)?|(\\.[0-9]+)))([eE][+-]?[0-9]+)?([A-Za-z]*)");

  private Numbers() {}

  static Number value(String text) throws NotRecognizedException {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      throw unknown(text);
    }
    String digits = matcher.group(1);
    String suffix = matcher.group(5).toUpperCase(Locale.ROOT);
    boolean fraction = matcher.group(2) != null || matcher.group(3) != null;
    boolean exponent = matcher.group(4) != null;
    if (suffix.equals("BD") && !exponent) {
      return new BigDecimal(digits);
    } else if (suffix.isEmpty() && (fraction || exponent)) {
      return floating(text);
    } else if (fraction || exponent) {
      throw unknown(text);
    }
    BigInteger value = new BigInteger(digits);
    return switch (suffix) {
      case "" -> plain(value, text);
      case "L" -> within(value, Long.SIZE, text).longValue();
      case "S" -> within(value, Short.SIZE, text).shortValue();
      case "Y" -> within(value, Byte.SIZE, text).byteValue();
      default -> throw unknown(text);
    };
  }

  private static Number plain(BigInteger value, String text) throws NotRecognizedException {
    if (value.bitLength() < Integer.SIZE) {
      return value.intValue();
    }
    return within(value, Long.SIZE, text).longValue();
  }

  /** Refuses what does not fit, and the least BIGINT, which MaxCompute does not have. */
  private static BigInteger within(BigInteger value, int bits, String text)
      throws NotRecognizedException {
    if (value.bitLength() >= bits || value.equals(BigInteger.valueOf(Long.MIN_VALUE))) {
      throw new NotRecognizedException("the number " + text + " does not fit its type");
    }
    return value;
  }

  /** A DOUBLE, if it holds all the digits that are written. */
  private static Double floating(String text) throws NotRecognizedException {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)
        || BigDecimal.valueOf(value).compareTo(new BigDecimal(text)) != 0) {
      throw new NotRecognizedException("a DOUBLE does not hold all digits of " + text);
    }
    return value;
  }

  private static NotRecognizedException unknown(String text) {
    return new NotRecognizedException("the number " + text + " is not of a known form");
  }
}

package dev.maxstorage.types;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Conversions between numbers that refuse what does not fit instead of wrapping around. */
final class Numbers {
  private static final double LONG_LIMIT = 0x1p63;

  /** More integer digits than this are refused before they are written out. */
  private static final long MAX_INTEGER_DIGITS = 10_000;

  private Numbers() {}

  static byte toByte(long value) {
    if ((byte) value != value) {
      throw ConversionException.outOfRange(value, "byte");
    }
    return (byte) value;
  }

  static short toShort(long value) {
    if ((short) value != value) {
      throw ConversionException.outOfRange(value, "short");
    }
    return (short) value;
  }

  static int toInt(long value) {
    if ((int) value != value) {
      throw ConversionException.outOfRange(value, "int");
    }
    return (int) value;
  }

  static boolean toBoolean(long value) {
    if (value != 0 && value != 1) {
      throw ConversionException.outOfRange(value, "boolean (0 or 1)");
    }
    return value == 1;
  }

  static long toLong(double value) {
    if (value != Math.rint(value) || value < -LONG_LIMIT || value >= LONG_LIMIT) {
      throw ConversionException.outOfRange(value, "long");
    }
    return (long) value;
  }

  static long toLong(BigDecimal value) {
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw ConversionException.outOfRange(value, "long");
    }
  }

  static float toFloat(double value) {
    float result = (float) value;
    if (Float.isInfinite(result) && !Double.isInfinite(value)) {
      throw ConversionException.outOfRange(value, "float");
    }
    return result;
  }

  static float toFloat(BigDecimal value) {
    float result = value.floatValue();
    if (Float.isInfinite(result)) {
      throw ConversionException.outOfRange(value, "float");
    }
    return result;
  }

  static double toDouble(BigDecimal value) {
    double result = value.doubleValue();
    if (Double.isInfinite(result)) {
      throw ConversionException.outOfRange(value, "double");
    }
    return result;
  }

  /** The decimal that the double's text shows, not its binary expansion. */
  static BigDecimal toBigDecimal(double value) {
    if (!Double.isFinite(value)) {
      throw ConversionException.outOfRange(value, "BigDecimal");
    }
    return BigDecimal.valueOf(value);
  }

  /** The decimal that the float's text shows, not its binary expansion. */
  static BigDecimal toBigDecimal(float value) {
    if (!Float.isFinite(value)) {
      throw ConversionException.outOfRange(value, "BigDecimal");
    }
    return new BigDecimal(Float.toString(value));
  }

  static BigInteger toBigInteger(BigDecimal value) {
    if (integerDigits(value) > MAX_INTEGER_DIGITS) {
      throw ConversionException.outOfRange(value, "BigInteger");
    }
    try {
      return value.toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw ConversionException.outOfRange(value, "BigInteger");
    }
  }

  /** How many digits stand before the point; 0 or less for numbers below 1, also for zero. */
  static long integerDigits(BigDecimal value) {
    return value.signum() == 0 ? 0 : (long) value.precision() - value.scale();
  }

  /** A text as decimal, blanks around it ignored. */
  static BigDecimal parse(String text) {
    try {
      BigDecimal value = new BigDecimal(text.strip());
      if (Math.abs((long) value.scale()) > MAX_INTEGER_DIGITS) {
        throw ConversionException.outOfRange(text, "BigDecimal");
      }
      return value;
    } catch (NumberFormatException e) {
      throw ConversionException.malformedText(text, "number");
    }
  }

  /** A text as double; NaN, Infinity and -Infinity are read as Java writes them. */
  static double parseDouble(String text) {
    return switch (text.strip()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      case "-0.0" -> -0.0;
      default -> toDouble(parse(text));
    };
  }

  /** A text as float; NaN, Infinity and -Infinity are read as Java writes them. */
  static float parseFloat(String text) {
    double value = parseDouble(text);
    return Double.isFinite(value) && value != 0 ? toFloat(parse(text)) : (float) value;
  }

  /** A text as boolean: true, false, 1 or 0, in any case, blanks around it ignored. */
  static boolean parseBoolean(String text) {
    String word = text.strip();
    if (word.equalsIgnoreCase("true") || word.equals("1")) {
      return true;
    }
    if (word.equalsIgnoreCase("false") || word.equals("0")) {
      return false;
    }
    throw ConversionException.malformedText(text, "boolean (true, false, 1 or 0)");
  }
}

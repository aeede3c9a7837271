package dev.maxstorage.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * DECIMAL into 128-bit or 256-bit vectors.
 *
 * <p>Zeros at the end of the fraction may be cut off, other digits may not. A double or float
 * counts as the decimal that its text shows.
 */
abstract class DecimalSetter extends ColumnSetter {
  private final int scale;
  private final int integerDigits;
  private final int vectorScale;
  private final long longLimit;
  private final long longFactor;

  private DecimalSetter(FieldVector vector, OdpsType.Decimal type, int precision, int scale) {
    super(vector, type);
    this.scale = Math.min(type.scale(), scale);
    this.integerDigits = Math.min(type.precision() - type.scale(), precision - scale);
    this.vectorScale = scale;
    boolean factorFitsLong = vectorScale <= 18;
    this.longFactor = factorFitsLong ? power(vectorScale) : 1;
    // Smallest number that is too large for the fast way; 0 where there is none.
    this.longLimit =
        factorFitsLong ? power(Math.min(Math.max(integerDigits, 0), 18 - vectorScale)) : 0;
  }

  static @Nullable ColumnSetter bind(FieldVector vector, OdpsType.Decimal type) {
    if (vector instanceof DecimalVector decimals) {
      return new OfInt128(decimals, type);
    }
    return vector instanceof Decimal256Vector decimals ? new OfInt256(decimals, type) : null;
  }

  abstract void write(int row, long unscaled);

  abstract void write(int row, BigDecimal value);

  @Override
  public void setLong(int row, long value) {
    if (value > -longLimit && value < longLimit) {
      write(row, value * longFactor);
    } else {
      setBigDecimal(row, BigDecimal.valueOf(value));
    }
  }

  @Override
  public void setBoolean(int row, boolean value) {
    setLong(row, value ? 1 : 0);
  }

  @Override
  public void setFloat(int row, float value) {
    setBigDecimal(row, Numbers.toBigDecimal(value));
  }

  @Override
  public void setDouble(int row, double value) {
    setBigDecimal(row, Numbers.toBigDecimal(value));
  }

  @Override
  public void setString(int row, String value) {
    setBigDecimal(row, Numbers.parse(value));
  }

  @Override
  public void setBigDecimal(int row, BigDecimal value) {
    // The digits before the point are checked first: 1e999999999 must not be written out.
    if (Numbers.integerDigits(value) > integerDigits) {
      throw ConversionException.outOfRange(value, type().text());
    }
    BigDecimal scaled = value;
    if (value.scale() != vectorScale || scale != vectorScale) {
      try {
        scaled =
            value
                .setScale(scale, RoundingMode.UNNECESSARY)
                .setScale(vectorScale, RoundingMode.UNNECESSARY);
      } catch (ArithmeticException e) {
        throw ConversionException.outOfRange(value, type().text());
      }
    }
    BigInteger unscaled = scaled.unscaledValue();
    if (unscaled.bitLength() < Long.SIZE) {
      write(row, unscaled.longValue());
    } else {
      write(row, scaled);
    }
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private static final class OfInt128 extends DecimalSetter {
    private final DecimalVector vector;

    OfInt128(DecimalVector vector, OdpsType.Decimal type) {
      super(vector, type, vector.getPrecision(), vector.getScale());
      this.vector = vector;
    }

    @Override
    void write(int row, long unscaled) {
      vector.setSafe(row, unscaled);
    }

    @Override
    void write(int row, BigDecimal value) {
      vector.setSafe(row, value);
    }
  }

  private static final class OfInt256 extends DecimalSetter {
    private final Decimal256Vector vector;

    OfInt256(Decimal256Vector vector, OdpsType.Decimal type) {
      super(vector, type, vector.getPrecision(), vector.getScale());
      this.vector = vector;
    }

    @Override
    void write(int row, long unscaled) {
      vector.setSafe(row, unscaled);
    }

    @Override
    void write(int row, BigDecimal value) {
      vector.setSafe(row, value);
    }
  }
}

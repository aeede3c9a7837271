package dev.maxstorage.types;

import java.math.BigDecimal;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.jspecify.annotations.Nullable;

/**
 * TINYINT, SMALLINT, INT and BIGINT.
 *
 * <p>BIGINT takes every long; the control-plane document, chapter 10, says that the service refuses
 * -2<sup>63</sup>, which is left to the service.
 */
abstract class IntegralSetter extends ColumnSetter {
  private final long smallest;
  private final long largest;

  private IntegralSetter(FieldVector vector, OdpsType type, long smallest, long largest) {
    super(vector, type);
    this.smallest = smallest;
    this.largest = largest;
  }

  static @Nullable ColumnSetter bind(FieldVector vector, OdpsType type) {
    return switch (type.kind()) {
      case TINYINT -> vector instanceof TinyIntVector tinyints ? new OfByte(tinyints, type) : null;
      case SMALLINT ->
          vector instanceof SmallIntVector smallints ? new OfShort(smallints, type) : null;
      case INT -> vector instanceof IntVector ints ? new OfInt(ints, type) : null;
      default -> vector instanceof BigIntVector bigints ? new OfLong(bigints, type) : null;
    };
  }

  abstract void write(int row, long value);

  @Override
  public void setLong(int row, long value) {
    if (value < smallest || value > largest) {
      throw outOfRange(value);
    }
    write(row, value);
  }

  @Override
  public void setBoolean(int row, boolean value) {
    write(row, value ? 1 : 0);
  }

  @Override
  public void setFloat(int row, float value) {
    setDouble(row, value);
  }

  @Override
  public void setDouble(int row, double value) {
    if (value != Math.rint(value) || value < -0x1p63 || value >= 0x1p63) {
      throw outOfRange(value);
    }
    setLong(row, (long) value);
  }

  @Override
  public void setBigDecimal(int row, BigDecimal value) {
    long exact;
    try {
      exact = value.longValueExact();
    } catch (ArithmeticException e) {
      throw outOfRange(value);
    }
    setLong(row, exact);
  }

  @Override
  public void setString(int row, String value) {
    setBigDecimal(row, Numbers.parse(value));
  }

  private ConversionException outOfRange(Object value) {
    return ConversionException.outOfRange(
        value, type().kind() + " (" + smallest + " to " + largest + ")");
  }

  private static final class OfByte extends IntegralSetter {
    private final TinyIntVector vector;

    OfByte(TinyIntVector vector, OdpsType type) {
      super(vector, type, Byte.MIN_VALUE, Byte.MAX_VALUE);
      this.vector = vector;
    }

    @Override
    void write(int row, long value) {
      vector.setSafe(row, (int) value);
    }
  }

  private static final class OfShort extends IntegralSetter {
    private final SmallIntVector vector;

    OfShort(SmallIntVector vector, OdpsType type) {
      super(vector, type, Short.MIN_VALUE, Short.MAX_VALUE);
      this.vector = vector;
    }

    @Override
    void write(int row, long value) {
      vector.setSafe(row, (int) value);
    }
  }

  private static final class OfInt extends IntegralSetter {
    private final IntVector vector;

    OfInt(IntVector vector, OdpsType type) {
      super(vector, type, Integer.MIN_VALUE, Integer.MAX_VALUE);
      this.vector = vector;
    }

    @Override
    void write(int row, long value) {
      vector.setSafe(row, (int) value);
    }
  }

  private static final class OfLong extends IntegralSetter {
    private final BigIntVector vector;

    OfLong(BigIntVector vector, OdpsType type) {
      super(vector, type, Long.MIN_VALUE, Long.MAX_VALUE);
      this.vector = vector;
    }

    @Override
    void write(int row, long value) {
      vector.setSafe(row, value);
    }
  }
}

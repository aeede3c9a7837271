package dev.maxstorage.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.jspecify.annotations.Nullable;

/**
 * DECIMAL over 128-bit, 256-bit and old 32-byte decimals, in the declared scale.
 *
 * <p>A vector of another precision or scale is rescaled; digits that would be lost are refused.
 * Source: Storage API document, 7.5.
 */
abstract class DecimalAccessor extends ColumnAccessor {
  private final int scale;

  private DecimalAccessor(FieldVector vector, OdpsType.Decimal type) {
    super(vector, type);
    this.scale = type.scale();
  }

  static @Nullable ColumnAccessor bind(FieldVector vector, OdpsType.Decimal type) {
    if (vector instanceof DecimalVector decimals) {
      return new OfInt128(decimals, type);
    }
    if (vector instanceof Decimal256Vector decimals) {
      return new OfInt256(decimals, type);
    }
    return vector instanceof FixedSizeBinaryVector dumps
            && dumps.getByteWidth() == LegacyDecimal.BYTES
        ? new OfDump(dumps, type)
        : null;
  }

  /** The value in the vector's own scale. */
  abstract BigDecimal value(int row);

  @Override
  public BigDecimal getBigDecimal(int row) {
    BigDecimal value = value(row);
    if (value.scale() == scale) {
      return value;
    }
    try {
      return value.setScale(scale, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException e) {
      throw ConversionException.outOfRange(value, type().text());
    }
  }

  @Override
  public boolean getBoolean(int row) {
    return Numbers.toBoolean(getLong(row));
  }

  @Override
  public byte getByte(int row) {
    return Numbers.toByte(getLong(row));
  }

  @Override
  public short getShort(int row) {
    return Numbers.toShort(getLong(row));
  }

  @Override
  public int getInt(int row) {
    return Numbers.toInt(getLong(row));
  }

  @Override
  public long getLong(int row) {
    return Numbers.toLong(value(row));
  }

  @Override
  public float getFloat(int row) {
    return Numbers.toFloat(value(row));
  }

  @Override
  public double getDouble(int row) {
    return Numbers.toDouble(value(row));
  }

  @Override
  public String getString(int row) {
    return getBigDecimal(row).toPlainString();
  }

  @Override
  public Object getObject(int row) {
    return getBigDecimal(row);
  }

  @Override
  void appendJson(int row, StringBuilder json) {
    json.append(getString(row));
  }

  /** A little-endian integer of some 64-bit words, as decimal. */
  private static BigDecimal decimal(ArrowBuf data, long offset, int words, int scale) {
    long low = data.getLong(offset);
    boolean fitsLong = true;
    for (int word = 1; word < words; word++) {
      fitsLong &= data.getLong(offset + word * 8L) == low >> 63;
    }
    if (fitsLong) {
      return BigDecimal.valueOf(low, scale);
    }
    ByteBuffer bigEndian = ByteBuffer.allocate(words * 8);
    for (int word = words - 1; word >= 0; word--) {
      bigEndian.putLong(data.getLong(offset + word * 8L));
    }
    return new BigDecimal(new BigInteger(bigEndian.array()), scale);
  }

  private static final class OfInt128 extends DecimalAccessor {
    private final DecimalVector vector;
    private final int vectorScale;

    OfInt128(DecimalVector vector, OdpsType.Decimal type) {
      super(vector, type);
      this.vector = vector;
      this.vectorScale = vector.getScale();
    }

    @Override
    BigDecimal value(int row) {
      return decimal(vector.getDataBuffer(), row * 16L, 2, vectorScale);
    }
  }

  private static final class OfInt256 extends DecimalAccessor {
    private final Decimal256Vector vector;
    private final int vectorScale;

    OfInt256(Decimal256Vector vector, OdpsType.Decimal type) {
      super(vector, type);
      this.vector = vector;
      this.vectorScale = vector.getScale();
    }

    @Override
    BigDecimal value(int row) {
      return decimal(vector.getDataBuffer(), row * 32L, 4, vectorScale);
    }
  }

  private static final class OfDump extends DecimalAccessor {
    private final FixedSizeBinaryVector vector;

    OfDump(FixedSizeBinaryVector vector, OdpsType.Decimal type) {
      super(vector, type);
      this.vector = vector;
    }

    @Override
    public boolean isNull(int row) {
      return vector.isNull(row) || LegacyDecimal.isNull(vector.get(row));
    }

    @Override
    BigDecimal value(int row) {
      return LegacyDecimal.value(vector.get(row));
    }
  }
}

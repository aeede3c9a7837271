package dev.maxstorage.types;

import java.math.BigDecimal;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.jspecify.annotations.Nullable;

/** TINYINT, SMALLINT, INT and BIGINT over signed integer vectors of any width. */
abstract class IntegralAccessor extends ColumnAccessor {

  private IntegralAccessor(FieldVector vector, OdpsType type) {
    super(vector, type);
  }

  static @Nullable ColumnAccessor bind(FieldVector vector, OdpsType type) {
    if (vector instanceof BigIntVector bigints) {
      return new OfLong(bigints, type);
    }
    if (vector instanceof IntVector ints) {
      return new OfInt(ints, type);
    }
    if (vector instanceof SmallIntVector smallints) {
      return new OfShort(smallints, type);
    }
    return vector instanceof TinyIntVector tinyints ? new OfByte(tinyints, type) : null;
  }

  @Override
  public abstract long getLong(int row);

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
  public float getFloat(int row) {
    return getLong(row);
  }

  @Override
  public double getDouble(int row) {
    return getLong(row);
  }

  @Override
  public BigDecimal getBigDecimal(int row) {
    return BigDecimal.valueOf(getLong(row));
  }

  @Override
  public String getString(int row) {
    return Long.toString(getLong(row));
  }

  @Override
  public Object getObject(int row) {
    return switch (type().kind()) {
      case TINYINT -> getByte(row);
      case SMALLINT -> getShort(row);
      case INT -> getInt(row);
      default -> getLong(row);
    };
  }

  @Override
  void appendJson(int row, StringBuilder json) {
    json.append(getLong(row));
  }

  private static final class OfLong extends IntegralAccessor {
    private final BigIntVector vector;

    OfLong(BigIntVector vector, OdpsType type) {
      super(vector, type);
      this.vector = vector;
    }

    @Override
    public long getLong(int row) {
      return vector.get(row);
    }
  }

  private static final class OfInt extends IntegralAccessor {
    private final IntVector vector;

    OfInt(IntVector vector, OdpsType type) {
      super(vector, type);
      this.vector = vector;
    }

    @Override
    public int getInt(int row) {
      return vector.get(row);
    }

    @Override
    public long getLong(int row) {
      return vector.get(row);
    }
  }

  private static final class OfShort extends IntegralAccessor {
    private final SmallIntVector vector;

    OfShort(SmallIntVector vector, OdpsType type) {
      super(vector, type);
      this.vector = vector;
    }

    @Override
    public long getLong(int row) {
      return vector.get(row);
    }
  }

  private static final class OfByte extends IntegralAccessor {
    private final TinyIntVector vector;

    OfByte(TinyIntVector vector, OdpsType type) {
      super(vector, type);
      this.vector = vector;
    }

    @Override
    public long getLong(int row) {
      return vector.get(row);
    }
  }
}

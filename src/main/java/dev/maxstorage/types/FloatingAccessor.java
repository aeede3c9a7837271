package dev.maxstorage.types;

import java.math.BigDecimal;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.jspecify.annotations.Nullable;

/** FLOAT over 32-bit and DOUBLE over 64-bit floats; texts and decimals are those of the width. */
abstract class FloatingAccessor extends ColumnAccessor {

  private FloatingAccessor(FieldVector vector, OdpsType type) {
    super(vector, type);
  }

  static @Nullable ColumnAccessor ofFloat(FieldVector vector, OdpsType type) {
    return vector instanceof Float4Vector floats ? new OfFloat(floats, type) : null;
  }

  static @Nullable ColumnAccessor ofDouble(FieldVector vector, OdpsType type) {
    return vector instanceof Float8Vector doubles ? new OfDouble(doubles, type) : null;
  }

  @Override
  public abstract double getDouble(int row);

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
    return Numbers.toLong(getDouble(row));
  }

  @Override
  void appendJson(int row, StringBuilder json) {
    JsonText.appendNumber(json, getString(row), Double.isFinite(getDouble(row)));
  }

  private static final class OfFloat extends FloatingAccessor {
    private final Float4Vector vector;

    OfFloat(Float4Vector vector, OdpsType type) {
      super(vector, type);
      this.vector = vector;
    }

    @Override
    public float getFloat(int row) {
      return vector.get(row);
    }

    @Override
    public double getDouble(int row) {
      return vector.get(row);
    }

    @Override
    public BigDecimal getBigDecimal(int row) {
      return Numbers.toBigDecimal(vector.get(row));
    }

    @Override
    public String getString(int row) {
      return Float.toString(vector.get(row));
    }

    @Override
    public Object getObject(int row) {
      return vector.get(row);
    }
  }

  private static final class OfDouble extends FloatingAccessor {
    private final Float8Vector vector;

    OfDouble(Float8Vector vector, OdpsType type) {
      super(vector, type);
      this.vector = vector;
    }

    @Override
    public float getFloat(int row) {
      return Numbers.toFloat(vector.get(row));
    }

    @Override
    public double getDouble(int row) {
      return vector.get(row);
    }

    @Override
    public BigDecimal getBigDecimal(int row) {
      return Numbers.toBigDecimal(vector.get(row));
    }

    @Override
    public String getString(int row) {
      return Double.toString(vector.get(row));
    }

    @Override
    public Object getObject(int row) {
      return vector.get(row);
    }
  }
}

package dev.maxstorage.types;

import java.math.BigDecimal;
import org.apache.arrow.vector.Float4Vector;

/** FLOAT over a vector of 32-bit floats. */
final class FloatAccessor extends ColumnAccessor {
  private final Float4Vector vector;

  FloatAccessor(Float4Vector vector, OdpsType type) {
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
    return Numbers.toLong(vector.get(row));
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

  @Override
  void appendJson(int row, StringBuilder json) {
    JsonText.appendNumber(json, getString(row), Float.isFinite(vector.get(row)));
  }
}

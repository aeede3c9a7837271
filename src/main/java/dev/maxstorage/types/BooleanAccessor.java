package dev.maxstorage.types;

import java.math.BigDecimal;
import org.apache.arrow.vector.BitVector;

/** BOOLEAN over a bit vector; as a number 0 or 1. */
final class BooleanAccessor extends ColumnAccessor {
  private final BitVector vector;

  BooleanAccessor(BitVector vector, OdpsType type) {
    super(vector, type);
    this.vector = vector;
  }

  @Override
  public boolean getBoolean(int row) {
    return vector.get(row) != 0;
  }

  @Override
  public byte getByte(int row) {
    return (byte) vector.get(row);
  }

  @Override
  public short getShort(int row) {
    return (short) vector.get(row);
  }

  @Override
  public int getInt(int row) {
    return vector.get(row);
  }

  @Override
  public long getLong(int row) {
    return vector.get(row);
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
    return BigDecimal.valueOf(vector.get(row));
  }

  @Override
  public String getString(int row) {
    return Boolean.toString(getBoolean(row));
  }

  @Override
  public Object getObject(int row) {
    return getBoolean(row);
  }

  @Override
  void appendJson(int row, StringBuilder json) {
    json.append(getBoolean(row));
  }
}

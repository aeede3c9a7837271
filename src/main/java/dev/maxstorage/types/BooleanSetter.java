package dev.maxstorage.types;

import java.math.BigDecimal;
import org.apache.arrow.vector.BitVector;

/** BOOLEAN; of numbers 0 and 1 alone. */
final class BooleanSetter extends ColumnSetter {
  private final BitVector vector;

  BooleanSetter(BitVector vector, OdpsType type) {
    super(vector, type);
    this.vector = vector;
  }

  @Override
  public void setBoolean(int row, boolean value) {
    vector.setSafe(row, value ? 1 : 0);
  }

  @Override
  public void setLong(int row, long value) {
    setBoolean(row, Numbers.toBoolean(value));
  }

  @Override
  public void setFloat(int row, float value) {
    setDouble(row, value);
  }

  @Override
  public void setDouble(int row, double value) {
    setLong(row, Numbers.toLong(value));
  }

  @Override
  public void setBigDecimal(int row, BigDecimal value) {
    setLong(row, Numbers.toLong(value));
  }

  @Override
  public void setString(int row, String value) {
    setBoolean(row, Numbers.parseBoolean(value));
  }
}

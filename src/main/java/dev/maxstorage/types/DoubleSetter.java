package dev.maxstorage.types;

import java.math.BigDecimal;
import org.apache.arrow.vector.Float8Vector;

/** DOUBLE: rounded to the nearest double; too large is refused. */
final class DoubleSetter extends ColumnSetter {
  private final Float8Vector vector;

  DoubleSetter(Float8Vector vector, OdpsType type) {
    super(vector, type);
    this.vector = vector;
  }

  @Override
  public void setBoolean(int row, boolean value) {
    vector.setSafe(row, value ? 1 : 0);
  }

  @Override
  public void setLong(int row, long value) {
    vector.setSafe(row, (double) value);
  }

  @Override
  public void setFloat(int row, float value) {
    vector.setSafe(row, value);
  }

  @Override
  public void setDouble(int row, double value) {
    vector.setSafe(row, value);
  }

  @Override
  public void setBigDecimal(int row, BigDecimal value) {
    vector.setSafe(row, Numbers.toDouble(value));
  }

  @Override
  public void setString(int row, String value) {
    vector.setSafe(row, Numbers.parseDouble(value));
  }
}

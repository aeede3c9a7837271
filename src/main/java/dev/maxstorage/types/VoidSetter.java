package dev.maxstorage.types;

import org.apache.arrow.vector.FieldVector;

/** VOID: takes null alone. */
final class VoidSetter extends ColumnSetter {

  VoidSetter(FieldVector vector, OdpsType type) {
    super(vector, type);
  }

  @Override
  public void setNull(int row) {}
}

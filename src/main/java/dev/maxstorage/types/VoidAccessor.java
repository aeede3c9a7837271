package dev.maxstorage.types;

import org.apache.arrow.vector.FieldVector;

/** VOID: every value is null. */
final class VoidAccessor extends ColumnAccessor {

  VoidAccessor(FieldVector vector, OdpsType type) {
    super(vector, type);
  }

  @Override
  public boolean isNull(int row) {
    return true;
  }

  @Override
  public String getString(int row) {
    throw notConvertible("String");
  }

  @Override
  public Object getObject(int row) {
    throw notConvertible("Object");
  }
}

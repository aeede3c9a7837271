package dev.maxstorage.storage;

import dev.maxstorage.wire.CorruptStreamException;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;

/** Moves batches between roots of the same columns. */
final class BatchShapes {
  private BatchShapes() {}

  /** Refuses columns of other types than those of the splits before. */
  static void check(List<Field> expected, List<Field> found) throws CorruptStreamException {
    if (!same(expected, found)) {
      throw new CorruptStreamException(
          0, "A split has the columns " + found + ", the splits before had " + expected);
    }
  }

  /** Same types in the same places; names, nullability and metadata may differ. */
  private static boolean same(List<Field> first, List<Field> second) {
    if (first.size() != second.size()) {
      return false;
    }
    for (int index = 0; index < first.size(); index++) {
      Field a = first.get(index);
      Field b = second.get(index);
      if (!a.getType().equals(b.getType()) || !same(a.getChildren(), b.getChildren())) {
        return false;
      }
    }
    return true;
  }

  /** Moves the buffers of all vectors over, which leaves the source empty; nothing is copied. */
  static void move(VectorSchemaRoot source, VectorSchemaRoot target) {
    int rows = source.getRowCount();
    for (int column = 0; column < target.getFieldVectors().size(); column++) {
      source.getVector(column).makeTransferPair(target.getVector(column)).transfer();
    }
    target.setRowCount(rows);
  }
}

package dev.maxstorage.jdbc;

import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/** How many bytes the rows of a vector take that is still being filled. */
final class VectorSize {
  private static final int OFFSET_BYTES = 4;

  private VectorSize() {}

  /** Bytes of the first rows, without their validity bits. */
  static long bytes(FieldVector vector, int rows) {
    if (vector instanceof BaseVariableWidthVector texts) {
      int last = texts.getLastSet();
      return (long) rows * OFFSET_BYTES
          + (last < 0 ? 0 : texts.getOffsetBuffer().getInt((long) (last + 1) * OFFSET_BYTES));
    } else if (vector instanceof ListVector lists) {
      int last = lists.getLastSet();
      int elements = last < 0 ? 0 : lists.getElementEndIndex(last);
      return (long) rows * OFFSET_BYTES + bytes(lists.getDataVector(), elements);
    } else if (vector instanceof StructVector structs) {
      long bytes = 0;
      for (FieldVector member : structs.getChildrenFromFields()) {
        bytes += bytes(member, rows);
      }
      return bytes;
    }
    return vector instanceof BaseFixedWidthVector values ? (long) rows * values.getTypeWidth() : 0;
  }
}

package dev.maxstorage.predicate;

import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;

/** Reads whole numbers of 1, 2, 4 or 8 bytes, and bits as 0 and 1. */
final class LongColumn {
  private final BaseFixedWidthVector vector;
  private final BufferView data = new BufferView();
  private final int width;

  LongColumn(BaseFixedWidthVector vector) {
    this.vector = vector;
    this.width = vector instanceof BitVector ? 0 : vector.getTypeWidth();
  }

  void load(int rowCount) {
    data.load(vector.getDataBuffer(), width == 0 ? (rowCount + 7L) >> 3 : (long) rowCount * width);
  }

  long get(int row) {
    return switch (width) {
      case 0 -> data.bit(row) ? 1 : 0;
      case 1 -> data.byteAt(row);
      case 2 -> data.shortAt((long) row << 1);
      case 4 -> data.intAt((long) row << 2);
      default -> data.longAt((long) row << 3);
    };
  }
}

package dev.maxstorage.predicate;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;

/** Reads whole numbers of 1, 2, 4 or 8 bytes, and bits as 0 and 1. */
final class LongColumn {
  private final BaseFixedWidthVector vector;
  private final int width;
  private ArrowBuf data;

  LongColumn(BaseFixedWidthVector vector) {
    this.vector = vector;
    this.width = vector instanceof BitVector ? 0 : vector.getTypeWidth();
    this.data = vector.getDataBuffer();
  }

  void load() {
    data = vector.getDataBuffer();
  }

  long get(int row) {
    return switch (width) {
      case 0 -> data.getByte(row >> 3) >> (row & 7) & 1;
      case 1 -> data.getByte(row);
      case 2 -> data.getShort((long) row << 1);
      case 4 -> data.getInt((long) row << 2);
      default -> data.getLong((long) row << 3);
    };
  }
}

package dev.maxstorage.predicate;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;

/** Compares the bytes of text and binary vectors, of 32-bit and 64-bit offsets. */
final class BytesColumn {
  private final FieldVector vector;
  private final boolean large;
  private final boolean trimmed;
  private ArrowBuf offsets;
  private ArrowBuf data;

  /** Reads text or bytes; {@code comparison} says what counts of them. */
  BytesColumn(FieldVector vector, Comparison comparison) {
    if (!(vector instanceof BaseVariableWidthVector)
        && !(vector instanceof BaseLargeVariableWidthVector)) {
      throw new IllegalStateException(vector.getField() + " is neither text nor binary");
    }
    this.vector = vector;
    this.large = vector instanceof BaseLargeVariableWidthVector;
    this.trimmed = comparison == Comparison.WITHOUT_BLANKS_AT_END;
    this.offsets = vector.getOffsetBuffer();
    this.data = vector.getDataBuffer();
  }

  enum Comparison {
    ALL_BYTES,
    WITHOUT_BLANKS_AT_END
  }

  void load() {
    offsets = vector.getOffsetBuffer();
    data = vector.getDataBuffer();
  }

  /** The order of a row and a value, by unsigned bytes. */
  int compare(int row, byte[] value) {
    long start = start(row);
    long length = end(row, start) - start;
    int common = (int) Math.min(length, value.length);
    for (int i = 0; i < common; i++) {
      int difference = (data.getByte(start + i) & 0xff) - (value[i] & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return Long.compare(length, value.length);
  }

  boolean hasLength(int row, int length) {
    long start = start(row);
    return end(row, start) - start == length;
  }

  private long start(int row) {
    return large ? offsets.getLong((long) row << 3) : offsets.getInt((long) row << 2);
  }

  private long end(int row, long start) {
    long end = start(row + 1);
    if (trimmed) {
      while (end > start && data.getByte(end - 1) == ' ') {
        end--;
      }
    }
    return end;
  }
}

package dev.maxstorage.predicate;

import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;

/** Compares the bytes of text and binary vectors, of 32-bit and 64-bit offsets. */
final class BytesColumn {
  private final FieldVector vector;
  private final boolean large;
  private final boolean trimmed;
  private final BufferView offsets = new BufferView();
  private final BufferView data = new BufferView();

  /** Reads text or bytes; {@code comparison} says what counts of them. */
  BytesColumn(FieldVector vector, Comparison comparison) {
    if (!(vector instanceof BaseVariableWidthVector)
        && !(vector instanceof BaseLargeVariableWidthVector)) {
      throw new IllegalStateException(vector.getField() + " is neither text nor binary");
    }
    this.vector = vector;
    this.large = vector instanceof BaseLargeVariableWidthVector;
    this.trimmed = comparison == Comparison.WITHOUT_BLANKS_AT_END;
  }

  enum Comparison {
    ALL_BYTES,
    WITHOUT_BLANKS_AT_END
  }

  void load(int rowCount) {
    offsets.load(vector.getOffsetBuffer(), (rowCount + 1L) << (large ? 3 : 2));
    data.load(vector.getDataBuffer(), 0);
  }

  /** The order of a row and a value, by unsigned bytes. */
  int compare(int row, byte[] value) {
    long start = start(row);
    return compare(start, end(row, start), value);
  }

  /** Whether a row and a value are the same bytes. */
  boolean isEqual(int row, byte[] value) {
    long start = start(row);
    long end = end(row, start);
    return end - start == value.length && compare(start, end, value) == 0;
  }

  /** Whether a row matches a pattern. */
  boolean isLike(int row, LikePattern pattern) {
    long start = start(row);
    return pattern.matches(data, start, end(row, start));
  }

  private int compare(long start, long end, byte[] value) {
    long length = end - start;
    int common = (int) Math.min(length, value.length);
    for (int i = 0; i < common; i++) {
      int difference = (data.byteAt(start + i) & 0xff) - (value[i] & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return Long.compare(length, value.length);
  }

  private long start(int row) {
    return large ? offsets.longAt((long) row << 3) : offsets.intAt((long) row << 2);
  }

  private long end(int row, long start) {
    long end = start(row + 1);
    data.checkRange(start, end);
    if (trimmed) {
      while (end > start && data.byteAt(end - 1) == ' ') {
        end--;
      }
    }
    return end;
  }
}

package dev.maxstorage.predicate;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.MemoryUtil;

/**
 * Reads the bytes of a buffer without a check a read: the length is checked when it is loaded, and
 * a reader of offsets checks the range.
 */
final class BufferView implements LikePattern.Text {
  private long address;
  private long length;

  /**
   * Takes the buffer of the next batch.
   *
   * @param needed the bytes that may be read of it
   * @throws IllegalStateException if the buffer is shorter, as in a corrupt batch
   */
  void load(ArrowBuf buffer, long needed) {
    if (buffer.capacity() < needed) {
      throw new IllegalStateException(
          "A vector's buffer has " + buffer.capacity() + " bytes where it needs " + needed);
    }
    address = buffer.memoryAddress();
    length = buffer.capacity();
  }

  /**
   * Checks a range that was read from the batch.
   *
   * @throws IllegalStateException if it is not within the buffer
   */
  void checkRange(long start, long end) {
    if (start < 0 || end < start || end > length) {
      throw new IllegalStateException(
          "A value at bytes " + start + " to " + end + " is not in its buffer of " + length);
    }
  }

  boolean bit(int index) {
    return (MemoryUtil.getByte(address + (index >> 3)) >> (index & 7) & 1) != 0;
  }

  @Override
  public byte byteAt(long offset) {
    return MemoryUtil.getByte(address + offset);
  }

  short shortAt(long offset) {
    return MemoryUtil.getShort(address + offset);
  }

  int intAt(long offset) {
    return MemoryUtil.getInt(address + offset);
  }

  long longAt(long offset) {
    return MemoryUtil.getLong(address + offset);
  }
}

package dev.maxstorage.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays, least significant byte first. */
final class LittleEndian {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  static int intAt(byte[] source, int offset) {
    return (int) INT.get(source, offset);
  }

  static long longAt(byte[] source, int offset) {
    return (long) LONG.get(source, offset);
  }

  static void putInt(byte[] target, int offset, int value) {
    INT.set(target, offset, value);
  }

  static void putLong(byte[] target, int offset, long value) {
    LONG.set(target, offset, value);
  }
}

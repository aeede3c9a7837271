package dev.maxstorage.wire;

import java.io.Closeable;

/** Compresses and decompresses single buffers of Arrow record batches, each as one frame. */
interface BufferCodec extends Closeable {
  /**
   * The plain bytes that a frame of {@code length} bytes at the start of {@code source} can hold at
   * most, so that nothing larger is allocated for it.
   */
  long maximumPlainBytes(byte[] source, int length);

  /** Room that the frame of {@code length} plain bytes may need. */
  long maximumCompressedBytes(int length);

  /**
   * Compresses {@code length} bytes at the start of {@code source} to the start of {@code target}.
   *
   * @return the bytes of the frame
   */
  int compress(byte[] source, int length, byte[] target);

  /**
   * Decompresses a frame of {@code length} bytes at the start of {@code source}.
   *
   * @param plainLength the bytes that must come out
   * @throws IllegalArgumentException if the frame is malformed or holds another number of bytes
   */
  void decompress(byte[] source, int length, byte[] target, int plainLength);

  @Override
  void close();
}

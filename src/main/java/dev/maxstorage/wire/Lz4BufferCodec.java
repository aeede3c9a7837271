package dev.maxstorage.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** LZ4 frames, with buffers made once. For one thread. */
final class Lz4BufferCodec implements BufferCodec {
  private static final long MAXIMUM_RATIO = 256;

  private final Lz4FrameInputStream decoder =
      new Lz4FrameInputStream(new ByteArrayInputStream(new byte[0]));
  private final Lz4FrameOutputStream encoder =
      new Lz4FrameOutputStream(OutputStream.nullOutputStream());

  @Override
  public long maximumPlainBytes(byte[] source, int length) {
    return length * MAXIMUM_RATIO;
  }

  @Override
  public long maximumCompressedBytes(int length) {
    return Lz4FrameOutputStream.maximumFrameBytes(length);
  }

  @Override
  public int compress(byte[] source, int length, byte[] target) {
    ArrayTarget frame = new ArrayTarget(target);
    encoder.restart(frame);
    try {
      encoder.write(source, 0, length);
      encoder.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frame.size;
  }

  @Override
  public void decompress(byte[] source, int length, byte[] target, int plainLength) {
    decoder.restart(new ByteArrayInputStream(source, 0, length));
    try {
      int decoded = decoder.readNBytes(target, 0, plainLength);
      if (decoded < plainLength || decoder.read() >= 0) {
        throw new IllegalArgumentException(
            "the LZ4 frame of a buffer does not hold the " + plainLength + " bytes announced");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    // Nothing but arrays.
  }

  /** Writes to an array that is known to be large enough. */
  private static final class ArrayTarget extends OutputStream {
    private final byte[] target;
    private int size;

    ArrayTarget(byte[] target) {
      this.target = target;
    }

    @Override
    public void write(int value) {
      target[size++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      System.arraycopy(source, offset, target, size, length);
      size += length;
    }
  }
}

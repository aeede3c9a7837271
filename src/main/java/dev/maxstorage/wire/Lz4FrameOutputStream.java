package dev.maxstorage.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/**
 * Writes one LZ4 frame of independent 64 KiB blocks, without checksums and content size: the form
 * that every reader of LZ4 frames knows.
 *
 * <p>Closing it ends the frame and closes the stream below. For one thread.
 */
public final class Lz4FrameOutputStream extends OutputStream {
  private static final LZ4Compressor COMPRESSOR = LZ4Factory.fastestInstance().fastCompressor();
  private static final int BLOCK_BYTES = 64 * 1024;
  private static final int UNCOMPRESSED = 0x80000000;

  /** Magic number, version 01 with independent blocks, 64 KiB blocks, header checksum. */
  private static final byte[] HEADER = {0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, (byte) 0x82};

  private static final byte[] END = new byte[4];

  private OutputStream out;
  private final byte[] buffer = new byte[BLOCK_BYTES];
  private final byte[] compressed = new byte[4 + COMPRESSOR.maxCompressedLength(BLOCK_BYTES)];
  private final byte[] single = new byte[1];
  private int buffered;
  private boolean started;
  private boolean ended;

  /** Writes a frame to {@code out}, beginning with the first byte written. */
  public Lz4FrameOutputStream(OutputStream out) {
    this.out = out;
  }

  /** Room that a frame of {@code length} plain bytes needs at most. */
  static long maximumFrameBytes(int length) {
    long blocks = (length + BLOCK_BYTES - 1L) / BLOCK_BYTES;
    return HEADER.length + length + 4 * blocks + END.length;
  }

  /** Starts a new frame on another stream and keeps the buffers. */
  void restart(OutputStream next) {
    out = next;
    buffered = 0;
    started = false;
    ended = false;
  }

  @Override
  public void write(int value) throws IOException {
    single[0] = (byte) value;
    write(single, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    if (ended) {
      throw new IOException("the LZ4 frame has been ended");
    }
    int from = offset;
    int left = length;
    while (left > 0) {
      if (buffered == 0 && left >= BLOCK_BYTES) {
        writeBlock(source, from, BLOCK_BYTES);
        from += BLOCK_BYTES;
        left -= BLOCK_BYTES;
        continue;
      }
      int taken = Math.min(left, BLOCK_BYTES - buffered);
      System.arraycopy(source, from, buffer, buffered, taken);
      buffered += taken;
      from += taken;
      left -= taken;
      if (buffered == BLOCK_BYTES) {
        writeBuffered();
      }
    }
  }

  /** Sends what was written so far, as a block of its own. */
  @Override
  public void flush() throws IOException {
    writeBuffered();
    out.flush();
  }

  /** Ends the frame and leaves the stream below open. */
  void end() throws IOException {
    if (!ended) {
      ended = true;
      writeBuffered();
      start();
      out.write(END);
    }
  }

  @Override
  public void close() throws IOException {
    try (OutputStream closing = out) {
      end();
      closing.flush();
    }
  }

  private void writeBuffered() throws IOException {
    if (buffered > 0) {
      int length = buffered;
      buffered = 0;
      writeBlock(buffer, 0, length);
    }
  }

  private void start() throws IOException {
    if (!started) {
      started = true;
      out.write(HEADER);
    }
  }

  private void writeBlock(byte[] source, int offset, int length) throws IOException {
    start();
    int size = COMPRESSOR.compress(source, offset, length, compressed, 4, compressed.length - 4);
    if (size < length) {
      LittleEndian.putInt(compressed, 0, size);
      out.write(compressed, 0, 4 + size);
    } else {
      LittleEndian.putInt(compressed, 0, length | UNCOMPRESSED);
      out.write(compressed, 0, 4);
      out.write(source, offset, length);
    }
  }
}

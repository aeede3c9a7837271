package dev.maxstorage.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * Puts a CRC-32C after every 4096 bytes and after the last bytes: the outermost layer of a blob
 * download.
 *
 * <p>Only the last block may be short, so a flush passes on whole blocks only; closing writes the
 * last one and closes the stream below. No bytes give no block. For one thread. Source: Storage API
 * document, 9.6.
 */
public final class Crc32cOutputStream extends OutputStream {
  private static final int FULL_BLOCK_BYTES =
      Crc32cInputStream.BLOCK_BYTES + Crc32cInputStream.CRC_BYTES;

  /** Whole blocks that go out together, just under 64 KiB. */
  private static final int BLOCKS = 15;

  private final OutputStream out;
  private final byte[] blocks = new byte[BLOCKS * FULL_BLOCK_BYTES];
  private final byte[] single = new byte[1];
  private final CRC32C crc = new CRC32C();
  private int blockStart;
  private int position;
  private boolean closed;

  /** Writes blocks to {@code out}. */
  public Crc32cOutputStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    single[0] = (byte) value;
    write(single, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    if (closed) {
      throw new IOException("the stream is closed");
    }
    for (int done = 0; done < length; ) {
      int blockEnd = blockStart + Crc32cInputStream.BLOCK_BYTES;
      int copied = Math.min(length - done, blockEnd - position);
      System.arraycopy(source, offset + done, blocks, position, copied);
      position += copied;
      done += copied;
      if (position == blockEnd) {
        endBlock();
      }
    }
  }

  /** Passes on whole blocks; the rest waits for more bytes or for {@link #close()}. */
  @Override
  public void flush() throws IOException {
    writeBlocks();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (OutputStream closing = out) {
      if (position > blockStart) {
        endBlock();
      }
      writeBlocks();
      closing.flush();
    }
  }

  private void endBlock() throws IOException {
    crc.reset();
    crc.update(blocks, blockStart, position - blockStart);
    LittleEndian.putInt(blocks, position, (int) crc.getValue());
    position += Crc32cInputStream.CRC_BYTES;
    blockStart = position;
    if (blockStart == blocks.length) {
      writeBlocks();
    }
  }

  private void writeBlocks() throws IOException {
    int length = blockStart;
    if (length > 0) {
      int rest = position - blockStart;
      out.write(blocks, 0, length);
      System.arraycopy(blocks, length, blocks, 0, rest);
      blockStart = 0;
      position = rest;
    }
  }
}

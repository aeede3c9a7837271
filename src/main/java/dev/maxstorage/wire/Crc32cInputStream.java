package dev.maxstorage.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The CRC-stripping stream of blob downloads: checks blocks of up to 4096 bytes and their CRC-32C,
 * and gives the bytes without the CRCs.
 *
 * <p>A block is handed out only after its CRC was found right. A CRC that differs, and a last block
 * of 1 to 4 bytes, are a {@link CorruptStreamException} whose offset is that of the block. A stream
 * that ends between two blocks ends properly. For one thread. Source: Storage API document, 9.6 and
 * 9.9.
 */
public final class Crc32cInputStream extends InputStream {
  /** Data bytes of every block but the last. */
  static final int BLOCK_BYTES = 4096;

  /** Bytes of a CRC. */
  static final int CRC_BYTES = 4;

  private final InputStream in;
  private final byte[] block = new byte[BLOCK_BYTES + CRC_BYTES];
  private final byte[] single = new byte[1];
  private final CRC32C crc = new CRC32C();
  private long blockOffset;
  private int position;
  private int limit;
  private boolean ended;
  private @Nullable CorruptStreamException failure;

  /** Strips the CRCs from {@code in}, which is closed with this stream. */
  public Crc32cInputStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (position == limit && !nextBlock()) {
      return -1;
    }
    int copied = Math.min(length, limit - position);
    System.arraycopy(block, position, target, offset, copied);
    position += copied;
    return copied;
  }

  @Override
  public int available() {
    return limit - position;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean nextBlock() throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (ended) {
      return false;
    }
    // Until a whole block is there, or the end, nobody knows where its CRC begins.
    int read = in.readNBytes(block, 0, block.length);
    position = 0;
    limit = 0;
    if (read == 0) {
      ended = true;
      return false;
    }
    if (read <= CRC_BYTES) {
      throw failed("the last CRC block has only " + read + " bytes");
    }
    if (!crcMatches(crc, block, read)) {
      throw failed("the CRC-32C of a block of " + (read - CRC_BYTES) + " bytes differs");
    }
    blockOffset += read;
    limit = read - CRC_BYTES;
    return true;
  }

  /** Keeps the failure, so that nobody reads on behind a broken block. */
  private CorruptStreamException failed(String reason) {
    failure = new CorruptStreamException(blockOffset, reason);
    return failure;
  }

  /** Whether the last four of {@code length} bytes are the CRC-32C of the bytes before them. */
  static boolean crcMatches(CRC32C crc, byte[] block, int length) {
    crc.reset();
    crc.update(block, 0, length - CRC_BYTES);
    return (int) crc.getValue() == LittleEndian.intAt(block, length - CRC_BYTES);
  }
}

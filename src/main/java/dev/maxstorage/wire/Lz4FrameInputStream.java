package dev.maxstorage.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.xxhash.StreamingXXHash32;
import net.jpountz.xxhash.XXHashFactory;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one LZ4 frame or several, one after the other, up to the end of the stream; skippable
 * frames are passed over.
 *
 * <p>Blocks may be independent or linked. Every checksum and the content size are verified; what
 * does not fit, and an end of the stream inside a frame, is a {@link CorruptStreamException} whose
 * offset counts compressed bytes. For one thread.
 */
public final class Lz4FrameInputStream extends InputStream {
  private static final int HISTORY_BYTES = 64 * 1024;
  private static final int UNCOMPRESSED = 0x80000000;

  private CountingInputStream in;
  private final long maximumBytes;
  private final byte[] word = new byte[4];
  private final byte[] single = new byte[1];
  private byte[] block = new byte[0];

  /** History, if blocks are linked, then the plain bytes of the current block. */
  private byte[] window = new byte[0];

  private int windowStart;
  private int position;
  private int limit;

  /** The frame being read, null between frames. */
  private @Nullable Lz4FrameHeader frame;

  private boolean sawFrame;

  /** Kept, so that nobody reads on behind a broken block. */
  private @Nullable CorruptStreamException failure;

  private long frameBytes;
  private long totalBytes;
  private final StreamingXXHash32 contentHash =
      XXHashFactory.fastestInstance().newStreamingHash32(0);

  /** Decodes {@code in} without a limit of size; the plain bytes are streamed, never collected. */
  public Lz4FrameInputStream(InputStream in) {
    this(in, Long.MAX_VALUE);
  }

  /**
   * Decodes {@code in}.
   *
   * @param in closed with this stream
   * @param maximumBytes plain bytes of all frames together; more are an error
   */
  public Lz4FrameInputStream(InputStream in, long maximumBytes) {
    this.in = new CountingInputStream(in);
    this.maximumBytes = maximumBytes;
  }

  /** Starts anew on other bytes and keeps the buffers. */
  void restart(InputStream next) {
    in = new CountingInputStream(next);
    windowStart = 0;
    position = 0;
    limit = 0;
    frame = null;
    sawFrame = false;
    failure = null;
    totalBytes = 0;
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
    while (position == limit) {
      if (!advance()) {
        return -1;
      }
    }
    int copied = Math.min(length, limit - position);
    System.arraycopy(window, position, target, offset, copied);
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

  /** Reads a block or the start of a frame; false at the end of the stream. */
  private boolean advance() throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      Lz4FrameHeader current = frame;
      if (current == null) {
        return nextFrame();
      }
      nextBlock(current);
      return true;
    } catch (CorruptStreamException e) {
      limit = position;
      failure = e;
      throw e;
    }
  }

  /** Reads the start of a frame; false at the end of the stream. */
  private boolean nextFrame() throws IOException {
    long start = in.count();
    int first = in.read();
    if (first < 0) {
      if (!sawFrame) {
        throw new CorruptStreamException(start, "truncated: no LZ4 frame");
      }
      return false;
    }
    word[0] = (byte) first;
    in.readExactly(word, 1, 3, "the magic number of an LZ4 frame");
    int magic = LittleEndian.intAt(word, 0);
    if ((magic & Lz4FrameHeader.SKIPPABLE_MAGIC_MASK) == Lz4FrameHeader.SKIPPABLE_MAGIC) {
      in.readExactly(word, 0, 4, "the length of a skippable frame");
      skipExactly(LittleEndian.intAt(word, 0) & 0xFFFFFFFFL);
      sawFrame = true;
      return true;
    }
    if (magic != Lz4FrameHeader.MAGIC) {
      throw new CorruptStreamException(
          start, sawFrame ? "bytes follow the LZ4 frame" : "the stream is not an LZ4 frame");
    }
    Lz4FrameHeader header = Lz4FrameHeader.read(in);
    frame = header;
    sawFrame = true;
    frameBytes = 0;
    windowStart = 0;
    position = 0;
    limit = 0;
    contentHash.reset();
    int windowBytes = header.maximumBlockBytes() + (header.independentBlocks() ? 0 : HISTORY_BYTES);
    if (window.length < windowBytes) {
      window = new byte[windowBytes];
    }
    return true;
  }

  private void nextBlock(Lz4FrameHeader header) throws IOException {
    long start = in.count();
    in.readExactly(word, 0, 4, "the size of an LZ4 block");
    int size = LittleEndian.intAt(word, 0);
    if (size == 0) {
      endFrame(header);
      return;
    }
    int length = size & ~UNCOMPRESSED;
    if (length > header.maximumBlockBytes()) {
      throw new CorruptStreamException(start, "an LZ4 block is larger than its frame allows");
    }
    if (block.length < length) {
      block = new byte[header.maximumBlockBytes()];
    }
    in.readExactly(block, 0, length, "an LZ4 block");
    if (header.blockChecksums()) {
      in.readExactly(word, 0, 4, "the checksum of an LZ4 block");
      if (LittleEndian.intAt(word, 0) != Lz4FrameHeader.XX_HASH.hash(block, 0, length, 0)) {
        throw new CorruptStreamException(start, "the checksum of an LZ4 block differs");
      }
    }
    makeRoom(header);
    if ((size & UNCOMPRESSED) != 0) {
      System.arraycopy(block, 0, window, position, length);
      limit = position + length;
    } else {
      try {
        limit =
            Lz4BlockDecoder.decode(
                block,
                0,
                length,
                window,
                windowStart,
                position,
                position + header.maximumBlockBytes());
      } catch (LZ4Exception e) {
        throw new CorruptStreamException(start, "malformed LZ4 block: " + e.getMessage(), e);
      }
    }
    count(header, start);
  }

  /** Leaves room for a block at {@code position}, with the history it may need before it. */
  private void makeRoom(Lz4FrameHeader header) {
    if (header.independentBlocks()) {
      position = 0;
    } else if (window.length - limit < header.maximumBlockBytes()) {
      int kept = Math.min(HISTORY_BYTES, limit);
      System.arraycopy(window, limit - kept, window, 0, kept);
      position = kept;
    }
    windowStart = header.independentBlocks() ? position : Math.max(0, position - HISTORY_BYTES);
    limit = position;
  }

  private void count(Lz4FrameHeader header, long start) throws CorruptStreamException {
    int decoded = limit - position;
    frameBytes += decoded;
    totalBytes += decoded;
    if (totalBytes > maximumBytes) {
      throw new CorruptStreamException(
          start, "the LZ4 data holds more than the " + maximumBytes + " bytes allowed");
    }
    if (header.contentChecksum()) {
      contentHash.update(window, position, decoded);
    }
  }

  private void endFrame(Lz4FrameHeader header) throws IOException {
    long start = in.count();
    if (header.contentChecksum()) {
      in.readExactly(word, 0, 4, "the content checksum of an LZ4 frame");
      if (LittleEndian.intAt(word, 0) != contentHash.getValue()) {
        throw new CorruptStreamException(start, "the content checksum of the LZ4 frame differs");
      }
    }
    if (header.contentSize() >= 0 && header.contentSize() != frameBytes) {
      throw new CorruptStreamException(
          start,
          "the LZ4 frame holds " + frameBytes + " bytes and announced " + header.contentSize());
    }
    frame = null;
  }

  private void skipExactly(long bytes) throws IOException {
    long start = in.count();
    byte[] skipped = new byte[(int) Math.min(bytes, 8192)];
    for (long left = bytes; left > 0; left -= Math.min(left, skipped.length)) {
      if (in.readNBytes(skipped, 0, (int) Math.min(left, skipped.length))
          < Math.min(left, skipped.length)) {
        throw new CorruptStreamException(start, "truncated: the stream ends in a skippable frame");
      }
    }
  }
}

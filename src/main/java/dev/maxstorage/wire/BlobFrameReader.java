package dev.maxstorage.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads blob frames one after the other, the data of each as a stream.
 *
 * <p>{@link #next()} moves to the next frame, and drains what was left unread of the one before.
 * The end of the stream at any place but the proper one is a {@link CorruptStreamException}, and so
 * are negative lengths and headers or footers above 16 MiB. For one thread. Source: Storage API
 * document, 9.4, 9.7 and 9.9.
 */
public final class BlobFrameReader implements Closeable {
  private static final int MAXIMUM_JSON_BYTES = 16 << 20;
  private static final long UNTIL_END = -1;

  private final CountingInputStream in;
  private final long expectedFrames;
  private final byte[] word = new byte[8];
  private long frames;
  private long dataLength;
  private long remaining;
  private BlobDigest digest = BlobDigest.crc32();

  /** Whether the footer of the current frame is still to come. */
  private boolean insideFrame;

  private boolean ended;

  private BlobFrameReader(InputStream in, long expectedFrames) {
    this.in = new CountingInputStream(in);
    this.expectedFrames = expectedFrames;
  }

  /**
   * Reads the answer to a request for several blobs. A header that is not JSON counts as empty; a
   * CRC-32 in a footer is checked.
   *
   * @param frames the payload of the answer, see {@link BlobBodies#decode}; closed with this reader
   * @param references in the request; fewer frames are an error, bytes after them are read and
   *     ignored
   */
  public static BlobFrameReader ofDownload(InputStream frames, int references) {
    return new BlobFrameReader(frames, references);
  }

  /**
   * Reads the body of a batch upload up to its end. Headers and footers must be JSON, and every
   * checksum is verified.
   *
   * @param frames closed with this reader
   */
  public static BlobFrameReader ofUpload(InputStream frames) {
    return new BlobFrameReader(frames, UNTIL_END);
  }

  /**
   * Moves to the next frame.
   *
   * @return its header, or null after the last frame
   */
  public @Nullable BlobFrameHeader next() throws IOException {
    drain();
    if (ended) {
      return null;
    }
    long offset = in.count();
    int read = in.readNBytes(word, 0, word.length);
    if (read == 0 && expectedFrames == UNTIL_END) {
      ended = true;
      return null;
    }
    if (read < word.length) {
      throw new CorruptStreamException(
          offset,
          read == 0
              ? "truncated: " + frames + " of " + expectedFrames + " blob frames"
              : "truncated: the stream ends inside the header length of a blob frame");
    }
    byte[] json = readJson(offset, "header");
    BlobFrameHeader header;
    try {
      header =
          expectedFrames == UNTIL_END
              ? BlobFrameHeader.parse(json)
              : BlobFrameHeader.parseLeniently(json);
    } catch (MalformedMessageException e) {
      throw new CorruptStreamException(offset, "malformed header of a blob frame", e);
    }
    offset = in.count();
    in.readExactly(word, 0, word.length, "the data length of a blob frame");
    dataLength = LittleEndian.longAt(word, 0);
    if (dataLength < 0) {
      throw new CorruptStreamException(offset, "data length " + dataLength + " of a blob frame");
    }
    remaining = dataLength;
    digest = expectedFrames == UNTIL_END ? BlobDigest.crc32AndMd5() : BlobDigest.crc32();
    insideFrame = true;
    frames++;
    return header;
  }

  /** Data bytes of the current frame. */
  public long dataLength() {
    return dataLength;
  }

  /**
   * The data of the current frame, usable until {@link #next()} is called; closing it does nothing.
   * The read that meets its end also checks the footer and, after the last frame, the rest of the
   * stream.
   */
  public InputStream data() {
    return new Data(frames);
  }

  /**
   * Closes the stream, which need not have been read to its end. If all data of the current frame
   * was read, its footer is checked first.
   */
  @Override
  public void close() throws IOException {
    try (InputStream closing = in) {
      if (insideFrame && remaining == 0) {
        endFrame();
      }
    }
  }

  private int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (remaining == 0) {
      endFrame();
      return -1;
    }
    long start = in.count();
    int read = in.read(target, offset, (int) Math.min(length, remaining));
    if (read < 0) {
      long missing = remaining;
      remaining = 0;
      insideFrame = false;
      throw new CorruptStreamException(
          start, "truncated: " + missing + " of " + dataLength + " bytes of a blob are missing");
    }
    digest.update(target, offset, read);
    remaining -= read;
    return read;
  }

  private void drain() throws IOException {
    if (remaining > 0) {
      byte[] dropped = new byte[(int) Math.min(remaining, 8192)];
      while (remaining > 0) {
        read(dropped, 0, dropped.length);
      }
    }
    endFrame();
  }

  private void endFrame() throws IOException {
    if (insideFrame) {
      insideFrame = false;
      long offset = in.count();
      in.readExactly(word, 0, word.length, "the footer length of a blob frame");
      byte[] footer = readJson(offset, "footer");
      try {
        digest.verify(footer, offset);
      } catch (MalformedMessageException e) {
        if (expectedFrames == UNTIL_END) {
          throw new CorruptStreamException(offset, "malformed footer of a blob frame", e);
        }
      }
    }
    if (frames == expectedFrames && !ended) {
      ended = true;
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Reads the JSON part whose length stands in {@link #word}. */
  private byte[] readJson(long offset, String part) throws IOException {
    long length = LittleEndian.longAt(word, 0);
    if (length < 0 || length > MAXIMUM_JSON_BYTES) {
      throw new CorruptStreamException(offset, part + " length " + length + " of a blob frame");
    }
    byte[] json = new byte[(int) length];
    in.readExactly(json, 0, json.length, "the " + part + " of a blob frame");
    return json;
  }

  private final class Data extends InputStream {
    private final long frame;
    private final byte[] single = new byte[1];

    Data(long frame) {
      this.frame = frame;
    }

    @Override
    public int read() throws IOException {
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (frame != frames) {
        throw new IOException("the reader has moved on to another blob");
      }
      return BlobFrameReader.this.read(target, offset, length);
    }
  }
}

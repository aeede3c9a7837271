package dev.maxstorage.jdbc;

import dev.maxstorage.blob.BlobHead;
import dev.maxstorage.blob.StoredBlob;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A blob by reference, read lazily: nothing is sent before a method asks for bytes, and streams are
 * never held in memory.
 *
 * <p>A new blob costs nothing; {@link #length} costs one small request; each stream is one
 * download. A blob outlives its row and its result set, until {@link #free} or the end of the
 * connection.
 *
 * <p><b>Shape:</b> positions are 1-based. <b>Closing:</b> {@link #free} closes every stream given
 * out; twice is fine. <b>Threads:</b> one at a time.
 */
final class StorageBlob implements MaxStorageBlob {
  private final StoredBlob stored;
  private final long maxBytes;
  private final Set<InputStream> streams = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable BlobHead head;
  private boolean freed;

  /**
   * A blob that was not read yet.
   *
   * @param maxBytes most bytes that are read into memory
   */
  StorageBlob(StoredBlob stored, long maxBytes) {
    this.stored = stored;
    this.maxBytes = maxBytes;
  }

  private void checkUsable() throws SQLException {
    if (freed) {
      throw SqlErrors.closed("The blob");
    }
  }

  /** Bytes of the blob: one request for its length, no download. */
  @Override
  public long length() throws SQLException {
    return head().length();
  }

  @Override
  public @Nullable String mimeType() throws SQLException {
    return head().mimeType();
  }

  @Override
  public @Nullable String fileName() throws SQLException {
    return head().fileName();
  }

  private BlobHead head() throws SQLException {
    checkUsable();
    BlobHead known = head;
    if (known == null) {
      try {
        known = stored.head();
      } catch (IOException | RuntimeException e) {
        throw Failures.translate(Failures.whileReading(e));
      }
      head = known;
    }
    return known;
  }

  /** A new download from the first byte. */
  @Override
  public InputStream getBinaryStream() throws SQLException {
    checkUsable();
    try {
      InputStream stream = new Tracked(stored.open());
      streams.add(stream);
      return stream;
    } catch (IOException | RuntimeException e) {
      throw Failures.translate(Failures.whileReading(e));
    }
  }

  /**
   * A new download of a part.
   *
   * @param pos of the first byte, 1-based, at most the length
   * @param count bytes, 0 or more; pos - 1 + count is at most the length
   */
  @Override
  public InputStream getBinaryStream(long pos, long count) throws SQLException {
    long total = length();
    BlobRange.check(pos, count, total);
    InputStream stream = getBinaryStream();
    try {
      stream.skipNBytes(pos - 1);
      return new Limited(stream, count);
    } catch (IOException e) {
      throw closing(stream, e);
    }
  }

  private static SQLException closing(InputStream stream, IOException e) {
    try {
      stream.close();
    } catch (IOException closing) {
      e.addSuppressed(closing);
    }
    return Failures.translate(Failures.whileReading(e));
  }

  /**
   * A part of the blob, shorter where the blob ends.
   *
   * @param pos of the first byte, 1-based
   * @param count most bytes
   */
  @Override
  public byte[] getBytes(long pos, int count) throws SQLException {
    checkUsable();
    BlobRange.checkStart(pos, count);
    InputStream stream = getBinaryStream();
    try (stream) {
      long skipped = 0;
      while (skipped < pos - 1) {
        if (stream.read() < 0) {
          return new byte[0];
        }
        skipped += 1 + stream.skip(pos - 2 - skipped);
      }
      return stream.readNBytes(count);
    } catch (IOException e) {
      throw Failures.translate(Failures.whileReading(e));
    }
  }

  /** The whole blob, unless it is larger than the property {@code maxBlobBytes} allows. */
  byte[] allBytes() throws SQLException {
    InputStream stream = getBinaryStream();
    try (stream) {
      byte[] bytes = stream.readNBytes((int) (maxBytes + 1));
      if (bytes.length > maxBytes) {
        throw SqlErrors.of(
            SqlState.STRING_TOO_LONG,
            "The blob has more than "
                + maxBytes
                + " bytes, the most that is read into memory (property maxBlobBytes); use"
                + " getBinaryStream");
      }
      return bytes;
    } catch (IOException e) {
      throw Failures.translate(Failures.whileReading(e));
    }
  }

  /**
   * Where a pattern is first found, or -1; an empty one is found at every byte.
   *
   * @param start where the search begins, 1-based; behind the end nothing is found
   */
  @Override
  public long position(byte[] pattern, long start) throws SQLException {
    checkUsable();
    BlobRange.checkSearch(start);
    InputStream stream = getBinaryStream();
    try (stream) {
      return new PatternSearch(pattern).position(stream, start);
    } catch (IOException e) {
      throw Failures.translate(Failures.whileReading(e));
    }
  }

  /** As {@link #position(byte[], long)}; the pattern is read into memory. */
  @Override
  public long position(Blob pattern, long start) throws SQLException {
    checkUsable();
    long patternBytes = pattern.length();
    if (patternBytes > maxBytes) {
      throw SqlErrors.of(
          SqlState.STRING_TOO_LONG,
          "The pattern has "
              + patternBytes
              + " bytes, more than the "
              + maxBytes
              + " that are read into memory (property maxBlobBytes)");
    }
    return position(
        patternBytes == 0 ? new byte[0] : pattern.getBytes(1, (int) patternBytes), start);
  }

  @Override
  public int setBytes(long pos, byte[] bytes) throws SQLException {
    throw readOnly();
  }

  @Override
  public int setBytes(long pos, byte[] bytes, int offset, int len) throws SQLException {
    throw readOnly();
  }

  @Override
  public OutputStream setBinaryStream(long pos) throws SQLException {
    throw readOnly();
  }

  @Override
  public void truncate(long len) throws SQLException {
    throw readOnly();
  }

  @Override
  public void setMimeType(@Nullable String mimeType) throws SQLException {
    throw readOnly();
  }

  @Override
  public void setFileName(@Nullable String fileName) throws SQLException {
    throw readOnly();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  private static SQLException readOnly() {
    return SqlErrors.notSupported("Changing a stored blob (insert a new one)");
  }

  @Override
  public void free() throws SQLException {
    freed = true;
    List<InputStream> open = new ArrayList<>(streams);
    streams.clear();
    try {
      Closing.all(open);
    } catch (IOException e) {
      throw Failures.translate(e);
    }
  }

  /** A stream that the blob closes when it is freed, and forgets when the caller closes it. */
  private final class Tracked extends FilterInputStream {
    Tracked(InputStream in) {
      super(in);
    }

    @Override
    public void close() throws IOException {
      streams.remove(this);
      super.close();
    }
  }

  /** The first bytes of a stream; a stream that ends before them is cut. */
  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long count) {
      super(in);
      this.left = count;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte @Nullable [] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return length == 0 ? 0 : -1;
      }
      int read = super.read(buffer, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw new java.io.EOFException("The blob ended " + left + " bytes early");
      }
      left -= read;
      return read;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = super.skip(Math.min(count, left));
      left -= skipped;
      return skipped;
    }
  }
}

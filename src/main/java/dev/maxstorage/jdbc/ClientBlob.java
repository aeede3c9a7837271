package dev.maxstorage.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A blob that {@code Connection.createBlob} made: filled by the caller, then given to {@code
 * setBlob}, which copies it. Many bytes are kept in a file, see {@link SpooledBytes}.
 *
 * <p><b>Shape:</b> positions are 1-based; nothing can be written behind the byte that follows the
 * last one. <b>Closing:</b> {@link #free}, which the end of the connection calls too.
 * <b>Threads:</b> one at a time.
 */
final class ClientBlob implements MaxStorageBlob {
  private static final int MEMORY_BYTES = 1 << 20;

  private final SpooledBytes bytes = new SpooledBytes(MEMORY_BYTES);
  private @Nullable String mimeType;
  private @Nullable String fileName;
  private boolean freed;

  private void checkUsable() throws SQLException {
    if (freed) {
      throw SqlErrors.closed("The blob");
    }
  }

  private static SQLException unusable(IOException e) {
    return SqlErrors.of(
        SqlState.STREAM_BROKEN, "The blob's temporary file failed: " + e.getMessage(), e);
  }

  private static SQLException outside(String what) {
    return SqlErrors.of(SqlState.INVALID_ARGUMENT, what);
  }

  @Override
  public long length() throws SQLException {
    checkUsable();
    return bytes.length();
  }

  /** The bytes at the time of each read. */
  @Override
  public InputStream getBinaryStream() throws SQLException {
    checkUsable();
    return new Content(0, Long.MAX_VALUE);
  }

  @Override
  public InputStream getBinaryStream(long pos, long count) throws SQLException {
    checkUsable();
    BlobRange.check(pos, count, bytes.length());
    return new Content(pos - 1, count);
  }

  @Override
  public byte[] getBytes(long pos, int count) throws SQLException {
    checkUsable();
    BlobRange.checkStart(pos, count);
    try {
      return new Content(pos - 1, count).readAllBytes();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  @Override
  public long position(byte[] pattern, long start) throws SQLException {
    checkUsable();
    BlobRange.checkSearch(start);
    try {
      return new PatternSearch(pattern).position(getBinaryStream(), start);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  @Override
  public long position(Blob pattern, long start) throws SQLException {
    checkUsable();
    BlobRange.checkSearch(start);
    long patternBytes = pattern.length();
    if (patternBytes > bytes.length()) {
      return -1;
    }
    int inMemory = (int) Math.min(patternBytes, Integer.MAX_VALUE - 16);
    if (inMemory < patternBytes) {
      throw outside("The pattern has " + patternBytes + " bytes, more than an array can have");
    }
    return position(inMemory == 0 ? new byte[0] : pattern.getBytes(1, inMemory), start);
  }

  @Override
  public int setBytes(long pos, byte[] source) throws SQLException {
    return setBytes(pos, source, 0, source.length);
  }

  @Override
  public int setBytes(long pos, byte[] source, int offset, int count) throws SQLException {
    checkWritable(pos);
    if (offset < 0 || count < 0 || count > source.length - offset) {
      throw outside(
          "Offset "
              + offset
              + " and length "
              + count
              + " are not within the "
              + source.length
              + " bytes of the array");
    }
    try {
      bytes.write(pos - 1, source, offset, count);
      return count;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  @Override
  public OutputStream setBinaryStream(long pos) throws SQLException {
    checkWritable(pos);
    return new Sink(pos - 1);
  }

  private void checkWritable(long pos) throws SQLException {
    checkUsable();
    if (pos < 1 || pos - 1 > bytes.length()) {
      throw outside(
          "Position "
              + pos
              + " is not in 1 to "
              + (bytes.length() + 1)
              + ", where a blob of "
              + bytes.length()
              + " bytes can be written");
    }
  }

  @Override
  public void truncate(long newLength) throws SQLException {
    checkUsable();
    if (newLength < 0 || newLength > bytes.length()) {
      throw outside(
          "Length " + newLength + " is not in 0 to " + bytes.length() + ", the blob's bytes");
    }
    try {
      bytes.truncate(newLength);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  @Override
  public @Nullable String mimeType() throws SQLException {
    checkUsable();
    return mimeType;
  }

  @Override
  public @Nullable String fileName() throws SQLException {
    checkUsable();
    return fileName;
  }

  @Override
  public void setMimeType(@Nullable String newMimeType) throws SQLException {
    checkUsable();
    mimeType = newMimeType;
  }

  @Override
  public void setFileName(@Nullable String newFileName) throws SQLException {
    checkUsable();
    fileName = newFileName;
  }

  @Override
  public void free() throws SQLException {
    freed = true;
    try {
      bytes.close();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  private final class Content extends InputStream {
    private long position;
    private long left;

    Content(long position, long count) {
      this.position = position;
      this.left = count;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      Objects.checkFromIndexSize(offset, count, target.length);
      if (freed) {
        throw new IOException("The blob was freed");
      }
      if (count == 0) {
        return 0;
      }
      int read = left == 0 ? -1 : bytes.read(position, target, offset, (int) Math.min(count, left));
      if (read > 0) {
        position += read;
        left -= read;
      }
      return read;
    }
  }

  private final class Sink extends OutputStream {
    private long position;

    Sink(long position) {
      this.position = position;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
      Objects.checkFromIndexSize(offset, count, source.length);
      if (freed) {
        throw new IOException("The blob was freed");
      }
      if (position > bytes.length()) {
        throw new IOException("The blob was cut before position " + (position + 1));
      }
      bytes.write(position, source, offset, count);
      position += count;
    }
  }
}

package dev.maxstorage.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes taken from a stream, so that errors can say where they are. */
final class CountingInputStream extends FilterInputStream {
  private long count;

  CountingInputStream(InputStream in) {
    super(in);
  }

  /** Bytes read so far. */
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value >= 0) {
      count++;
    }
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = in.read(target, offset, length);
    if (read > 0) {
      count += read;
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = in.skip(bytes);
    count += skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Reads exactly {@code length} bytes into {@code target}, or reports what was cut. */
  void readExactly(byte[] target, int offset, int length, String what) throws IOException {
    long start = count;
    int read = in.readNBytes(target, offset, length);
    count += read;
    if (read < length) {
      throw new CorruptStreamException(
          start,
          "truncated: the stream ends after " + read + " of " + length + " bytes of " + what);
    }
  }
}

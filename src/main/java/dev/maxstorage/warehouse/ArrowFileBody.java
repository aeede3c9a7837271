package dev.maxstorage.warehouse;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The IPC stream in an Arrow file. The file form puts {@code ARROW1} and two zero bytes in front of
 * the stream, and a footer, the footer's length as four little-endian bytes and {@code ARROW1}
 * behind it. Source: Arrow's columnar format, "IPC File Format".
 */
final class ArrowFileBody {
  private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
  private static final int PREFIX_BYTES = 8;
  private static final int SUFFIX_BYTES = Integer.BYTES + 6;
  private static final byte[] STREAM_START = {-1, -1, -1, -1};

  private ArrowFileBody() {}

  /** Whether these first bytes of a file are those of an Arrow file or stream. */
  static boolean begins(byte[] start) {
    return startsWith(start, MAGIC) || startsWith(start, STREAM_START);
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  /** The stream's bytes, to be closed. */
  static InputStream open(Path file) throws IOException {
    InputStream body = Files.newInputStream(file);
    try {
      byte[] start = body.readNBytes(PREFIX_BYTES);
      if (startsWith(start, MAGIC)) {
        return new Limited(body, streamBytes(file));
      }
    } catch (IOException | RuntimeException e) {
      body.close();
      throw e;
    }
    body.close();
    return Files.newInputStream(file);
  }

  private static long streamBytes(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      byte[] end = new byte[SUFFIX_BYTES];
      long endStart = file.length() - SUFFIX_BYTES;
      if (endStart >= PREFIX_BYTES) {
        file.seek(endStart);
        file.readFully(end);
      }
      int footerBytes = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt();
      long streamBytes = endStart - footerBytes - PREFIX_BYTES;
      boolean magic = Arrays.equals(end, Integer.BYTES, end.length, MAGIC, 0, MAGIC.length);
      if (!magic || footerBytes < 0 || streamBytes < 0) {
        throw new IOException("File '" + path + "' is cut: the end of an Arrow file is missing");
      }
      return streamBytes;
    }
  }

  /** The next so many bytes of a stream. */
  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long bytes) {
      super(in);
      this.left = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return length == 0 ? 0 : -1;
      }
      int read = super.read(buffer, offset, (int) Math.min(length, left));
      left -= Math.max(read, 0);
      return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long skipped = super.skip(Math.min(bytes, left));
      left -= skipped;
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}

package dev.maxstorage.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;

/** The bytes of the blobs: random, so that no compression helps, and never all in memory. */
public final class BlobContent extends InputStream {
  private static final byte[] PIECE = new byte[64 * 1024];

  static {
    new Random(7).nextBytes(PIECE);
  }

  private long left;

  /** So many bytes. */
  public BlobContent(long length) {
    left = length;
  }

  /** So many bytes in an array. */
  public static byte[] bytes(int length) {
    return Arrays.copyOf(PIECE, length);
  }

  @Override
  public int read() {
    return left-- > 0 ? PIECE[(int) (left % PIECE.length)] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int from, int length) {
    if (left <= 0) {
      return length == 0 ? 0 : -1;
    }
    int given = (int) Math.min(Math.min(length, PIECE.length), left);
    System.arraycopy(PIECE, 0, target, from, given);
    left -= given;
    return given;
  }

  /** Reads a stream to its end; says how many bytes it had. */
  public static long drain(InputStream in) throws IOException {
    byte[] piece = new byte[64 * 1024];
    long bytes = 0;
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      bytes += read;
    }
    return bytes;
  }
}

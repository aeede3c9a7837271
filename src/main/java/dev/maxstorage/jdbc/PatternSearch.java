package dev.maxstorage.jdbc;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Finds a byte pattern in a stream that is read once, after Knuth, Morris and Pratt. */
final class PatternSearch {
  private final byte[] pattern;
  private final int[] borders;

  PatternSearch(byte[] pattern) {
    this.pattern = pattern.clone();
    this.borders = new int[pattern.length];
    int border = 0;
    for (int i = 1; i < pattern.length; i++) {
      while (border > 0 && pattern[i] != pattern[border]) {
        border = borders[border - 1];
      }
      if (pattern[i] == pattern[border]) {
        border++;
      }
      borders[i] = border;
    }
  }

  /**
   * The 1-based position of the first match that begins at {@code start} or behind, or -1.
   *
   * @param stream at its first byte
   * @param start 1-based
   */
  long position(InputStream stream, long start) throws IOException {
    InputStream in = new BufferedInputStream(stream, 64 * 1024);
    long position = 0;
    int matched = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      position++;
      if (position < start) {
        continue;
      }
      if (pattern.length == 0) {
        return start;
      }
      while (matched > 0 && (byte) b != pattern[matched]) {
        matched = borders[matched - 1];
      }
      if ((byte) b == pattern[matched]) {
        matched++;
      }
      if (matched == pattern.length) {
        return position - pattern.length + 1;
      }
    }
    return -1;
  }
}

package dev.maxstorage.predicate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as the bytes by which it is ordered. */
final class TextBytes {
  private TextBytes() {}

  static byte[] of(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes without the blanks at the end, the form in which CHAR values are compared. */
  static byte[] trimmed(String text) {
    byte[] bytes = of(text);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == ' ') {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  /** Whether the text is UTF-8 text at all: a lone surrogate is not. */
  static boolean isEncodable(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}

package dev.maxstorage.transport;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of request URLs: UTF-8, percent-encoded once, a space as {@code %20}. Source:
 * control-plane document, 1.1.
 */
final class UrlText {
  private static final String UNRESERVED = "-._~";
  private static final String HEX = "0123456789ABCDEF";

  private UrlText() {}

  /** The encoded path; begins with a slash. */
  static String path(List<String> segments) {
    StringBuilder text = new StringBuilder();
    for (String segment : segments) {
      encode(segment, text.append('/'));
    }
    return text.toString();
  }

  /** The encoded query with its question mark, or an empty text. */
  static String query(Map<String, @Nullable String> parameters) {
    StringBuilder text = new StringBuilder();
    parameters.forEach(
        (name, value) -> {
          encode(name, text.append(text.length() == 0 ? '?' : '&'));
          if (value != null) {
            encode(value, text.append('='));
          }
        });
    return text.toString();
  }

  private static void encode(String text, StringBuilder encoded) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      if (plain) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
  }
}

package dev.maxstorage.warehouse.engine;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Date patterns of MaxCompute as format strings of DuckDB's strftime and strptime. */
final class DatePatterns {
  /** Of to_char and to_date: case does not matter. The longer words first. */
  private static final List<Map.Entry<String, String>> PLAIN =
      List.of(
          Map.entry("yyyy", "%Y"),
          Map.entry("ff3", "%g"),
          Map.entry("mm", "%m"),
          Map.entry("dd", "%d"),
          Map.entry("hh24", "%H"),
          Map.entry("hh", "%H"),
          Map.entry("mi", "%M"),
          Map.entry("ss", "%S"));

  /** Of date_format: case matters, as in Java's patterns. */
  private static final List<Map.Entry<String, String>> CASED =
      List.of(
          Map.entry("yyyy", "%Y"),
          Map.entry("YYYY", "%Y"),
          Map.entry("SSS", "%g"),
          Map.entry("MM", "%m"),
          Map.entry("dd", "%d"),
          Map.entry("HH", "%H"),
          Map.entry("hh", "%I"),
          Map.entry("mm", "%M"),
          Map.entry("mi", "%M"),
          Map.entry("ss", "%S"));

  private DatePatterns() {}

  /** Of a pattern such as {@code yyyy-mm-dd hh:mi:ss}, in any case. */
  static String plain(String pattern) {
    return translate(pattern, pattern.toLowerCase(Locale.ROOT), PLAIN);
  }

  /** Of a pattern such as {@code yyyy-MM-dd HH:mm:ss}. */
  static String cased(String pattern) {
    return translate(pattern, pattern, CASED);
  }

  private static String translate(
      String pattern, String matched, List<Map.Entry<String, String>> words) {
    StringBuilder format = new StringBuilder();
    int at = 0;
    while (at < matched.length()) {
      int start = at;
      for (Map.Entry<String, String> word : words) {
        if (matched.startsWith(word.getKey(), at)) {
          format.append(word.getValue());
          at += word.getKey().length();
          break;
        }
      }
      if (at == start) {
        char c = pattern.charAt(at++);
        if (Character.isLetter(c) || c == '%') {
          throw new UnsupportedFormException("date pattern '" + pattern + "'");
        }
        format.append(c);
      }
    }
    return format.toString();
  }
}

package dev.maxstorage.sql;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code SET key=value;} statements at the beginning of a text, by the rules of the
 * control-plane document, chapter 12.
 *
 * @param values the settings; the last value of a key counts
 * @param end the offset after the last of them, where the statement begins
 */
record Settings(Map<String, String> values, int end) {

  /** The settings that begin at an offset. */
  static Settings of(String text, int from) {
    Map<String, String> values = new LinkedHashMap<>();
    int position = from;
    while (true) {
      int start = afterComments(text, position);
      int end = start < 0 ? -1 : setting(text, start, values);
      if (end < 0) {
        return new Settings(values, position);
      }
      position = end;
    }
  }

  /** An unmodifiable copy in the same order. */
  static Map<String, String> copy(Map<String, String> settings) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** Reads the setting at an offset; returns the offset after it, or -1 if there is none. */
  private static int setting(String text, int start, Map<String, String> values) {
    if (!text.regionMatches(true, start, "set", 0, 3)
        || start + 3 >= text.length()
        || !Lexer.isBlank(text.charAt(start + 3))) {
      return -1;
    }
    int end = start + 3;
    while (end < text.length() && (text.charAt(end) != ';' || text.charAt(end - 1) == '\\')) {
      end++;
    }
    String body = text.substring(start + 3, end);
    int equals = body.indexOf('=');
    String key = equals < 0 ? "" : body.substring(0, equals).strip();
    if (key.isEmpty()) {
      return -1;
    }
    values.put(key, body.substring(equals + 1).strip().replace("\\;", ";"));
    return Math.min(end + 1, text.length());
  }

  /** The offset of the first character that is no blank and no comment, or -1. */
  private static int afterComments(String text, int from) {
    int position = from;
    while (position < text.length()) {
      if (Lexer.isBlank(text.charAt(position))) {
        position++;
      } else {
        @Nullable String end = commentEnd(text, position);
        if (end == null) {
          return position;
        }
        int found = text.indexOf(end, position + 2);
        if (found < 0) {
          return -1;
        }
        position = found + end.length();
      }
    }
    return -1;
  }

  private static @Nullable String commentEnd(String text, int position) {
    if (text.startsWith("--", position)) {
      return "\n";
    }
    return text.startsWith("/*", position) && !text.startsWith("/*+", position) ? "*/" : null;
  }
}

package dev.maxstorage.warehouse.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The SET statements before a statement. Source of the rules: control-plane document, chapter 12.
 *
 * @param settings key to value, the last one wins
 * @param statement the text with the SET statements blanked out, so that offsets stay
 */
record LeadingSettings(Map<String, String> settings, String statement) {

  static LeadingSettings of(String text) {
    Map<String, String> settings = new LinkedHashMap<>();
    char[] rest = text.toCharArray();
    int at = 0;
    while (true) {
      at = skipBlanksAndComments(text, at);
      if (!isSet(text, at)) {
        break;
      }
      int end = end(text, at);
      String assignment = text.substring(at + 3, end).replace("\\;", ";");
      int equals = assignment.indexOf('=');
      String key = equals < 0 ? "" : assignment.substring(0, equals).strip();
      if (key.isEmpty()) {
        break;
      }
      settings.put(key, assignment.substring(equals + 1).strip());
      int next = Math.min(end + 1, text.length());
      for (int i = at; i < next; i++) {
        rest[i] = rest[i] == '\n' ? '\n' : ' ';
      }
      at = next;
    }
    return new LeadingSettings(settings, new String(rest));
  }

  private static int skipBlanksAndComments(String text, int from) {
    int at = from;
    while (at < text.length()) {
      if (text.startsWith("--", at)) {
        int lineEnd = text.indexOf('\n', at);
        at = lineEnd < 0 ? text.length() : lineEnd;
      } else if (text.startsWith("/*", at) && text.indexOf("*/", at + 2) >= 0) {
        at = text.indexOf("*/", at + 2) + 2;
      } else if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ';') {
        at++;
      } else {
        return at;
      }
    }
    return at;
  }

  private static boolean isSet(String text, int at) {
    return text.regionMatches(true, at, "set", 0, 3)
        && at + 3 < text.length()
        && Character.isWhitespace(text.charAt(at + 3));
  }

  /** The offset of the semicolon that ends the statement, or of the text's end. */
  private static int end(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == ';' && text.charAt(i - 1) != '\\') {
        return i;
      }
    }
    return text.length();
  }
}

package dev.maxstorage.jdbc;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name pattern of JDBC metadata: {@code %} is any text, {@code _} any character, a backslash
 * takes the next character as it is. Case does not count. Null matches everything.
 */
final class NamePattern {
  private final StringBuilder prefix = new StringBuilder();
  private final @Nullable Pattern pattern;
  private final boolean exact;

  NamePattern(@Nullable String text) {
    if (text == null) {
      pattern = null;
      exact = false;
      return;
    }
    StringBuilder regex = new StringBuilder();
    boolean literal = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' || c == '_') {
        literal = false;
        regex.append(c == '%' ? ".*" : ".");
        continue;
      }
      if (c == '\\' && i + 1 < text.length()) {
        c = text.charAt(++i);
      }
      regex.append(Pattern.quote(String.valueOf(c)));
      if (literal) {
        prefix.append(c);
      }
    }
    exact = literal;
    pattern =
        Pattern.compile(
            regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }

  /** Whether a name fits. */
  boolean matches(String name) {
    return pattern == null || pattern.matcher(name).matches();
  }

  /** What every name that fits begins with, lower case; may be empty. */
  String prefix() {
    return prefix.toString().toLowerCase(Locale.ROOT);
  }

  /** Whether only one name fits: the {@link #prefix}. */
  boolean isExact() {
    return exact;
  }
}

package dev.maxstorage.warehouse.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path of get_json_object, such as {@code $.a['b.c'][0].d[*]}.
 *
 * @param text in DuckDB's form
 * @param wildcard whether it may lead to several values
 */
record JsonPath(String text, boolean wildcard) {
  private static final Pattern STEP =
      Pattern.compile("\\.([^.\\[\\]'\"*]+)|\\['([^']*)'\\]|\\[(\\d+)\\]|(\\[\\*\\])");

  /** The path, or null if the text is none. */
  static @Nullable JsonPath of(String path) {
    if (!path.startsWith("$")) {
      return null;
    }
    StringBuilder text = new StringBuilder("$");
    boolean wildcard = false;
    Matcher step = STEP.matcher(path);
    int at = 1;
    while (at < path.length()) {
      if (!step.region(at, path.length()).lookingAt()) {
        return null;
      }
      if (step.group(3) != null) {
        text.append('[').append(step.group(3)).append(']');
      } else if (step.group(4) != null) {
        text.append("[*]");
        wildcard = true;
      } else {
        String name = step.group(1) == null ? step.group(2) : step.group(1);
        text.append(".\"").append(name.replace("\"", "\\\"")).append('"');
      }
      at = step.end();
    }
    return new JsonPath(text.toString(), wildcard);
  }
}

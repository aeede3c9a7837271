package dev.maxstorage.jdbc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The filters that the service refused on this connection, by shape: what differs in literals only
 * is not sent again. Source: control-plane document, 16.3.
 *
 * <p><b>Threads:</b> any number.
 */
final class RejectedFilters {
  private static final int MOST_SHAPES = 1_000;

  /** Names in back-ticks, which stay; texts and numbers, which do not. */
  private static final Pattern NAME_OR_LITERAL =
      Pattern.compile("(`(?:[^`]|``)*`)|'(?:[^'\\\\]|\\\\.)*'|-?[0-9][0-9.]*(?:[eE][+-]?[0-9]+)?");

  private final Set<String> shapes =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_SHAPES;
                }
              }));

  void add(String filter) {
    shapes.add(shape(filter));
  }

  boolean contains(String filter) {
    return shapes.contains(shape(filter));
  }

  static String shape(String filter) {
    return NAME_OR_LITERAL
        .matcher(filter)
        .replaceAll(
            match -> match.group(1) == null ? "?" : Matcher.quoteReplacement(match.group()));
  }
}

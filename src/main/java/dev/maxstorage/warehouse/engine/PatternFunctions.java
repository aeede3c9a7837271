package dev.maxstorage.warehouse.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions on regular expressions that count matches; positions count characters from 1. */
final class PatternFunctions {
  private PatternFunctions() {}

  /** Text, pattern, start, which match, and 0 for its first place or 1 for the place after it. */
  static String instr(String[] arguments) {
    String text = arguments[0];
    int start = Integer.parseInt(arguments[2]);
    int left = Integer.parseInt(arguments[3]);
    if (start < 1 || left < 1) {
      throw new IllegalArgumentException(
          "regexp_instr starts at "
              + start
              + " and looks for match "
              + left
              + ": both count from 1");
    }
    if (start > text.codePointCount(0, text.length())) {
      return "0";
    }
    Matcher matcher = Pattern.compile(arguments[1]).matcher(text);
    int from = text.offsetByCodePoints(0, start - 1);
    boolean found = matcher.find(from);
    while (found && --left > 0) {
      found = matcher.find();
    }
    if (!found) {
      return "0";
    }
    int place = arguments[4].equals("1") ? matcher.end() : matcher.start();
    return Integer.toString(text.codePointCount(0, place) + 1);
  }

  /** Text, pattern, replacement with {@code \1} for groups, and which match; 0 for all. */
  static String replace(String[] arguments) {
    int wanted = Integer.parseInt(arguments[3]);
    if (wanted < 0) {
      throw new IllegalArgumentException("regexp_replace of match " + wanted);
    }
    Matcher matcher = Pattern.compile(arguments[1]).matcher(arguments[0]);
    StringBuilder replaced = new StringBuilder();
    for (int match = 1; matcher.find(); match++) {
      if (wanted == 0 || match == wanted) {
        matcher.appendReplacement(replaced, "");
        appendGroups(replaced, arguments[2], matcher);
      }
    }
    return matcher.appendTail(replaced).toString();
  }

  private static void appendGroups(StringBuilder text, String replacement, Matcher matcher) {
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      boolean group =
          c == '\\' && i + 1 < replacement.length() && Character.isDigit(replacement.charAt(i + 1));
      if (!group) {
        text.append(c);
        continue;
      }
      int number = Character.digit(replacement.charAt(++i), 10);
      String value = number <= matcher.groupCount() ? matcher.group(number) : null;
      text.append(value == null ? "" : value);
    }
  }
}

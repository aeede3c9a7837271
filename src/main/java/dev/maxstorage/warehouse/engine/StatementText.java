package dev.maxstorage.warehouse.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A job's text, to say where in it an error is. */
record StatementText(String text) {

  /**
   * {@code [line,column]}, 1-based, of the first use of a name; that of the start if there is none.
   */
  String place(String name) {
    Matcher word =
        Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)", Pattern.CASE_INSENSITIVE)
            .matcher(text);
    int offset = word.find() ? word.start() : 0;
    String before = text.substring(0, offset);
    long line = before.chars().filter(c -> c == '\n').count() + 1;
    int column = offset - before.lastIndexOf('\n');
    return "[" + line + "," + column + "]";
  }
}

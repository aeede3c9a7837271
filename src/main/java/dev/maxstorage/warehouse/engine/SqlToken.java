package dev.maxstorage.warehouse.engine;

import java.util.Locale;

/**
 * One token of a statement.
 *
 * @param text a word as written, a name without its back-ticks, a string without quotes and
 *     escapes, a number as written, or the symbol
 * @param offset of the first character in the statement, 0-based
 * @param end offset after the last character
 */
record SqlToken(Kind kind, String text, int offset, int end) {
  enum Kind {
    WORD,
    QUOTED_NAME,
    STRING,
    NUMBER,
    SYMBOL,
    END
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }

  /** The name in lower case: MaxCompute's names do not differ by case. */
  String name() {
    return text.toLowerCase(Locale.ROOT);
  }

  /** As error messages show it. */
  String shown() {
    return kind == Kind.END ? "end of statement" : "'" + text + "'";
  }
}

package dev.maxstorage.sql;

import java.util.Locale;

/**
 * One token of a statement.
 *
 * @param kind what it is
 * @param start offset of its first character in the text
 * @param end offset after its last character
 * @param text the characters as written, with quotes
 */
record Token(Kind kind, int start, int end, String text) {

  enum Kind {
    /** A bare word: name or keyword. */
    WORD,
    /** A name in back-ticks. */
    QUOTED_NAME,
    /** Text in single or double quotes. */
    STRING,
    /** A number with its suffix letters. */
    NUMBER,
    /** A {@code ?}. */
    PARAMETER,
    /** An operator or a punctuation mark. */
    SYMBOL,
    /** A comment that the SQL engine obeys. */
    HINT,
    /** After the last token. */
    END
  }

  /** Whether this is the bare word, in any case. */
  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** The text in upper case, for keywords. */
  String upper() {
    return text.toUpperCase(Locale.ROOT);
  }

  /** How a message names the token. */
  String described() {
    if (kind == Kind.END) {
      return "the end of the statement";
    }
    String shown = text.length() > 40 ? text.substring(0, 37) + "..." : text;
    return kind == Kind.WORD ? "the word " + shown : shown;
  }
}

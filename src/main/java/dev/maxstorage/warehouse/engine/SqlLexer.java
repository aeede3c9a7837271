package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a MaxCompute statement into tokens; comments and hints are dropped.
 *
 * <p>Strings stand in single or double quotes and have backslash escapes, names may stand in
 * back-ticks, doubled inside; a bare name with letters beyond ASCII is like a quoted one. A
 * character that belongs to no token is a syntax error.
 */
final class SqlLexer {
  private static final List<String> LONG_SYMBOLS =
      List.of("<=>", "<=", ">=", "<>", "!=", "==", "||", "->");
  private static final String SHORT_SYMBOLS = "()[],.;:+-*/%=<>&|^~";

  private final String text;
  private final SqlFaults faults;
  private final List<SqlToken> tokens = new ArrayList<>();
  private int at;

  private SqlLexer(String text) {
    this.text = text;
    this.faults = new SqlFaults(text);
  }

  /** All tokens, the last one of kind END. */
  static List<SqlToken> tokens(String text) {
    SqlLexer lexer = new SqlLexer(text);
    while (lexer.skipBlanksAndComments()) {
      lexer.tokens.add(lexer.next());
    }
    lexer.tokens.add(new SqlToken(Kind.END, "", text.length(), text.length()));
    return lexer.tokens;
  }

  private boolean skipBlanksAndComments() {
    while (at < text.length()) {
      if (text.startsWith("--", at)) {
        int lineEnd = text.indexOf('\n', at);
        at = lineEnd < 0 ? text.length() : lineEnd;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw faults.syntax(at, "a comment begins with /* and has no end");
        }
        at = end + 2;
      } else if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\u00a0') {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private SqlToken next() {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      return string(c);
    }
    if (c == '`') {
      return quotedName();
    }
    if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
      return number();
    }
    if (isWordStart(c)) {
      int start = at;
      while (at < text.length() && isWordPart(text.charAt(at))) {
        at++;
      }
      boolean ascii = text.substring(start, at).chars().allMatch(part -> part < 128);
      return token(ascii ? Kind.WORD : Kind.QUOTED_NAME, start);
    }
    for (String symbol : LONG_SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        at += symbol.length();
        return new SqlToken(Kind.SYMBOL, symbol, at - symbol.length(), at);
      }
    }
    if (SHORT_SYMBOLS.indexOf(c) >= 0) {
      at++;
      return token(Kind.SYMBOL, at - 1);
    }
    throw faults.syntax(at, c == '{' ? escapeHere() : "illegal character '" + symbolHere() + "'");
  }

  private String symbolHere() {
    return Character.toString(text.codePointAt(at));
  }

  /** A JDBC escape that no driver replaced. */
  private String escapeHere() {
    int end = at + 1;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    return "the escape '" + text.substring(at, end) + "' is not known";
  }

  private SqlToken token(Kind kind, int start) {
    return new SqlToken(kind, text.substring(start, at), start, at);
  }

  private SqlToken string(char quote) {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        escape(value);
      } else if (c == quote) {
        if (at < text.length() && text.charAt(at) == quote) {
          throw faults.syntax(at - 1, "a quote inside a string is written \\" + quote);
        }
        return new SqlToken(Kind.STRING, value.toString(), start, at);
      } else {
        value.append(c);
      }
    }
    throw faults.syntax(start, "a string begins with " + quote + " and has no end");
  }

  /** The escape after a backslash; {@code \%} and {@code \_} keep it, for LIKE. */
  private void escape(StringBuilder value) {
    char c = text.charAt(at++);
    switch (c) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case 'b' -> value.append('\b');
      case 'Z' -> value.append('\u001a');
      case '%', '_' -> value.append('\\').append(c);
      case 'u' -> value.append(code(4, 16, 'u'));
      case '0', '1' -> {
        if (digitsFollow(2, 8)) {
          at--;
          value.append(code(3, 8, c));
        } else {
          value.append(c == '0' ? '\0' : c);
        }
      }
      default -> value.append(c);
    }
  }

  private boolean digitsFollow(int count, int radix) {
    for (int i = at; i < at + count; i++) {
      if (i >= text.length() || Character.digit(text.charAt(i), radix) < 0) {
        return false;
      }
    }
    return true;
  }

  private char code(int digits, int radix, char letter) {
    if (!digitsFollow(digits, radix)) {
      throw faults.syntax(at - 2, "\\" + letter + " needs " + digits + " digits after it");
    }
    char value = (char) Integer.parseInt(text.substring(at, at + digits), radix);
    at += digits;
    return value;
  }

  private SqlToken quotedName() {
    int start = at++;
    StringBuilder name = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '`') {
        name.append(c);
      } else if (at < text.length() && text.charAt(at) == '`') {
        name.append('`');
        at++;
      } else if (name.isEmpty()) {
        throw faults.syntax(start, "a name in back-ticks is empty");
      } else {
        return new SqlToken(Kind.QUOTED_NAME, name.toString(), start, at);
      }
    }
    throw faults.syntax(start, "a name begins with ` and has no end");
  }

  /**
   * Digits, fraction, exponent, and then a suffix of letters, which the reader of the number
   * judges.
   */
  private SqlToken number() {
    int start = at;
    skipDigits();
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      skipDigits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int mark = at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      int digits = at;
      skipDigits();
      if (at == digits) {
        at = mark;
      }
    }
    while (at < text.length() && isWordPart(text.charAt(at))) {
      at++;
    }
    return token(Kind.NUMBER, start);
  }

  private void skipDigits() {
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordStart(char c) {
    return c == '_' || Character.isLetter(c) || Character.isSurrogate(c);
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c);
  }
}

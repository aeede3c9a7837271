package dev.maxstorage.sql;

import dev.maxstorage.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into tokens: the one place that knows where strings, names and comments begin and
 * end.
 *
 * <p>Strings are in single or double quotes with a backslash as escape; names in back-ticks, which
 * are doubled inside; comments run from two dashes to the end of the line or between slash and
 * star.
 */
final class Lexer {
  private static final List<String> LONG_SYMBOLS =
      List.of("<=>", "<=", ">=", "<>", "!=", "==", "||", "&&", "->", "::", ":=");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private Lexer(String text, int from) {
    this.text = text;
    this.position = from;
  }

  /**
   * The tokens of a text; the last one is {@link Kind#END}.
   *
   * @throws SqlSyntaxException if a string, name or comment has no end
   */
  static List<Token> tokens(String text) {
    return tokens(text, 0);
  }

  /** The tokens from an offset on; their offsets count from the beginning of the text. */
  static List<Token> tokens(String text, int from) {
    Lexer lexer = new Lexer(text, from);
    while (lexer.position < text.length()) {
      lexer.next();
    }
    lexer.tokens.add(new Token(Kind.END, text.length(), text.length(), ""));
    return lexer.tokens;
  }

  /**
   * The tokens from an offset up to and with the next semicolon, which is then the last but one;
   * what follows is not looked at.
   */
  static List<Token> statement(String text, int from) {
    Lexer lexer = new Lexer(text, from);
    while (lexer.position < text.length() && !lexer.endsWithSemicolon()) {
      lexer.next();
    }
    lexer.tokens.add(new Token(Kind.END, lexer.position, lexer.position, ""));
    return lexer.tokens;
  }

  private boolean endsWithSemicolon() {
    return !tokens.isEmpty() && tokens.get(tokens.size() - 1).isSymbol(";");
  }

  private void next() {
    char c = text.charAt(position);
    if (isBlank(c)) {
      position++;
    } else if (text.startsWith("--", position)) {
      int newline = text.indexOf('\n', position);
      position = newline < 0 ? text.length() : newline + 1;
    } else if (text.startsWith("/*", position)) {
      comment();
    } else if (c == '\'' || c == '"') {
      add(Kind.STRING, endOfString(c));
    } else if (c == '`') {
      add(Kind.QUOTED_NAME, endOfName());
    } else if (c == '?') {
      add(Kind.PARAMETER, position + 1);
    } else if (isDigit(c) || (c == '.' && isDigit(at(position + 1)) && !followsName())) {
      add(Kind.NUMBER, endOfNumber());
    } else if (isWordPart(c)) {
      int end = position;
      while (isWordPart(at(end))) {
        end++;
      }
      add(Kind.WORD, end);
    } else {
      add(Kind.SYMBOL, position + symbolLength());
    }
  }

  private void add(Kind kind, int end) {
    tokens.add(new Token(kind, position, end, text.substring(position, end)));
    position = end;
  }

  private void comment() {
    int end = text.indexOf("*/", position + 2);
    if (end < 0) {
      throw SqlSyntaxException.at(text, position, "A comment begins with /* and has no end");
    }
    if (text.startsWith("/*+", position)) {
      add(Kind.HINT, end + 2);
    } else {
      position = end + 2;
    }
  }

  private int endOfString(char quote) {
    for (int i = position + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == quote) {
        return i + 1;
      }
    }
    throw SqlSyntaxException.at(
        text, position, "A string begins with " + quote + " and has no end");
  }

  private int endOfName() {
    int i = position + 1;
    while (i < text.length()) {
      if (text.charAt(i) != '`') {
        i++;
      } else if (at(i + 1) == '`') {
        i += 2;
      } else {
        return i + 1;
      }
    }
    throw SqlSyntaxException.at(text, position, "A name begins with ` and has no end");
  }

  private int endOfNumber() {
    int end = position;
    while (isDigit(at(end))) {
      end++;
    }
    if (at(end) == '.') {
      end++;
      while (isDigit(at(end))) {
        end++;
      }
    }
    if (at(end) == 'e' || at(end) == 'E') {
      int digits = at(end + 1) == '+' || at(end + 1) == '-' ? end + 2 : end + 1;
      if (isDigit(at(digits))) {
        end = digits;
      }
    }
    while (isWordPart(at(end))) {
      end++;
    }
    return end;
  }

  private int symbolLength() {
    for (String symbol : LONG_SYMBOLS) {
      if (text.startsWith(symbol, position)) {
        return symbol.length();
      }
    }
    return Character.charCount(text.codePointAt(position));
  }

  private boolean followsName() {
    if (tokens.isEmpty()) {
      return false;
    }
    Token last = tokens.get(tokens.size() - 1);
    return last.end() == position && (last.kind() == Kind.WORD || last.kind() == Kind.QUOTED_NAME);
  }

  /** The character at an offset, NUL after the end. */
  private char at(int offset) {
    return offset < text.length() ? text.charAt(offset) : '\0';
  }

  static boolean isBlank(char c) {
    return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordPart(char c) {
    return c == '_' || c == '$' || Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }
}

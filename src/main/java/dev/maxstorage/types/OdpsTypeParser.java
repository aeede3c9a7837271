package dev.maxstorage.types;

import dev.maxstorage.types.OdpsType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a MaxCompute type expression, such as {@code array<struct<a:int,b:decimal(10,2)>>}.
 *
 * <p>Words in any case, blanks between words, struct members in back-ticks, {@code not null} and
 * {@code comment '...'} after a struct member (both are skipped: an {@link OdpsType} has no place
 * for them). Source: control-plane document, chapter 10; Storage API document, 8.1.
 */
public final class OdpsTypeParser {
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int position;

  private OdpsTypeParser(String text) {
    this.text = text;
  }

  /**
   * Parses a whole type expression.
   *
   * @throws IllegalArgumentException names the text, the position (0-based) and what is wrong there
   */
  public static OdpsType parse(String text) {
    OdpsTypeParser parser = new OdpsTypeParser(text);
    OdpsType type = parser.type(0);
    parser.skipBlanks();
    if (parser.position < text.length()) {
      throw parser.error("end of type expected");
    }
    return type;
  }

  private OdpsType type(int depth) {
    skipBlanks();
    if (depth > MAX_DEPTH) {
      throw error("more than " + MAX_DEPTH + " levels of types");
    }
    int start = position;
    String word = word();
    Kind kind = kind(word, start);
    return switch (kind) {
      case DECIMAL -> decimal(start);
      case CHAR, VARCHAR -> textType(kind, start);
      case ARRAY -> {
        expect('<');
        OdpsType element = type(depth + 1);
        expect('>');
        yield new OdpsType.Array(element);
      }
      case MAP -> {
        expect('<');
        OdpsType key = type(depth + 1);
        expect(',');
        OdpsType value = type(depth + 1);
        expect('>');
        yield new OdpsType.Map(key, value);
      }
      case STRUCT -> struct(depth);
      default -> new OdpsType.Scalar(kind);
    };
  }

  private Kind kind(String word, int start) {
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    position = start;
    throw error(word.isEmpty() ? "type expected" : "unknown type '" + word + "'");
  }

  private OdpsType decimal(int start) {
    if (!accept('(')) {
      return OdpsType.Decimal.DEFAULT;
    }
    int precision = number();
    int scale = accept(',') ? number() : 0;
    expect(')');
    try {
      return new OdpsType.Decimal(precision, scale);
    } catch (IllegalArgumentException e) {
      throw error(start, e);
    }
  }

  private OdpsType textType(Kind kind, int start) {
    expect('(');
    int length = number();
    expect(')');
    try {
      return new OdpsType.Text(kind, length);
    } catch (IllegalArgumentException e) {
      throw error(start, e);
    }
  }

  private OdpsType struct(int depth) {
    expect('<');
    List<OdpsType.Member> members = new ArrayList<>();
    do {
      String name = memberName();
      expect(':');
      OdpsType type = type(depth + 1);
      skipMemberRemarks();
      members.add(new OdpsType.Member(name, type));
    } while (accept(','));
    expect('>');
    return new OdpsType.Struct(members);
  }

  private String memberName() {
    skipBlanks();
    if (position < text.length() && text.charAt(position) == '`') {
      return quoted('`');
    }
    int start = position;
    while (position < text.length() && isNamePart(text.charAt(position))) {
      position++;
    }
    if (start == position) {
      throw error("member name expected");
    }
    return text.substring(start, position);
  }

  private void skipMemberRemarks() {
    skipBlanks();
    int start = position;
    String word = word();
    if (word.equals("not")) {
      skipBlanks();
      if (!word().equals("null")) {
        throw error("NULL expected after NOT");
      }
      skipBlanks();
      start = position;
      word = word();
    }
    if (word.equals("comment")) {
      skipBlanks();
      char quote = position < text.length() ? text.charAt(position) : ' ';
      if (quote != '\'' && quote != '"') {
        throw error("quoted text expected after COMMENT");
      }
      quoted(quote);
    } else {
      position = start;
    }
  }

  /** Text between quotes; a doubled quote stands for one, in comments a backslash escapes. */
  private String quoted(char quote) {
    int start = position++;
    StringBuilder content = new StringBuilder();
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == '\\' && quote != '`' && position < text.length()) {
        content.append(text.charAt(position++));
      } else if (c != quote) {
        content.append(c);
      } else if (position < text.length() && text.charAt(position) == quote) {
        content.append(quote);
        position++;
      } else {
        return content.toString();
      }
    }
    position = start;
    throw error("no closing " + quote);
  }

  private int number() {
    skipBlanks();
    int start = position;
    while (position < text.length() && isDigit(text.charAt(position))) {
      position++;
    }
    if (start == position || position - start > 9) {
      position = start;
      throw error("number expected");
    }
    return Integer.parseInt(text.substring(start, position));
  }

  private String word() {
    int start = position;
    while (position < text.length() && isWordPart(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position).toLowerCase(Locale.ROOT);
  }

  private static boolean isWordPart(char c) {
    return c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isNamePart(char c) {
    return c == '_' || c == '$' || Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private boolean accept(char wanted) {
    skipBlanks();
    if (position < text.length() && text.charAt(position) == wanted) {
      position++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (!accept(wanted)) {
      throw error("'" + wanted + "' expected");
    }
  }

  private void skipBlanks() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private IllegalArgumentException error(String problem) {
    return new IllegalArgumentException(message(position, problem));
  }

  private IllegalArgumentException error(int at, IllegalArgumentException cause) {
    return new IllegalArgumentException(message(at, String.valueOf(cause.getMessage())), cause);
  }

  private String message(int at, String problem) {
    return "Type '" + text + "', position " + at + ": " + problem;
  }
}

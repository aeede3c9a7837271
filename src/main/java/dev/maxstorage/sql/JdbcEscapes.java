package dev.maxstorage.sql;

import dev.maxstorage.sql.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Replaces the escapes of JDBC by MaxCompute SQL: {@code {d '..'}}, {@code {t '..'}} and {@code {ts
 * '..'}} become typed literals, {@code {fn f(x)}} and {@code {oj ..}} what is inside, functions by
 * the name that MaxCompute has for them, {@code {escape '..'}} and {@code {limit n}} a clause.
 * Braces that are none of these stay as they are.
 */
final class JdbcEscapes {
  private static final Map<String, String> LITERALS =
      Map.of("D", "DATE", "T", "TIME", "TS", "TIMESTAMP");
  private static final Map<String, String> CLAUSES =
      Map.of("FN", "", "OJ", "", "ESCAPE", "ESCAPE ", "LIMIT", "LIMIT ");

  /** Functions of JDBC's appendix that have another name here and the same arguments. */
  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("CHAR", "chr"),
          Map.entry("CHARACTER_LENGTH", "char_length"),
          Map.entry("CURDATE", "current_date"),
          Map.entry("IFNULL", "nvl"),
          Map.entry("LCASE", "lower"),
          Map.entry("LOG", "ln"),
          Map.entry("TRUNCATE", "trunc"),
          Map.entry("UCASE", "upper"),
          Map.entry("WEEK", "weekofyear"));

  private final String text;
  private final List<Token> tokens;
  private final StringBuilder out = new StringBuilder();
  private int copied;

  private JdbcEscapes(String text) {
    this.text = text;
    this.tokens = Lexer.tokens(text);
  }

  static String replace(String text) {
    if (text.indexOf('{') < 0) {
      return text;
    }
    JdbcEscapes escapes = new JdbcEscapes(text);
    escapes.copy(0, escapes.tokens.size());
    return escapes.out.append(text, escapes.copied, text.length()).toString();
  }

  /** Copies tokens {@code [from, to)} with the escapes among them replaced. */
  private void copy(int from, int to) {
    int i = from;
    while (i < to) {
      int close = tokens.get(i).isSymbol("{") ? close(i, to) : -1;
      if (close > 0 && escape(i, close)) {
        i = close + 1;
      } else {
        i++;
      }
    }
  }

  /** Replaces the escape between two braces, if it is one. */
  private boolean escape(int open, int close) {
    Token word = tokens.get(open + 1);
    if (word.kind() != Kind.WORD || (open > 0 && isVariable(open))) {
      return false;
    }
    String upper = word.text().toUpperCase(Locale.ROOT);
    String literal = LITERALS.get(upper);
    if (literal != null && close == open + 3 && tokens.get(open + 2).kind() == Kind.STRING) {
      replaceUntil(tokens.get(open).start(), tokens.get(open + 2).start(), literal);
    } else if (upper.equals("FN") && isRenamed(open + 2, close)) {
      Token name = tokens.get(open + 2);
      replaceUntil(tokens.get(open).start(), name.end(), FUNCTIONS.getOrDefault(name.upper(), ""));
    } else if (CLAUSES.containsKey(upper) && close > open + 2) {
      replaceUntil(
          tokens.get(open).start(), tokens.get(open + 2).start(), CLAUSES.getOrDefault(upper, ""));
    } else {
      return false;
    }
    copy(open + 2, close);
    replaceUntil(tokens.get(close).start(), tokens.get(close).end(), "");
    return true;
  }

  /** Whether a call begins at a token whose name is JDBC's and not MaxCompute's. */
  private boolean isRenamed(int name, int close) {
    return name + 1 < close
        && tokens.get(name + 1).isSymbol("(")
        && tokens.get(name).kind() == Token.Kind.WORD
        && FUNCTIONS.containsKey(tokens.get(name).upper());
  }

  private void replaceUntil(int start, int end, String replacement) {
    out.append(text, copied, start);
    boolean melts =
        !replacement.isEmpty()
            && !out.isEmpty()
            && Character.isLetterOrDigit(out.charAt(out.length() - 1));
    out.append(melts ? " " : "").append(replacement);
    copied = end;
  }

  /** The closing brace that belongs to an opening one, -1 if there is none. */
  private int close(int open, int to) {
    int depth = 0;
    for (int i = open; i < to; i++) {
      depth += tokens.get(i).isSymbol("{") ? 1 : tokens.get(i).isSymbol("}") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the brace belongs to a variable of a scheduler, {@code ${name}}. */
  private boolean isVariable(int open) {
    Token before = tokens.get(open - 1);
    return before.end() == tokens.get(open).start() && before.text().endsWith("$");
  }
}

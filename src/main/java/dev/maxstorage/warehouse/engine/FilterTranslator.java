package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the filter text of a read session and writes it as a DuckDB condition. Zoned literals are
 * in UTC, whatever the session's zone. Source of the grammar: control-plane document, 15.1 to 15.4.
 */
final class FilterTranslator {
  private static final Set<String> COMPARISONS = Set.of("=", "!=", "<>", "<", "<=", ">", ">=");
  private static final Map<String, String> TEMPORAL_TYPES =
      Map.of(
          "date", "DATE",
          "datetime", "TIMESTAMPTZ",
          "timestamp", "TIMESTAMPTZ_NS",
          "timestamp_ntz", "TIMESTAMP_NS");
  private static final LocalDateTime FIRST_NANO = LocalDateTime.parse("1677-09-22T00:00:00");
  private static final LocalDateTime LAST_NANO =
      LocalDateTime.parse("2262-04-11T23:47:16.854775806");
  private static final Set<String> RESERVED = Set.of("and", "or", "not", "is", "in");

  private final String text;
  private final TokenReader tokens;

  FilterTranslator(String text) {
    this.text = text;
    try {
      this.tokens = new TokenReader(text);
    } catch (EngineException e) {
      throw new EngineException(
          Kind.INVALID_ARGUMENT, "Filter '" + text + "' cannot be read: " + e.getMessage(), e);
    }
  }

  /** The condition; TRUE for an empty text. */
  String text() {
    if (tokens.peek().kind() == SqlToken.Kind.END) {
      return "TRUE";
    }
    String condition = or();
    if (tokens.peek().kind() != SqlToken.Kind.END) {
      throw expected("end of the filter");
    }
    return condition;
  }

  private String or() {
    List<String> parts = new ArrayList<>();
    do {
      parts.add(and());
    } while (tokens.takeWords("or"));
    return parts.size() == 1 ? parts.get(0) : "(" + String.join(" OR ", parts) + ")";
  }

  private String and() {
    List<String> parts = new ArrayList<>();
    do {
      parts.add(not());
    } while (tokens.takeWords("and"));
    return parts.size() == 1 ? parts.get(0) : "(" + String.join(" AND ", parts) + ")";
  }

  private String not() {
    return tokens.takeWords("not") ? "(NOT " + not() + ")" : primary();
  }

  private String primary() {
    if (tokens.takeSymbol("(")) {
      String inner = or();
      if (!tokens.takeSymbol(")")) {
        throw expected("')'");
      }
      return inner;
    }
    boolean isBoolean = tokens.peek().isWord("true") || tokens.peek().isWord("false");
    String left = operand();
    if (tokens.takeWords("is")) {
      String negation = tokens.takeWords("not") ? "NOT " : "";
      if (!tokens.takeWords("null")) {
        throw expected("NULL");
      }
      return "(" + left + " IS " + negation + "NULL)";
    }
    boolean notIn = tokens.takeWords("not");
    if (tokens.takeWords("in")) {
      return "(" + left + (notIn ? " NOT IN (" : " IN (") + literals() + "))";
    }
    if (notIn) {
      throw expected("IN");
    }
    SqlToken operatorToken = tokens.peek();
    if (operatorToken.kind() == SqlToken.Kind.SYMBOL
        && COMPARISONS.contains(operatorToken.text())) {
      String operator = tokens.take().text();
      return "(" + left + " " + (operator.equals("!=") ? "<>" : operator) + " " + operand() + ")";
    }
    if (isBoolean) {
      return left;
    }
    throw expected("a comparison, IS or IN");
  }

  private String literals() {
    if (!tokens.takeSymbol("(")) {
      throw expected("'('");
    }
    List<String> literals = new ArrayList<>();
    do {
      SqlToken token = tokens.peek();
      boolean word = token.isWord("null") || token.isWord("true") || token.isWord("false");
      if (token.isName() && !word && !isTyped(token)) {
        throw expected("a literal");
      }
      literals.add(operand());
    } while (tokens.takeSymbol(","));
    if (!tokens.takeSymbol(")")) {
      throw expected("',' or ')'");
    }
    return String.join(", ", literals);
  }

  /** Whether the word and the string after it are one literal, such as {@code DATE'2026-01-31'}. */
  private boolean isTyped(SqlToken token) {
    return token.kind() == SqlToken.Kind.WORD
        && tokens.peek(1).kind() == SqlToken.Kind.STRING
        && (TEMPORAL_TYPES.containsKey(token.name()) || token.isWord("x"));
  }

  private String operand() {
    SqlToken token = tokens.peek();
    if (token.kind() == SqlToken.Kind.STRING) {
      return DuckSql.string(tokens.take().text());
    }
    if (token.kind() == SqlToken.Kind.NUMBER || token.isSymbol("-")) {
      return number();
    }
    if (!token.isName()) {
      throw expected("a column or a literal");
    }
    if (isTyped(token)) {
      tokens.take();
      return typed(token.name(), tokens.take().text());
    }
    if (token.isWord("null") || token.isWord("true") || token.isWord("false")) {
      return tokens.take().text().toUpperCase(Locale.ROOT);
    }
    if (token.kind() == SqlToken.Kind.WORD && RESERVED.contains(token.name())) {
      throw expected("a column or a literal");
    }
    return DuckSql.name(tokens.take().name());
  }

  /** An integer or a decimal as it is, a double as a DOUBLE; suffixes are dropped. */
  private String number() {
    String sign = tokens.takeSymbol("-") ? "-" : "";
    SqlToken token = tokens.peek();
    String written = token.text().toLowerCase(Locale.ROOT);
    boolean valid =
        token.kind() == SqlToken.Kind.NUMBER
            && (written.matches("\\d{1,38}([ysl]|bd)?")
                || (written.matches("\\d+\\.\\d+(bd)?") && written.length() <= 39)
                || written.matches("\\d+(\\.\\d+)?e[+-]?\\d+"));
    if (!valid) {
      throw expected("a number");
    }
    tokens.take();
    String digits = written.replaceFirst("(bd|[ysl])$", "");
    return sign.isEmpty() ? digits : "(-" + digits + ")";
  }

  private String typed(String word, String value) {
    if (word.equals("x")) {
      if (!value.matches("([0-9a-fA-F]{2})*")) {
        throw invalid("X'" + value + "' is not hex text");
      }
      return "unhex('" + value + "')";
    }
    String time = " \\d{2}:\\d{2}:\\d{2}";
    String pattern =
        "\\d{4}-\\d{2}-\\d{2}"
            + switch (word) {
              case "date" -> "";
              case "datetime" -> time + "(\\.\\d{1,3})?";
              default -> time + "(\\.\\d{1,9})?";
            };
    if (!value.matches(pattern)) {
      throw invalid("'" + value + "' is not a " + word + " literal");
    }
    String zone = word.equals("datetime") || word.equals("timestamp") ? "+00" : "";
    String known = word.startsWith("timestamp") ? withinNanos(value, zone) : value + zone;
    return "CAST('" + known + "' AS " + TEMPORAL_TYPES.get(word) + ")";
  }

  /** A time that the engine's nanoseconds do not reach is beyond all that they do. */
  private String withinNanos(String value, String zone) {
    try {
      LocalDateTime time = LocalDateTime.parse(value.replace(' ', 'T'));
      if (time.isAfter(LAST_NANO)) {
        return "infinity";
      }
      return time.isBefore(FIRST_NANO) ? "-infinity" : value + zone;
    } catch (DateTimeException e) {
      throw invalid("'" + value + "' is not a time");
    }
  }

  private EngineException expected(String expected) {
    return invalid(
        tokens.peek().shown() + " at " + tokens.peek().offset() + ", expect " + expected);
  }

  private EngineException invalid(String reason) {
    return new EngineException(Kind.INVALID_ARGUMENT, "Filter '" + text + "': " + reason);
  }
}

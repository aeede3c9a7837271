package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Walks the tokens of one statement; what is expected and not there is a syntax error. */
final class TokenReader {
  private final String statement;
  private final List<SqlToken> tokens;
  private final SqlFaults faults;
  private int next;

  TokenReader(String statement) {
    this.statement = statement;
    this.tokens = SqlLexer.tokens(statement);
    this.faults = new SqlFaults(statement);
  }

  SqlFaults faults() {
    return faults;
  }

  SqlToken peek() {
    return tokens.get(next);
  }

  /** The token {@code ahead} places after the next one, the END token beyond the end. */
  SqlToken peek(int ahead) {
    return tokens.get(Math.min(next + ahead, tokens.size() - 1));
  }

  SqlToken take() {
    SqlToken token = peek();
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  /** Takes the words if they all come next, in this order. */
  boolean takeWords(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).isWord(words[i])) {
        return false;
      }
    }
    next += words.length;
    return true;
  }

  boolean takeSymbol(String symbol) {
    if (peek().isSymbol(symbol)) {
      next++;
      return true;
    }
    return false;
  }

  void expectWords(String... words) {
    for (String word : words) {
      if (!takeWords(word)) {
        throw unexpected(word.toUpperCase(Locale.ROOT));
      }
    }
  }

  void expectSymbol(String symbol) {
    if (!takeSymbol(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  String expectName() {
    if (!peek().isName()) {
      throw unexpected("a name");
    }
    return take().name();
  }

  /** One or several strings side by side, joined. */
  String expectString() {
    if (peek().kind() != Kind.STRING) {
      throw unexpected("a string in quotes");
    }
    StringBuilder value = new StringBuilder();
    while (peek().kind() == Kind.STRING) {
      value.append(take().text());
    }
    return value.toString();
  }

  long expectInteger() {
    SqlToken token = peek();
    if (token.kind() != Kind.NUMBER || !token.text().matches("\\d{1,18}")) {
      throw unexpected("a whole number");
    }
    return Long.parseLong(take().text());
  }

  /** A name of one to three parts joined by dots. */
  List<String> expectQualifiedName() {
    List<String> parts = new ArrayList<>();
    do {
      parts.add(expectName());
    } while (takeSymbol("."));
    return parts;
  }

  /** Nothing may follow but semicolons. */
  void expectEnd() {
    while (takeSymbol(";")) {
      // an empty statement
    }
    if (peek().kind() != Kind.END) {
      throw unexpected("end of statement");
    }
  }

  EngineException unexpected(String expected) {
    return faults.syntax(
        peek().offset(), "invalid token " + peek().shown() + ", expect " + expected);
  }

  /** The tokens from the next one on that belong to this statement, without final semicolons. */
  List<SqlToken> rest() {
    int end = tokens.size() - 1;
    while (end > next && tokens.get(end - 1).isSymbol(";")) {
      end--;
    }
    return tokens.subList(next, end);
  }

  /** The statement's own text of the tokens from this one up to the next token to be taken. */
  String textFrom(SqlToken first) {
    return statement.substring(first.offset(), tokens.get(next - 1).end());
  }
}

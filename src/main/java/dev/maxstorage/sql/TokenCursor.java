package dev.maxstorage.sql;

import dev.maxstorage.sql.Token.Kind;
import java.util.List;

/** Walks over the tokens of a statement. */
final class TokenCursor {
  private final List<Token> tokens;
  private int position;
  private int parametersTaken;

  /** Tokens with an {@link Kind#END} at the end. */
  TokenCursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return peek(0);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(position + ahead, tokens.size() - 1));
  }

  Token next() {
    Token token = peek();
    if (token.kind() == Kind.PARAMETER) {
      parametersTaken++;
    }
    position++;
    return token;
  }

  /** A place to come back to with {@link #reset}. */
  int mark() {
    return position;
  }

  /** Goes to a place passed before, back or ahead. */
  void reset(int mark) {
    position = mark;
    parametersTaken = 0;
    for (Token token : tokens.subList(0, Math.min(mark, tokens.size()))) {
      if (token.kind() == Kind.PARAMETER) {
        parametersTaken++;
      }
    }
  }

  /** The parameters passed so far: the 1-based index of the last one. */
  int parametersTaken() {
    return parametersTaken;
  }

  boolean acceptWord(String word) {
    if (peek().isWord(word)) {
      position++;
      return true;
    }
    return false;
  }

  boolean acceptSymbol(String symbol) {
    if (peek().isSymbol(symbol)) {
      position++;
      return true;
    }
    return false;
  }

  void expectWord(String word) throws NotRecognizedException {
    if (!acceptWord(word)) {
      throw Obstacle.at(this);
    }
  }

  void expectSymbol(String symbol) throws NotRecognizedException {
    if (!acceptSymbol(symbol)) {
      throw Obstacle.at(this);
    }
  }

  void expectEnd() throws NotRecognizedException {
    if (peek().kind() != Kind.END) {
      throw Obstacle.at(this);
    }
  }
}

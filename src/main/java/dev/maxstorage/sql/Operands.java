package dev.maxstorage.sql;

import dev.maxstorage.sql.Operand.Literal;
import dev.maxstorage.sql.Token.Kind;

/** Reads literals and parameters. */
final class Operands {
  private Operands() {}

  /** Whether a literal or a parameter begins at the cursor. */
  static boolean startsAt(TokenCursor cursor) {
    Token token = cursor.peek();
    return switch (token.kind()) {
      case STRING, NUMBER, PARAMETER -> true;
      case SYMBOL ->
          (token.isSymbol("-") || token.isSymbol("+")) && cursor.peek(1).kind() == Kind.NUMBER;
      case WORD ->
          token.isWord("NULL")
              || token.isWord("TRUE")
              || token.isWord("FALSE")
              || TypedLiterals.startsAt(cursor);
      case QUOTED_NAME, HINT, END -> false;
    };
  }

  /** The operand at the cursor, which {@link #startsAt} has seen. */
  static Operand read(TokenCursor cursor) throws NotRecognizedException {
    if (cursor.peek().kind() == Kind.PARAMETER) {
      cursor.next();
      return new Operand.Parameter(cursor.parametersTaken());
    }
    return literal(cursor);
  }

  static Literal literal(TokenCursor cursor) throws NotRecognizedException {
    Token token = cursor.next();
    if (token.kind() == Kind.STRING) {
      return new Literal(Strings.value(token.text()));
    } else if (token.kind() == Kind.NUMBER) {
      return new Literal(Numbers.value(token.text()));
    } else if (token.isSymbol("-")) {
      return new Literal(Numbers.value("-" + cursor.next().text()));
    } else if (token.isSymbol("+")) {
      return new Literal(Numbers.value(cursor.next().text()));
    } else if (token.isWord("NULL")) {
      return new Literal(null);
    } else if (token.isWord("TRUE")) {
      return new Literal(true);
    } else if (token.isWord("FALSE")) {
      return new Literal(false);
    }
    return new Literal(TypedLiterals.value(token, cursor.next()));
  }
}

package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** Puts together a SELECT of tokens that a statement has and tokens that it means. */
final class QueryTokens {
  private final List<SqlToken> tokens = new ArrayList<>();
  private final int offset;
  private boolean hasItems;

  /** A SELECT whose errors are told at this offset of the statement. */
  QueryTokens(int offset) {
    this.offset = offset;
    word("select");
  }

  /** Makes place for the next item of the SELECT list. */
  QueryTokens item() {
    if (hasItems) {
      symbol(",");
    }
    hasItems = true;
    return this;
  }

  QueryTokens word(String word) {
    return add(new SqlToken(Kind.WORD, word, offset, offset));
  }

  QueryTokens symbol(String symbol) {
    return add(new SqlToken(Kind.SYMBOL, symbol, offset, offset));
  }

  QueryTokens name(String name) {
    return add(new SqlToken(Kind.QUOTED_NAME, name, offset, offset));
  }

  QueryTokens add(SqlToken token) {
    tokens.add(token);
    return this;
  }

  QueryTokens add(List<SqlToken> more) {
    tokens.addAll(more);
    return this;
  }

  /** The tokens as one operand, whatever they are. */
  QueryTokens parenthesized(List<SqlToken> more) {
    return symbol("(").add(more).symbol(")");
  }

  List<SqlToken> tokens() {
    return List.copyOf(tokens);
  }
}

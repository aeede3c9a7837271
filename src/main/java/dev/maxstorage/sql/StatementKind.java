package dev.maxstorage.sql;

import dev.maxstorage.sql.JobPlan.Kind;
import java.util.List;
import java.util.Set;

/** Tells by its words what a statement gives back. */
final class StatementKind {
  private static final Set<String> QUERIES = Set.of("SELECT", "VALUES");
  private static final Set<String> TEXTS =
      Set.of("SHOW", "DESC", "DESCRIBE", "LIST", "LS", "WHOAMI", "EXPLAIN", "READ");
  private static final Set<String> UPDATES =
      Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "LOAD", "UNLOAD");

  private StatementKind() {}

  static Kind of(List<Token> tokens) {
    Token first = tokens.get(0);
    String word = first.upper();
    if (first.isSymbol("(") || QUERIES.contains(word)) {
      return Kind.QUERY;
    } else if (word.equals("WITH") || word.equals("FROM")) {
      return mainWord(tokens);
    } else if (TEXTS.contains(word)) {
      return Kind.TEXT;
    }
    return UPDATES.contains(word) ? Kind.UPDATE : Kind.OTHER;
  }

  /** WITH and FROM stand in front of a query and of an insert: the first verb outside decides. */
  private static Kind mainWord(List<Token> tokens) {
    int open = 0;
    for (Token token : tokens) {
      open += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
      if (open == 0 && token.kind() == Token.Kind.WORD) {
        if (QUERIES.contains(token.upper())) {
          return Kind.QUERY;
        } else if (UPDATES.contains(token.upper())) {
          return Kind.UPDATE;
        }
      }
    }
    return Kind.QUERY;
  }
}

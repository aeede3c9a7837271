package dev.maxstorage.sql;

import dev.maxstorage.sql.Token.Kind;
import java.util.Locale;
import java.util.Map;

/** Names what stands in the way of a scan or an insert, for EXPLAIN and logs. */
final class Obstacle {
  private static final Map<String, String> CLAUSES =
      Map.ofEntries(
          Map.entry("DISTINCT", "DISTINCT"),
          Map.entry("GROUP", "GROUP BY"),
          Map.entry("ORDER", "ORDER BY"),
          Map.entry("SORT", "SORT BY"),
          Map.entry("CLUSTER", "CLUSTER BY"),
          Map.entry("DISTRIBUTE", "DISTRIBUTE BY"),
          Map.entry("ZORDER", "ZORDER BY"),
          Map.entry("HAVING", "HAVING"),
          Map.entry("QUALIFY", "QUALIFY"),
          Map.entry("WINDOW", "a window"),
          Map.entry("OVER", "a window"),
          Map.entry("UNION", "a set operation"),
          Map.entry("INTERSECT", "a set operation"),
          Map.entry("EXCEPT", "a set operation"),
          Map.entry("MINUS", "a set operation"),
          Map.entry("JOIN", "a join"),
          Map.entry("LEFT", "a join"),
          Map.entry("RIGHT", "a join"),
          Map.entry("FULL", "a join"),
          Map.entry("INNER", "a join"),
          Map.entry("CROSS", "a join"),
          Map.entry("NATURAL", "a join"),
          Map.entry("LATERAL", "LATERAL VIEW"),
          Map.entry("TABLESAMPLE", "TABLESAMPLE"),
          Map.entry("OFFSET", "OFFSET"),
          Map.entry("ILIKE", "ILIKE"),
          Map.entry("RLIKE", "RLIKE"),
          Map.entry("REGEXP", "REGEXP"),
          Map.entry("CASE", "CASE"),
          Map.entry("EXISTS", "EXISTS"),
          Map.entry("INTERVAL", "an interval"),
          Map.entry("SELECT", "a sub-query"),
          Map.entry("WITH", "a common table expression"));

  private Obstacle() {}

  /** What the next token is, if the grammar here cannot go on with it. */
  static NotRecognizedException at(TokenCursor cursor) {
    return new NotRecognizedException(describe(cursor.peek(), cursor.peek(1)));
  }

  private static String describe(Token token, Token next) {
    if (token.kind() == Kind.HINT) {
      return "it has a hint";
    } else if (token.kind() == Kind.WORD) {
      String clause = CLAUSES.get(token.upper());
      if (clause != null) {
        return "it has " + clause;
      } else if (next.isSymbol("(")) {
        return "it calls the function " + token.text().toLowerCase(Locale.ROOT);
      }
    } else if (token.isSymbol("(") && next.isWord("SELECT")) {
      return "it has a sub-query";
    } else if (token.kind() == Kind.SYMBOL && "+-*/%||&^~".contains(token.text())) {
      return "it computes with " + token.text();
    }
    return "the scan and insert grammar ends at " + token.described();
  }
}

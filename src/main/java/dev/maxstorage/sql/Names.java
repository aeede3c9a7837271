package dev.maxstorage.sql;

import dev.maxstorage.sql.Token.Kind;
import java.util.Locale;
import java.util.Set;

/** Reads names. A bare keyword is not taken for a name; in back-ticks everything is one. */
final class Names {
  private static final Set<String> RESERVED =
      Set.of(
          """
          ALL AND ANTI AS ASC BETWEEN BY CASE CAST CLUSTER CROSS CUBE CURRENT_DATE
          CURRENT_TIMESTAMP CURRENT_USER DESC DISTINCT DISTRIBUTE DIV ELSE END ESCAPE
          EXCEPT EXISTS FALSE FOR FROM FULL GROUP GROUPING HAVING ILIKE IN INNER
          INTERSECT INTERVAL INTO IS JOIN LATERAL LEFT LIKE LIMIT LOCALTIMESTAMP MINUS
          NATURAL NOT NULL OFFSET ON OR ORDER OUTER OVER PARTITION PIVOT QUALIFY REGEXP
          RIGHT RLIKE ROLLUP SELECT SEMI SORT TABLESAMPLE THEN TRUE UNION UNPIVOT USING
          VALUES WHEN WHERE WINDOW WITH XOR ZORDER
          """
              .strip()
              .split("\\s+"));

  private Names() {}

  /** Whether a bare word, in any case, is never taken for a name. */
  static boolean isReserved(String word) {
    return RESERVED.contains(word.toUpperCase(Locale.ROOT));
  }

  static boolean isName(Token token) {
    return token.kind() == Kind.QUOTED_NAME
        || (token.kind() == Kind.WORD && !RESERVED.contains(token.upper()));
  }

  static String read(TokenCursor cursor) throws NotRecognizedException {
    if (!isName(cursor.peek())) {
      throw Obstacle.at(cursor);
    }
    Token token = cursor.next();
    if (token.kind() == Kind.WORD) {
      return token.text();
    }
    String name = token.text().substring(1, token.text().length() - 1).replace("``", "`");
    if (name.isEmpty()) {
      throw new NotRecognizedException("it has an empty name");
    }
    return name;
  }

  /** One to three names with dots between them. */
  static TableName table(TokenCursor cursor) throws NotRecognizedException {
    String first = read(cursor);
    if (!cursor.acceptSymbol(".")) {
      return new TableName(null, null, first);
    }
    String second = read(cursor);
    if (!cursor.acceptSymbol(".")) {
      return new TableName(first, null, second);
    }
    return new TableName(first, second, read(cursor));
  }
}

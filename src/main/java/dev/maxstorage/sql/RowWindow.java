package dev.maxstorage.sql;

import dev.maxstorage.sql.Token.Kind;

/**
 * LIMIT and OFFSET: which rows of a result are meant.
 *
 * @param offset rows left out at the beginning, at least 0
 * @param limit the most rows after them, {@link #NO_LIMIT} for all
 */
record RowWindow(long offset, long limit) {
  static final long NO_LIMIT = ScanPlan.NO_LIMIT;
  static final RowWindow ALL = new RowWindow(0, NO_LIMIT);

  /** Reads {@code [LIMIT n [OFFSET m]]}, {@code [LIMIT m, n]}. */
  static RowWindow read(TokenCursor cursor) throws NotRecognizedException {
    if (!cursor.acceptWord("LIMIT")) {
      return ALL;
    }
    long first = number(cursor, "LIMIT");
    if (cursor.acceptSymbol(",")) {
      return new RowWindow(first, number(cursor, "LIMIT"));
    } else if (cursor.acceptWord("OFFSET")) {
      return new RowWindow(number(cursor, "OFFSET"), first);
    }
    return new RowWindow(0, first);
  }

  private static long number(TokenCursor cursor, String clause) throws NotRecognizedException {
    Token token = cursor.peek();
    if (token.kind() == Kind.PARAMETER) {
      throw new NotRecognizedException("its " + clause + " is a parameter");
    } else if (token.kind() != Kind.NUMBER) {
      throw Obstacle.at(cursor);
    }
    Number rows = Numbers.value(cursor.next().text());
    if (!(rows instanceof Integer || rows instanceof Long)) {
      throw new NotRecognizedException("its " + clause + " is " + token.text());
    }
    return rows.longValue();
  }

  boolean isAll() {
    return offset == 0 && limit == NO_LIMIT;
  }

  /** The rows of these rows that another window leaves. */
  RowWindow then(RowWindow outer) throws NotRecognizedException {
    long left = limit == NO_LIMIT ? NO_LIMIT : Math.max(0, limit - outer.offset);
    long most =
        left == NO_LIMIT
            ? outer.limit
            : outer.limit == NO_LIMIT ? left : Math.min(left, outer.limit);
    if (offset + outer.offset < 0) {
      throw new NotRecognizedException("its OFFSETs together are too large");
    }
    return new RowWindow(offset + outer.offset, most);
  }
}

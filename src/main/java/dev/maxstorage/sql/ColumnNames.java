package dev.maxstorage.sql;

/**
 * Reads references to columns of one table, bare or qualified.
 *
 * @param qualifier what may stand in front of a column: the alias of the table, or its name if it
 *     has none
 */
record ColumnNames(String qualifier) {

  String read(TokenCursor cursor) throws NotRecognizedException {
    if (cursor.peek(1).isSymbol("(")) {
      throw Obstacle.at(cursor);
    }
    String name = Names.read(cursor);
    if (cursor.peek().kind() == Token.Kind.STRING) {
      throw Obstacle.at(cursor);
    }
    if (!cursor.acceptSymbol(".")) {
      return name;
    }
    checkQualifier(name);
    String column = Names.read(cursor);
    if (cursor.peek().isSymbol(".") || cursor.peek().isSymbol("[")) {
      throw new NotRecognizedException("it takes a part of the column " + column);
    }
    return column;
  }

  void checkQualifier(String name) throws NotRecognizedException {
    if (!name.equalsIgnoreCase(qualifier)) {
      throw new NotRecognizedException(name + " is not the name or alias of the table it reads");
    }
  }
}

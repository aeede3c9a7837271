package dev.maxstorage.sql;

import dev.maxstorage.sql.Projection.AllColumns;
import dev.maxstorage.sql.Projection.ColumnReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a select list and its conditions can name: those of a table, or of a sub-query
 * in FROM.
 *
 * @param qualifiers what may stand in front of a column, by parts; the parts at the end suffice
 * @param members the select list of the sub-query, over the columns of the table below; {@code *}
 *     alone for a table
 */
record ColumnScope(List<String> qualifiers, List<Projection> members) {

  /** The columns of a table: by its alias, or by its name if it has none. */
  static ColumnScope of(TableName table, @Nullable String alias) {
    List<String> parts = new ArrayList<>();
    if (alias != null) {
      parts.add(alias);
    } else {
      if (table.project() != null) {
        parts.add(table.project());
      }
      if (table.schema() != null) {
        parts.add(table.schema());
      }
      parts.add(table.table());
    }
    return new ColumnScope(parts, List.of(new AllColumns()));
  }

  /** What a reference to one column means. */
  Projection read(TokenCursor cursor) throws NotRecognizedException {
    if (cursor.peek(1).isSymbol("(")) {
      throw Obstacle.at(cursor);
    }
    List<String> names = new ArrayList<>();
    do {
      names.add(Names.read(cursor));
    } while (cursor.acceptSymbol("."));
    if (cursor.peek().kind() == Token.Kind.STRING) {
      throw Obstacle.at(cursor);
    }
    String column = names.get(names.size() - 1);
    if (cursor.peek().isSymbol("[")) {
      throw takesPart(column);
    }
    checkQualifier(names.subList(0, names.size() - 1), column);
    return find(column);
  }

  /** The names before {@code .*}; the cursor is then behind it. */
  void readQualifierOfAll(TokenCursor cursor) throws NotRecognizedException {
    List<String> names = new ArrayList<>();
    while (!cursor.acceptSymbol("*")) {
      names.add(Names.read(cursor));
      cursor.expectSymbol(".");
    }
    checkNotEmpty();
    checkQualifier(names, "*");
  }

  private void checkNotEmpty() throws NotRecognizedException {
    if (members.isEmpty()) {
      throw new NotRecognizedException("it reads no table");
    }
  }

  private void checkQualifier(List<String> written, String column) throws NotRecognizedException {
    if (written.isEmpty() || isSuffix(written)) {
      return;
    } else if (written.size() > 1 && isSuffix(written.subList(0, 1))) {
      throw takesPart(written.get(1));
    }
    throw new NotRecognizedException(
        String.join(".", written)
            + " before ."
            + column
            + " is not the name or alias of the table it reads");
  }

  private boolean isSuffix(List<String> written) {
    int from = qualifiers.size() - written.size();
    if (from < 0) {
      return false;
    }
    for (int i = 0; i < written.size(); i++) {
      if (!written.get(i).equalsIgnoreCase(qualifiers.get(from + i))) {
        return false;
      }
    }
    return true;
  }

  private static NotRecognizedException takesPart(String column) {
    return new NotRecognizedException("it takes a part of the column " + column);
  }

  private Projection find(String name) throws NotRecognizedException {
    checkNotEmpty();
    if (members.size() == 1 && members.get(0) instanceof AllColumns) {
      return new ColumnReference(name, name);
    }
    Projection found = null;
    for (Projection member : members) {
      if (member instanceof AllColumns) {
        throw new NotRecognizedException(
            "it takes the column " + name + " of a sub-query that has * and other columns");
      } else if (member.label().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        if (found != null) {
          throw new NotRecognizedException("its sub-query has two columns " + name);
        }
        found = member.labelled(name);
      }
    }
    if (found == null) {
      throw new NotRecognizedException("its sub-query has no column " + name);
    }
    return found;
  }
}

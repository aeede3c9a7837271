package dev.maxstorage.sql;

import dev.maxstorage.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members between SELECT and FROM.
 *
 * @param members what they mean over the columns of the table that is read in the end
 * @param counts whether one of them is a COUNT written here, not one of a sub-query
 */
record SelectList(List<Projection> members, boolean counts) {

  static SelectList read(TokenCursor cursor, ColumnScope columns) throws NotRecognizedException {
    List<Projection> members = new ArrayList<>();
    boolean counts = false;
    int position = 0;
    do {
      if (startsCount(cursor)) {
        counts = true;
        members.add(count(cursor, position));
      } else if (startsAll(cursor)) {
        columns.readQualifierOfAll(cursor);
        members.addAll(columns.members());
      } else {
        members.add(one(cursor, columns, position));
      }
      position++;
    } while (cursor.acceptSymbol(","));
    return new SelectList(members, counts);
  }

  private static boolean startsAll(TokenCursor cursor) {
    int i = 0;
    while (Names.isName(cursor.peek(i)) && cursor.peek(i + 1).isSymbol(".")) {
      i += 2;
    }
    return cursor.peek(i).isSymbol("*");
  }

  private static Projection one(TokenCursor cursor, ColumnScope columns, int position)
      throws NotRecognizedException {
    if (Operands.startsAt(cursor)) {
      Operand.Literal literal = Operands.literal(cursor);
      return new Projection.Constant(literal, label(cursor, "_c" + position));
    }
    Projection member = columns.read(cursor);
    return member.labelled(label(cursor, member.label()));
  }

  private static boolean startsCount(TokenCursor cursor) {
    return cursor.peek().isWord("COUNT") && cursor.peek(1).isSymbol("(");
  }

  /** COUNT of something that is never null. */
  private static Projection count(TokenCursor cursor, int position) throws NotRecognizedException {
    int start = cursor.mark();
    cursor.expectWord("COUNT");
    cursor.expectSymbol("(");
    boolean all = cursor.acceptSymbol("*") || isNotNull(cursor);
    if (!all || !cursor.acceptSymbol(")")) {
      cursor.reset(start);
      throw Obstacle.at(cursor);
    }
    return new Projection.RowCount(label(cursor, "_c" + position));
  }

  private static boolean isNotNull(TokenCursor cursor) throws NotRecognizedException {
    return Operands.startsAt(cursor)
        && cursor.peek().kind() != Kind.PARAMETER
        && Operands.literal(cursor).value() != null;
  }

  private static String label(TokenCursor cursor, String otherwise) throws NotRecognizedException {
    @Nullable String alias =
        cursor.acceptWord("AS") || Names.isName(cursor.peek()) ? Names.read(cursor) : null;
    return alias == null ? otherwise : alias;
  }
}

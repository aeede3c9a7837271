package dev.maxstorage.sql;

import dev.maxstorage.sql.Projection.AllColumns;
import dev.maxstorage.sql.Projection.ColumnReference;
import dev.maxstorage.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code SELECT list FROM table [alias] [WHERE condition] [LIMIT n]}, and nothing else.
 *
 * <p>The select list comes before the table whose alias it uses, so the parser goes over the list
 * twice: once to find FROM, once to read it.
 */
final class ScanParser {
  private final TokenCursor cursor;

  private ScanParser(TokenCursor cursor) {
    this.cursor = cursor;
  }

  static ScanPlan parse(
      List<Token> tokens, Map<String, String> settings, int parameterCount, String text)
      throws NotRecognizedException {
    return new ScanParser(new TokenCursor(tokens)).statement(settings, parameterCount, text);
  }

  private ScanPlan statement(Map<String, String> settings, int parameterCount, String text)
      throws NotRecognizedException {
    cursor.expectWord("SELECT");
    cursor.acceptWord("ALL");
    int list = cursor.mark();
    skipToFrom();
    TableName table = Names.table(cursor);
    ColumnNames columns = new ColumnNames(alias(table));
    int afterTable = cursor.mark();
    cursor.reset(list);
    List<Projection> projections = projections(columns);
    cursor.expectWord("FROM");
    cursor.reset(afterTable);
    Predicate predicate =
        cursor.acceptWord("WHERE") ? new PredicateParser(cursor, columns).read() : null;
    long limit = limit();
    cursor.expectEnd();
    return new ScanPlan(table, projections, predicate, limit, settings, parameterCount, text);
  }

  /** To the token after the first FROM that is not in parentheses. */
  private void skipToFrom() throws NotRecognizedException {
    int open = 0;
    while (open > 0 || !cursor.peek().isWord("FROM")) {
      Token token = cursor.peek();
      if (token.kind() == Kind.END) {
        throw new NotRecognizedException("it reads no table");
      } else if (token.kind() == Kind.HINT) {
        throw Obstacle.at(cursor);
      } else if (token.kind() == Kind.PARAMETER) {
        throw new NotRecognizedException("it has a parameter in the select list");
      }
      open += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
      cursor.next();
    }
    cursor.expectWord("FROM");
    if (cursor.peek(1).isSymbol("(")) {
      throw Obstacle.at(cursor);
    }
  }

  /** The alias of the table, or its name if it has none. */
  private String alias(TableName table) throws NotRecognizedException {
    if (cursor.acceptWord("AS") || Names.isName(cursor.peek())) {
      return Names.read(cursor);
    } else if (cursor.peek().isSymbol(",")) {
      throw new NotRecognizedException("it has a join");
    }
    return table.table();
  }

  private List<Projection> projections(ColumnNames columns) throws NotRecognizedException {
    List<Projection> projections = new ArrayList<>();
    do {
      projections.add(projection(columns, projections.size()));
    } while (cursor.acceptSymbol(","));
    return projections;
  }

  private Projection projection(ColumnNames columns, int position) throws NotRecognizedException {
    if (cursor.acceptSymbol("*")) {
      return new AllColumns();
    } else if (cursor.peek(1).isSymbol(".") && cursor.peek(2).isSymbol("*")) {
      columns.checkQualifier(Names.read(cursor));
      cursor.next();
      cursor.next();
      return new AllColumns();
    } else if (Operands.startsAt(cursor)) {
      Operand.Literal literal = Operands.literal(cursor);
      String label = label();
      return new Projection.Constant(literal, label == null ? "_c" + position : label);
    }
    String name = columns.read(cursor);
    String label = label();
    return new ColumnReference(name, label == null ? name : label);
  }

  private @Nullable String label() throws NotRecognizedException {
    return cursor.acceptWord("AS") || Names.isName(cursor.peek()) ? Names.read(cursor) : null;
  }

  private long limit() throws NotRecognizedException {
    if (!cursor.acceptWord("LIMIT")) {
      return ScanPlan.NO_LIMIT;
    }
    Token token = cursor.peek();
    if (token.kind() == Kind.PARAMETER) {
      throw new NotRecognizedException("its LIMIT is a parameter");
    } else if (token.kind() != Kind.NUMBER) {
      throw Obstacle.at(cursor);
    }
    Number rows = Numbers.value(cursor.next().text());
    if (!(rows instanceof Integer || rows instanceof Long)) {
      throw new NotRecognizedException("its LIMIT is " + token.text());
    } else if (cursor.peek().isSymbol(",")) {
      throw new NotRecognizedException("it has OFFSET");
    }
    return rows.longValue();
  }
}

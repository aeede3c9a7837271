package dev.maxstorage.sql;

import dev.maxstorage.sql.IncrementalRange.InvalidHintException;
import dev.maxstorage.sql.Token.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code SELECT list FROM table [alias] [WHERE condition] [LIMIT n]}, where the table may be
 * such a SELECT in parentheses again, and SELECT of constants alone; nothing else.
 *
 * <p>The select list comes before the table whose alias it uses, so the parser goes over the list
 * twice: once to find FROM, once to read it.
 */
final class ScanParser {
  /** Deeper nesting goes to the SQL engine rather than to the end of the stack. */
  private static final int MAX_DEPTH = 50;

  private final TokenCursor cursor;
  private int depth;
  private @Nullable IncrementalRange incremental;

  private ScanParser(TokenCursor cursor) {
    this.cursor = cursor;
  }

  static Plan parse(
      List<Token> tokens, Map<String, String> settings, int parameterCount, String text)
      throws NotRecognizedException, InvalidHintException {
    ScanParser parser = new ScanParser(new TokenCursor(tokens));
    SelectQuery query = parser.query();
    parser.cursor.expectEnd();
    TableName table = query.table();
    if (table == null && parser.incremental != null) {
      throw new NotRecognizedException("it reads no table");
    } else if (table == null) {
      return new ConstantsPlan(
          query.projections().stream().map(Projection.Constant.class::cast).toList(),
          settings,
          text);
    }
    SplitCondition condition = SplitCondition.of(query.predicate());
    if (condition.split() != null && parser.incremental != null) {
      throw new NotRecognizedException("it is an incremental read");
    }
    return new ScanPlan(
        table,
        query.projections(),
        condition.rest(),
        query.window().offset(),
        query.window().limit(),
        parser.incremental,
        condition.split(),
        settings,
        parameterCount,
        text);
  }

  private SelectQuery query() throws NotRecognizedException, InvalidHintException {
    if (++depth > MAX_DEPTH) {
      throw new NotRecognizedException("its sub-queries are nested too deeply");
    }
    cursor.expectWord("SELECT");
    hint();
    cursor.acceptWord("ALL");
    int list = cursor.mark();
    if (!skipToFrom()) {
      cursor.reset(list);
      ColumnScope none = new ColumnScope(List.of(), List.of());
      SelectList constants = SelectList.read(cursor, none);
      return SelectQuery.NOTHING.select(constants, null, RowWindow.read(cursor));
    }
    SelectQuery source;
    ColumnScope columns;
    if (cursor.acceptSymbol("(")) {
      source = query();
      cursor.expectSymbol(")");
      String alias = alias();
      columns = new ColumnScope(alias == null ? List.of() : List.of(alias), source.projections());
    } else {
      TableName table = Names.table(cursor);
      source = SelectQuery.of(table);
      columns = ColumnScope.of(table, alias());
    }
    int afterTable = cursor.mark();
    cursor.reset(list);
    SelectList members = SelectList.read(cursor, columns);
    cursor.expectWord("FROM");
    cursor.reset(afterTable);
    Predicate predicate =
        cursor.acceptWord("WHERE") ? new PredicateParser(cursor, columns).read() : null;
    RowWindow window = RowWindow.read(cursor);
    depth--;
    return source.select(members, predicate, window);
  }

  private void hint() throws InvalidHintException {
    if (!IncrementalRange.isHint(cursor.peek())) {
      return;
    } else if (incremental != null) {
      throw new InvalidHintException("The statement has two incremental hints");
    }
    incremental = IncrementalRange.of(cursor.next());
  }

  /** To the token after the FROM of this SELECT; false if it has none. */
  private boolean skipToFrom() throws NotRecognizedException {
    int open = 0;
    while (open > 0 || !cursor.peek().isWord("FROM")) {
      Token token = cursor.peek();
      if (token.kind() == Kind.END || (open == 0 && token.isSymbol(")"))) {
        return false;
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
    return true;
  }

  private @Nullable String alias() throws NotRecognizedException {
    String alias =
        cursor.acceptWord("AS") || Names.isName(cursor.peek()) ? Names.read(cursor) : null;
    if (cursor.peek().isSymbol(",")) {
      throw new NotRecognizedException("it has a join");
    }
    return alias;
  }
}

package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.DbType;
import com.alibaba.druid.sql.SQLUtils;
import com.alibaba.druid.sql.ast.SQLStatement;
import com.alibaba.druid.sql.ast.statement.SQLSelectStatement;
import com.alibaba.druid.sql.parser.ParserException;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Query;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Parses queries with Druid and translates what it finds.
 *
 * @param openViews the views whose queries are being translated
 */
record QueryParser(NameScope scope, RelationLookup lookup, Set<TableName> openViews) {

  QueryParser(NameScope scope, RelationLookup lookup) {
    this(scope, lookup, Set.of());
  }

  /** The query that all of the tokens make. */
  Query query(List<SqlToken> tokens, SqlFaults faults) {
    Set<TableName> tables = new LinkedHashSet<>();
    TypedQuery query = query(tokens, faults, tables);
    return new Query(query.sql(), query.columns(), List.copyOf(tables));
  }

  /** The query of a text; the tables that it reads are added to {@code tables}. */
  TypedQuery query(String text, Set<TableName> tables) {
    TokenReader reader = new TokenReader(text);
    return query(reader.rest(), reader.faults(), tables);
  }

  private TypedQuery query(List<SqlToken> tokens, SqlFaults faults, Set<TableName> tables) {
    refuse(tokens, faults);
    Translation translation = new Translation(scope, lookup, openViews, tables, tokens, faults);
    try {
      SQLSelectStatement parsed = parse(translation.standIns(), faults);
      TypedQuery query = new QueryTranslator(translation).select(parsed.getSelect());
      translation.standIns().expectAllUsed();
      return query;
    } catch (StackOverflowError e) {
      throw faults.unsupported(0, "an expression nested this deeply");
    }
  }

  /** What the parser would report as bad syntax, or not at all. */
  private static void refuse(List<SqlToken> tokens, SqlFaults faults) {
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (token.isSymbol(";")) {
        throw faults.unsupported(token.offset(), "more than one statement at once");
      }
      boolean version = token.isWord("timestamp") || token.isWord("version");
      if (version
          && i + 2 < tokens.size()
          && tokens.get(i + 1).isWord("as")
          && tokens.get(i + 2).isWord("of")) {
        throw faults.unsupported(token.offset(), "time travel");
      }
    }
  }

  private static SQLSelectStatement parse(StandIns standIns, SqlFaults faults) {
    List<SQLStatement> statements;
    try {
      statements = SQLUtils.parseStatements(standIns.text(), DbType.odps);
    } catch (ParserException e) {
      throw standIns.syntax(String.valueOf(e.getMessage()));
    }
    if (statements.size() == 1 && statements.get(0) instanceof SQLSelectStatement select) {
      return select;
    }
    throw faults.syntax(0, "this is not one query");
  }
}

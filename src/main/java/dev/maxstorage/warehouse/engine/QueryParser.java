package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.DbType;
import com.alibaba.druid.sql.SQLUtils;
import com.alibaba.druid.sql.ast.SQLStatement;
import com.alibaba.druid.sql.ast.statement.SQLSelectStatement;
import com.alibaba.druid.sql.parser.ParserException;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Query;
import java.util.List;

/** Parses the tokens of a query with Druid and translates what it finds. */
record QueryParser(NameScope scope, SqlFaults faults) {

  /** The query that all of the tokens make. */
  Query query(List<SqlToken> tokens) {
    for (SqlToken token : tokens) {
      if (token.isSymbol(";")) {
        throw faults.unsupported(token.offset(), "more than one statement at once");
      }
    }
    Translation translation = new Translation(scope, tokens, faults);
    try {
      SQLSelectStatement parsed = parse(translation.standIns());
      String duckSql = new QueryTranslator(translation).select(parsed.getSelect());
      translation.standIns().expectAllUsed();
      return new Query(duckSql, translation.tables());
    } catch (StackOverflowError e) {
      throw faults.unsupported(0, "an expression nested this deeply");
    }
  }

  private SQLSelectStatement parse(StandIns standIns) {
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

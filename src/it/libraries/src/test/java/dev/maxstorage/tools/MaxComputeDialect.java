package dev.maxstorage.tools;

import org.hibernate.dialect.DatabaseVersion;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.pagination.LimitHandler;
import org.hibernate.dialect.pagination.LimitOffsetLimitHandler;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.SqlAstTranslatorFactory;
import org.hibernate.sql.ast.spi.AbstractSqlAstTranslator;
import org.hibernate.sql.ast.spi.StandardSqlAstTranslatorFactory;
import org.hibernate.sql.ast.tree.Statement;
import org.hibernate.sql.ast.tree.select.QueryPart;
import org.hibernate.sql.exec.spi.JdbcOperation;

/** What Hibernate must know to read: names in back-ticks, LIMIT and OFFSET. */
public class MaxComputeDialect extends Dialect {

  /** A dialect of any version. */
  public MaxComputeDialect() {
    super(DatabaseVersion.make(1));
  }

  @Override
  public char openQuote() {
    return '`';
  }

  @Override
  public char closeQuote() {
    return '`';
  }

  @Override
  public LimitHandler getLimitHandler() {
    return LimitOffsetLimitHandler.INSTANCE;
  }

  @Override
  public SqlAstTranslatorFactory getSqlAstTranslatorFactory() {
    return new StandardSqlAstTranslatorFactory() {
      @Override
      protected <T extends JdbcOperation> SqlAstTranslator<T> buildTranslator(
          SessionFactoryImplementor factory, Statement statement) {
        return new Translator<>(factory, statement);
      }
    };
  }

  private static final class Translator<T extends JdbcOperation>
      extends AbstractSqlAstTranslator<T> {
    Translator(SessionFactoryImplementor factory, Statement statement) {
      super(factory, statement);
    }

    @Override
    public void visitOffsetFetchClause(QueryPart query) {
      if (!isRowNumberingCurrentQueryPart()) {
        renderLimitOffsetClause(query);
      }
    }
  }
}

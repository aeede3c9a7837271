package dev.maxstorage.testing;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;

/** H2 databases: the second opinion on what JDBC means. */
public final class H2 {
  private H2() {}

  /** A connection to an empty database in memory, gone when it closes. */
  public static Connection connect() throws SQLException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
    return source.getConnection();
  }
}

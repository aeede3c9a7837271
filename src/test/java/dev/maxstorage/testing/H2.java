package dev.maxstorage.testing;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.util.DateTimeUtils;

/** H2 databases: the second opinion on what JDBC means. */
public final class H2 {
  private H2() {}

  /**
   * A connection to an empty database in memory, gone when it closes. Its time zone is the default
   * of now, which H2 would otherwise keep from when it was first asked.
   */
  public static Connection connect() throws SQLException {
    DateTimeUtils.resetCalendar();
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
    return source.getConnection();
  }
}

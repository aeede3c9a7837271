package dev.maxstorage.bench;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** DuckDB in memory with the table {@code sample} of {@link SampleRows}, filled by its appender. */
public final class DuckDbSample {
  private DuckDbSample() {}

  /** A connection to a new database that ends with it. */
  public static Connection open(List<Object[]> values) throws SQLException {
    Connection connection = new org.duckdb.DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table sample " + SampleRows.columns(Dialect.STANDARD));
    }
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender("main", "sample")) {
      for (Object[] row : values) {
        appender.beginRow();
        appender.append((Long) row[0]).append((Integer) row[1]).append((Double) row[2]);
        appender.append((String) row[3]).append((BigDecimal) row[4]);
        appender.append((LocalDateTime) row[5]).append((LocalDate) row[6]);
        appender.append((Boolean) row[7]);
        appender.endRow();
      }
    }
    return connection;
  }
}

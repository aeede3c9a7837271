package dev.maxstorage.warehouse.engine;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;

/** Answers of statements that run as SQL jobs through the driver, as text, in the zone UTC. */
final class SqlAnswers implements AutoCloseable {
  /** Before the message of an error. */
  static final String REFUSED = "refused: ";

  private final EmbeddedDatabase database = EmbeddedDatabase.open();
  private final Connection connection;

  SqlAnswers() throws SQLException {
    connection = database.connect("engine=sql&timeZone=UTC");
  }

  /** The rows of a statement, empty if it has none, or its error. */
  String of(String sql, String betweenValues, String betweenRows) {
    try (Statement statement = connection.createStatement()) {
      StringJoiner all = new StringJoiner(betweenRows);
      if (statement.execute(sql)) {
        ResultSet rows = statement.getResultSet();
        while (rows.next()) {
          StringJoiner row = new StringJoiner(betweenValues);
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            row.add(String.valueOf(rows.getString(i)));
          }
          all.add(row.toString());
        }
      }
      return all.toString();
    } catch (SQLException e) {
      return REFUSED + e.getMessage();
    }
  }

  @Override
  public void close() throws Exception {
    connection.close();
    database.close();
  }
}

package dev.maxstorage.cli;

import dev.maxstorage.jdbc.MaxStorageDriver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/** A warehouse in memory for one test, kept open by a connection of its own. */
final class MemoryWarehouse implements AutoCloseable {
  private final String url = "jdbc:maxstorage:mem:" + UUID.randomUUID() + "?timeZone=UTC";
  private final Connection connection = open(url);

  MemoryWarehouse() throws SQLException {}

  static Connection open(String url) throws SQLException {
    return new MaxStorageDriver().connect(url, new Properties());
  }

  /** The URL that commands open the same warehouse with. */
  String url() {
    return url;
  }

  /** Runs a statement without rows. */
  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query, columns with a bar between them. */
  List<String> rows(String sql) throws SQLException {
    return rows(connection, sql);
  }

  static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        List<String> cells = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          cells.add(String.valueOf(row.getString(column)));
        }
        rows.add(String.join("|", cells));
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

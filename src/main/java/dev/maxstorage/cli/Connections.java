package dev.maxstorage.cli;

import dev.maxstorage.jdbc.MaxStorageDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Properties;

/** Opens connections for commands. */
final class Connections {
  private Connections() {}

  /** A connection, to be closed; its warnings go to standard error, a line each. */
  static Connection open(String url, Console console) throws SQLException, CommandException {
    Connection connection = new MaxStorageDriver().connect(url, new Properties());
    if (connection == null) {
      throw new CommandException(
          "URL '" + url.replaceAll("\\?.*", "") + "' does not begin with jdbc:maxstorage:");
    }
    try {
      SQLWarning warning = connection.getWarnings();
      while (warning != null) {
        console.err().println("warning: " + ErrorLine.of(warning));
        warning = warning.getNextWarning();
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      try {
        connection.close();
      } catch (SQLException onClose) {
        e.addSuppressed(onClose);
      }
      throw e;
    }
  }
}

package dev.maxstorage.tools;

import dev.maxstorage.warehouse.WarehouseLease;
import dev.maxstorage.warehouse.Warehouses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A warehouse in memory with the project {@code demo}, whose connections note what the driver
 * refuses.
 *
 * <p><b>Closing:</b> gives the warehouse back; connections are the caller's.
 */
public final class ToolWarehouse implements AutoCloseable {
  private final WarehouseLease lease;
  private final String url;

  private ToolWarehouse(WarehouseLease lease, String url) {
    this.lease = lease;
    this.url = url;
  }

  /**
   * An empty warehouse; forgets the refusals of others.
   *
   * @param name that no other open warehouse of the JVM has
   */
  public static ToolWarehouse open(String name) throws SQLException {
    RecordingDriver.install();
    RecordingDriver.forget();
    try {
      return new ToolWarehouse(
          Warehouses.open(name), "jdbc:maxstorage:mem:" + name + "?project=demo&timeZone=UTC");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JDBC URL. */
  public String url() {
    return url;
  }

  /** A new connection. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  /** Runs statements on a connection of their own. */
  public void run(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lease.close();
  }
}

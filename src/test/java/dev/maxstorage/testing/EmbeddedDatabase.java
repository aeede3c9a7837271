package dev.maxstorage.testing;

import dev.maxstorage.warehouse.FaultPlan;
import dev.maxstorage.warehouse.TestSwitches;
import dev.maxstorage.warehouse.WarehouseLease;
import dev.maxstorage.warehouse.WarehouseServer;
import dev.maxstorage.warehouse.Warehouses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A warehouse in memory with the project {@code demo}, and connections to it through the driver.
 *
 * <p><b>Closing:</b> gives the warehouse back; connections are the caller's.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  /** The zone of every connection; unlike the JVM's, so that mixing them up is seen. */
  public static final String ZONE = "Asia/Shanghai";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final WarehouseLease lease;
  private final String url;

  private EmbeddedDatabase(WarehouseLease lease, String url) {
    this.lease = lease;
    this.url = url;
  }

  /** An empty warehouse of its own. */
  public static EmbeddedDatabase open() {
    String name = "test" + COUNT.incrementAndGet();
    try {
      return new EmbeddedDatabase(
          Warehouses.open(name), "jdbc:maxstorage:mem:" + name + "?project=demo&timeZone=" + ZONE);
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

  /** A new connection with more properties, such as {@code engine=sql&fetchSize=10}. */
  public Connection connect(String properties) throws SQLException {
    return DriverManager.getConnection(url + "&" + properties);
  }

  /** Runs statements on a connection of their own. */
  public void run(String... statements) throws SQLException {
    try (Connection connection = connect()) {
      run(connection, statements);
    }
  }

  /** Runs statements on a connection. */
  public static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** All rows of a query on a connection of its own, by getObject. */
  public List<List<@Nullable Object>> rows(String sql) throws SQLException {
    try (Connection connection = connect()) {
      return rows(connection, sql);
    }
  }

  /** All rows of a query, by getObject. */
  public static List<List<@Nullable Object>> rows(
      Connection connection, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        return rows(result);
      }
    }
  }

  /** The rows that are left of a result, by getObject. */
  public static List<List<@Nullable Object>> rows(ResultSet result) throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    int columns = result.getMetaData().getColumnCount();
    while (result.next()) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        row.add(result.getObject(i));
      }
      rows.add(row);
    }
    return rows;
  }

  /** The server of the warehouse. */
  public WarehouseServer server() {
    return lease.server();
  }

  /** The faults of the warehouse. */
  public FaultPlan faults() {
    return lease.server().faults();
  }

  /** How the warehouse plays other servers. */
  public TestSwitches switches() {
    return lease.server().switches();
  }

  @Override
  public void close() throws IOException {
    lease.close();
  }
}

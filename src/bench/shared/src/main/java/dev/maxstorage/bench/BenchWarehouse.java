package dev.maxstorage.bench;

import dev.maxstorage.jdbc.MaxStorageDriver;
import dev.maxstorage.warehouse.FaultPlan;
import dev.maxstorage.warehouse.WarehouseCredentials;
import dev.maxstorage.warehouse.WarehouseOptions;
import dev.maxstorage.warehouse.WarehouseServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** The embedded warehouse with the project {@code bench}, reached over loopback as a service is. */
public final class BenchWarehouse implements AutoCloseable {
  public static final String PROJECT = "bench";

  private static final int ROWS_AT_ONCE = 250_000;

  private final WarehouseServer server;

  private BenchWarehouse(WarehouseOptions options) throws IOException {
    server = WarehouseServer.start(options.withProjects(PROJECT));
  }

  public static BenchWarehouse inMemory() throws IOException {
    return new BenchWarehouse(WarehouseOptions.inMemory());
  }

  public static BenchWarehouse onDisk(Path directory) throws IOException {
    return new BenchWarehouse(WarehouseOptions.onDisk(directory));
  }

  public URI endpoint() {
    return server.endpoint();
  }

  public WarehouseCredentials credentials() {
    return server.credentials();
  }

  public FaultPlan faults() {
    return server.faults();
  }

  /** A connection over HTTP, with properties such as {@code &compression=zstd}. */
  public Connection connect(String properties) throws SQLException {
    return connect(endpoint(), credentials(), properties);
  }

  /** A connection to an endpoint that leads to a warehouse with this key pair. */
  public static Connection connect(URI endpoint, WarehouseCredentials pair, String properties)
      throws SQLException {
    Properties keys = new Properties();
    keys.setProperty("accessId", pair.accessId());
    keys.setProperty("accessKey", pair.accessKey());
    if (!properties.contains("timeZone=")) {
      keys.setProperty("timeZone", "UTC");
    }
    keys.setProperty(
        "tunnelEndpoint",
        endpoint.toString().substring(0, endpoint.toString().lastIndexOf("/api")));
    return new MaxStorageDriver()
        .connect("jdbc:maxstorage:" + endpoint + "?project=" + PROJECT + properties, keys);
  }

  /** Runs statements one after the other. */
  public void run(String... statements) throws SQLException {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /**
   * Makes the table {@code sample} of {@link SampleRows}, the same rows again and again.
   *
   * @param rows at least; the table may have up to twice as many
   */
  public void createSample(long rows) throws SQLException {
    run("create table sample " + SampleRows.columns(Dialect.MAXSTORAGE));
    long there = Math.min(rows, ROWS_AT_ONCE);
    List<Object[]> values = SampleRows.values((int) there);
    try (Connection connection = connect("");
        PreparedStatement insert =
            connection.prepareStatement("insert into sample values (?,?,?,?,?,?,?,?)")) {
      SampleRows.insert(insert, values);
    }
    for (; there < rows; there *= 2) {
      run("insert into sample select * from sample");
    }
  }

  /** How many rows a table has. */
  public long count(String table) throws SQLException {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from " + table)) {
      result.next();
      return result.getLong(1);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

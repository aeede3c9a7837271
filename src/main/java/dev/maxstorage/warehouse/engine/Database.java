package dev.maxstorage.warehouse.engine;

import java.io.Closeable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * The open DuckDB database. It reaches no file but its own and its temporary ones, loads no
 * extension, and refuses to have its settings changed but for the time zone and streaming of a
 * connection.
 */
final class Database implements Closeable {
  /** An attached database in memory that holds results of SQL jobs; gone when closed. */
  static final String RESULTS = "results";

  /**
   * How many times the memory limit may be spilled to disk: a query that runs away, or whose client
   * went away, would fill it.
   */
  private static final long SPILL_FACTOR = 16;

  private static final String STREAM = "SET jdbc_stream_results=true";

  private final DuckDBConnection root;

  private Database(DuckDBConnection root) {
    this.root = root;
  }

  /**
   * Opens or makes the database.
   *
   * @param file null for a database in memory
   * @param spill directory for what does not fit into memory
   */
  static Database open(@Nullable Path file, Path spill, long memoryLimitBytes, int threads)
      throws SQLException {
    DuckDBConnection root =
        connect(file == null ? "" : file.toString(), spill, memoryLimitBytes, threads);
    DuckConnection connection = new DuckConnection(root);
    try {
      connection.execute("ATTACH ':memory:' AS " + RESULTS);
      connection.execute("SET GLOBAL TimeZone='UTC'");
      JavaFunctions.register(root);
      connection.transaction(
          () -> {
            for (String macro : DialectMacros.STATEMENTS) {
              connection.execute(macro);
            }
          });
      connection.execute("SET GLOBAL enable_external_access=false");
      connection.execute("SET GLOBAL allowed_configs=['TimeZone', 'jdbc_stream_results']");
      connection.execute("SET GLOBAL lock_configuration=true");
      return new Database(root);
    } catch (Throwable e) {
      closeAfter(e, root);
      throw e;
    }
  }

  /** A streaming connection to a database of its own that may read files. */
  static DuckConnection forFiles(Path spill, long memoryLimitBytes, int threads)
      throws SQLException {
    DuckConnection connection = new DuckConnection(connect("", spill, memoryLimitBytes, threads));
    try {
      connection.execute("SET GLOBAL TimeZone='UTC'");
      connection.execute(STREAM);
      return connection;
    } catch (Throwable e) {
      closeAfter(e, connection);
      throw e;
    }
  }

  private static DuckDBConnection connect(
      String file, Path spill, long memoryLimitBytes, int threads) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("memory_limit", memoryLimitBytes + "B");
    properties.setProperty("threads", Integer.toString(threads));
    properties.setProperty("temp_directory", spill.toString());
    properties.setProperty("preserve_insertion_order", "true");
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("max_temp_directory_size", SPILL_FACTOR * memoryLimitBytes + "B");
    Connection connection = new DuckDBDriver().connect("jdbc:duckdb:" + file, properties);
    NativeLibrary.removeFile();
    return connection.unwrap(DuckDBConnection.class);
  }

  /** A connection in the UTC time zone, to be closed. */
  DuckConnection connection() throws SQLException {
    return new DuckConnection(root.duplicate());
  }

  /** A connection whose queries are carried out as they are read; only for Arrow exports. */
  DuckConnection streamingConnection() throws SQLException {
    DuckConnection connection = connection();
    try {
      connection.execute(STREAM);
      return connection;
    } catch (Throwable e) {
      closeAfter(e, connection);
      throw e;
    }
  }

  static void closeAfter(Throwable failure, AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    try {
      root.close();
    } catch (SQLException e) {
      throw Failures.internal("The database could not be closed", e);
    }
  }
}

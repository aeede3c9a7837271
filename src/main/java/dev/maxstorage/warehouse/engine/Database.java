package dev.maxstorage.warehouse.engine;

import java.io.Closeable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
    DuckDBConnection root = connect(file == null ? "" : file.toString(), spill, memoryLimitBytes, threads);
    try {
      execute(root, "ATTACH ':memory:' AS " + RESULTS);
      execute(root, "SET GLOBAL TimeZone='UTC'");
      execute(root, "SET GLOBAL enable_external_access=false");
      execute(root, "SET GLOBAL allowed_configs=['TimeZone', 'jdbc_stream_results']");
      execute(root, "SET GLOBAL lock_configuration=true");
      return new Database(root);
    } catch (Throwable e) {
      closeAfter(e, root);
      throw e;
    }
  }

  /** A database in memory that may read files, for {@link FileRows}. */
  static DuckDBConnection forFiles(Path spill, long memoryLimitBytes, int threads)
      throws SQLException {
    DuckDBConnection connection = connect("", spill, memoryLimitBytes, threads);
    try {
      execute(connection, "SET GLOBAL TimeZone='UTC'");
      execute(connection, "SET jdbc_stream_results=true");
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
    Connection connection = new DuckDBDriver().connect("jdbc:duckdb:" + file, properties);
    return connection.unwrap(DuckDBConnection.class);
  }

  /** A connection of its own, in the UTC time zone, to be closed. */
  DuckDBConnection connection() throws SQLException {
    return root.duplicate();
  }

  /** A connection whose queries are carried out as they are read; only for Arrow exports. */
  DuckDBConnection streamingConnection() throws SQLException {
    DuckDBConnection connection = connection();
    try {
      execute(connection, "SET jdbc_stream_results=true");
      return connection;
    } catch (Throwable e) {
      closeAfter(e, connection);
      throw e;
    }
  }

  /** Runs one statement and gives the number of rows it changed. */
  static long execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return Math.max(statement.getLargeUpdateCount(), 0);
    }
  }

  /** Walks the rows of a query. */
  static void query(Connection connection, String sql, RowReader reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  /** Takes one row of a query. */
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /** Runs statements as one transaction: all of them are durable when it returns, or none. */
  static void transaction(Connection connection, Work work) throws SQLException {
    execute(connection, "BEGIN TRANSACTION");
    try {
      work.run();
      execute(connection, "COMMIT");
    } catch (Throwable e) {
      try {
        execute(connection, "ROLLBACK");
      } catch (SQLException onRollback) {
        e.addSuppressed(onRollback);
      }
      throw e;
    }
  }

  /** The statements of a transaction. */
  interface Work {
    void run() throws SQLException;
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

package dev.maxstorage.warehouse.engine;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A connection to DuckDB with the few ways this room uses one. For one thread at a time; its
 * running statement can be cancelled by the job that it works for.
 */
final class DuckConnection implements AutoCloseable {
  private final DuckDBConnection connection;
  private @Nullable JobControl job;

  DuckConnection(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** Lets the job cancel the statements from here on. */
  void worksFor(JobControl control) {
    job = control;
  }

  /** Runs one statement and gives the number of rows it changed. */
  long execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      started(statement);
      statement.execute(sql);
      return Math.max(statement.getLargeUpdateCount(), 0);
    } finally {
      ended();
    }
  }

  /** Walks the rows of a query. */
  void query(String sql, RowReader reader) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      started(statement);
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    } finally {
      ended();
    }
  }

  private void started(Statement statement) {
    if (job != null) {
      job.started(statement);
    }
  }

  private void ended() {
    if (job != null) {
      job.ended();
    }
  }

  /** A statement that is bound, not run; to be closed. */
  PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  /** Makes an Arrow stream readable once as a table of this connection. */
  void registerArrowStream(String name, Object stream) {
    connection.registerArrowStream(name, stream);
  }

  /** Takes one row of a query. */
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /** Runs statements as one transaction: all of them are durable when it returns, or none. */
  void transaction(Work work) throws SQLException {
    execute("BEGIN TRANSACTION");
    try {
      work.run();
      execute("COMMIT");
    } catch (Throwable e) {
      rollback(e);
      throw e;
    }
  }

  /** Not for the job to cancel. */
  private void rollback(Throwable failure) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /** The statements of a transaction. */
  interface Work {
    void run() throws SQLException;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

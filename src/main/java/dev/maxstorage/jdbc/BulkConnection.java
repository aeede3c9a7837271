package dev.maxstorage.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a connection does beyond JDBC: {@code connection.unwrap(BulkConnection.class)}.
 *
 * <p><b>Threads:</b> one at a time, as the connection.
 */
public interface BulkConnection {

  /**
   * A writer of Arrow batches, to be closed by the caller.
   *
   * @param table as SQL writes it: {@code table}, {@code schema.table} or {@code
   *     project.schema.table}, with back-ticks where needed
   */
  BulkWriter openBulkWriter(String table) throws SQLException;

  /**
   * The staging id of the newest write of the connection: streaming modes only, otherwise null.
   * Opaque. Storage API document, 6.7.
   */
  @Nullable String newestStagingId() throws SQLException;

  /** The commit message that the newest write was answered, empty or null if there was none. */
  @Nullable String newestCommitMessage() throws SQLException;

  /**
   * Streaming modes: the smallest staging id of a table whose rows are not merged yet, or null.
   *
   * @param table as {@link #openBulkWriter} takes it
   */
  @Nullable String minUncommittedStagingId(String table) throws SQLException;
}

package dev.maxstorage.jdbc;

import dev.maxstorage.config.DriverConfig;
import dev.maxstorage.config.WriteChoice;
import dev.maxstorage.sql.InsertMode;
import dev.maxstorage.storage.RowOperation;
import dev.maxstorage.storage.TableUpload;
import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.wire.TableWriteResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One transaction: a write session for each table, opened by the first write and ended by commit or
 * rollback. It can be used again afterwards.
 *
 * <p>A second table is refused unless the connection allows it, since commits of several sessions
 * are not atomic together; so is a table that is written in two ways. After a failed write the
 * transaction is dead: it refuses everything but a rollback. In streaming mode there is nothing to
 * commit, and sessions stay until the transaction is closed.
 *
 * <p><b>Closing:</b> rolls back. <b>Threads:</b> one at a time.
 */
final class WriteTransaction implements AutoCloseable {
  private final Clients clients;
  private final DriverConfig config;
  private final Map<WriteGoal, TableWrites> tables = new LinkedHashMap<>();
  private @Nullable CancelScope scope;
  private @Nullable String failure;
  private @Nullable TableWriteResponse newest;

  WriteTransaction(Clients clients, DriverConfig config) {
    this.clients = clients;
    this.config = config;
  }

  /** The scope of every request of the transaction, but that of a rollback. */
  CancelScope scope() {
    CancelScope current = scope;
    if (current == null || current.isCancelled()) {
      current = clients.scope().child();
      scope = current;
    }
    return current;
  }

  private boolean isStreaming() {
    return config.writeMode() != WriteChoice.BATCH;
  }

  /**
   * Takes rows over, whatever happens; nobody sees them before {@link #commit}, except in streaming
   * mode.
   *
   * @throws SQLException if the server refuses them; the transaction is dead then
   */
  void write(WriteGoal goal, Schema schema, RowOperation operation, List<ArrowRecordBatch> batches)
      throws SQLException {
    TableWrites table;
    try {
      table = table(goal);
    } catch (SQLException e) {
      batches.forEach(ArrowRecordBatch::close);
      throw e;
    }
    long before = table.sharedRowsStored();
    try {
      table.write(schema, operation, batches);
      newest = table.newestAnswer();
    } catch (IOException | SQLException | RuntimeException e) {
      throw isStreaming() ? streamed(e, table.sharedRowsStored() - before) : dead(e);
    }
  }

  /** A failure in streaming mode; rows before it may be visible already. */
  private SQLException streamed(Exception e, long rowsStored) {
    SQLException translated = Failures.translate(e);
    try {
      forget();
    } catch (SQLException onClose) {
      translated.addSuppressed(onClose);
    }
    return rowsStored == 0 ? translated : Failures.partlyVisible(translated, rowsStored);
  }

  /**
   * Whether a batch may be sent while it is being bound, and taken back nevertheless. That needs
   * streams of its own, which have no order among those of the transaction.
   */
  boolean canSendAhead(WriteGoal goal, Schema schema, boolean onlyThisBatch) throws SQLException {
    if (isStreaming() || goal.rows() == WriteGoal.Rows.AFTER_BLOBS) {
      return false;
    }
    if (onlyThisBatch) {
      return true;
    }
    TableWrites table = table(goal);
    try {
      return !table.isInOrder(schema);
    } catch (IOException | SQLException | RuntimeException e) {
      throw dead(e);
    }
  }

  /** An upload for one large batch. */
  TableUpload openUpload(WriteGoal goal, Schema schema) throws SQLException {
    TableWrites table = table(goal);
    try {
      return table.openAhead(schema);
    } catch (RuntimeException e) {
      throw dead(e);
    }
  }

  /** Takes a chunk of a large batch over, whatever happens. */
  void add(TableUpload upload, RowOperation operation, ArrowRecordBatch chunk) throws SQLException {
    try {
      tableOf(upload);
    } catch (SQLException e) {
      chunk.close();
      throw e;
    }
    try {
      upload.add(chunk, operation);
    } catch (IOException | RuntimeException e) {
      throw dead(e);
    }
  }

  /** Waits until a large batch is stored as a part of the transaction. */
  void finish(TableUpload upload) throws SQLException {
    TableWrites table = tableOf(upload);
    try {
      table.finish(upload);
      newest = table.newestAnswer();
    } catch (IOException | RuntimeException e) {
      throw dead(e);
    }
  }

  /** Takes a large batch out of the transaction; does nothing if that has ended. */
  void discard(TableUpload upload) throws SQLException {
    for (TableWrites table : tables.values()) {
      if (table.has(upload) && failure == null) {
        try {
          table.discard(upload);
        } catch (IOException | RuntimeException e) {
          throw dead(e);
        }
      }
    }
  }

  private TableWrites tableOf(TableUpload upload) throws SQLException {
    checkUsable();
    for (TableWrites table : tables.values()) {
      if (table.has(upload)) {
        return table;
      }
    }
    throw SqlErrors.of(
        SqlState.INVALID_TRANSACTION_STATE,
        "The transaction that the batch was begun in has ended, and its rows with it; call"
            + " clearBatch and add them again");
  }

  /** Where the blobs of rows that this transaction will write are uploaded to. */
  BlobDestination blobs(WriteGoal goal, Schema schema) throws SQLException {
    try {
      return table(goal).blobs(schema);
    } catch (IOException | SQLException | RuntimeException e) {
      throw Failures.translate(e);
    }
  }

  /** The answer to the newest write, or null. */
  @Nullable TableWriteResponse newestAnswer() {
    return newest;
  }

  private void checkUsable() throws SQLException {
    if (failure != null) {
      throw SqlErrors.of(
          SqlState.INVALID_TRANSACTION_STATE,
          "The transaction failed and must be rolled back: " + failure);
    }
  }

  private TableWrites table(WriteGoal goal) throws SQLException {
    checkUsable();
    TableWrites known = tables.get(goal);
    if (known != null) {
      return known;
    }
    checkAnother(goal);
    try {
      TableWrites opened = TableWrites.open(clients, config, scope(), goal);
      tables.put(goal, opened);
      return opened;
    } catch (IOException | RuntimeException e) {
      throw Failures.translate(e);
    }
  }

  private void checkAnother(WriteGoal goal) throws SQLException {
    if (isStreaming()) {
      if (goal.mode() == InsertMode.OVERWRITE) {
        throw SqlErrors.notSupported(
            "INSERT OVERWRITE with writeMode=streaming or realtime (use writeMode=batch)");
      }
      return;
    }
    for (WriteGoal before : tables.keySet()) {
      if (!config.multiTableCommit()) {
        throw SqlErrors.notSupported(
            "A transaction that writes more than one table or partition target ("
                + before
                + ", then "
                + goal
                + "; commit first, or set multiTableCommit=true if their commits need not be"
                + " atomic together)");
      } else if (before.table().equals(goal.table())) {
        throw SqlErrors.notSupported(
            "A transaction that writes a table in two ways ("
                + before
                + ", then "
                + goal
                + "; commit first)");
      }
    }
  }

  /**
   * Makes everything visible: at once, or one table after the other where there are several; does
   * nothing if nothing was begun.
   *
   * @throws SQLException with SQLState 40003 if the outcome is not known, 40M00 if some tables are
   *     committed and others are not; otherwise nothing was committed and everything is given up
   */
  void commit() throws SQLException {
    if (failure != null) {
      String reason = failure;
      rollback();
      throw SqlErrors.of(
          SqlState.INVALID_TRANSACTION_STATE,
          "The transaction failed before the commit and was rolled back: " + reason);
    }
    if (isStreaming()) {
      return;
    }
    List<String> committed = new ArrayList<>();
    try {
      for (TableWrites table : tables.values()) {
        table.complete();
        newest = table.newestAnswer();
      }
      for (TableWrites table : tables.values()) {
        table.commit();
        committed.add(TableNames.text(table.goal().table()));
      }
    } catch (IOException | RuntimeException e) {
      SQLException told =
          Failures.ofCommit(
              e,
              committed,
              tables.keySet().stream().map(goal -> TableNames.text(goal.table())).toList());
      try {
        forget();
      } catch (SQLException onClose) {
        told.addSuppressed(onClose);
      }
      throw told;
    }
    forget();
  }

  /** Gives everything up; does nothing if nothing was begun. */
  void rollback() throws SQLException {
    SQLException failed = null;
    for (TableWrites table : tables.values()) {
      try {
        table.abort();
      } catch (IOException | RuntimeException e) {
        if (failed == null) {
          failed = Failures.translate(e);
        } else {
          failed.addSuppressed(e);
        }
      }
    }
    try {
      forget();
    } catch (SQLException e) {
      if (failed == null) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private SQLException dead(Exception e) {
    SQLException translated = Failures.translate(e);
    failure = String.valueOf(translated.getMessage());
    return translated;
  }

  /** Closes what is open; sessions that were not committed are aborted, in silence. */
  private void forget() throws SQLException {
    List<TableWrites> open = List.copyOf(tables.values());
    tables.clear();
    failure = null;
    SQLException failed = null;
    for (TableWrites table : open) {
      try {
        table.close();
      } catch (IOException | RuntimeException e) {
        failed = Failures.translate(e);
      }
    }
    if (scope != null) {
      scope.leave();
    }
    scope = null;
    if (failed != null) {
      throw failed;
    }
  }

  @Override
  public void close() throws SQLException {
    if (isStreaming()) {
      forget();
    } else {
      rollback();
    }
  }
}

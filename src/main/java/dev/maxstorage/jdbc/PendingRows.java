package dev.maxstorage.jdbc;

import dev.maxstorage.storage.RowOperation;
import dev.maxstorage.storage.TableUpload;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one batch from its first chunk until it is executed. Where they can be taken back,
 * chunks go to the write session at once; otherwise they are held. Nobody sees them before the
 * commit, and a batch that is given up or fails leaves nothing behind.
 *
 * <p><b>Closing:</b> gives up what was not sent. <b>Threads:</b> one.
 */
final class PendingRows implements AutoCloseable {
  private final MaxStorageConnection connection;
  private final WriteGoal goal;
  private final Schema schema;
  private final RowOperation operation;
  private final WriteTransaction ownTransaction;
  private final List<ArrowRecordBatch> held = new ArrayList<>();
  private @Nullable WriteTransaction transaction;
  private @Nullable TableUpload upload;
  private @Nullable SQLException failure;

  /** Gives rows away; may have to upload their blobs first. */
  interface ChunkSource {

    /** The rows, which the caller closes. */
    ArrowRecordBatch take() throws SQLException;
  }

  PendingRows(
      MaxStorageConnection connection, WriteGoal goal, Schema schema, RowOperation operation) {
    this.connection = connection;
    this.goal = goal;
    this.schema = schema;
    this.operation = operation;
    this.ownTransaction = new WriteTransaction(connection.clients(), connection.config());
  }

  /** The transaction of the batch: the connection's, or one of its own in auto-commit mode. */
  WriteTransaction transaction() throws SQLException {
    WriteTransaction current = transaction;
    if (current == null) {
      current = connection.getAutoCommit() ? ownTransaction : connection.transaction();
      transaction = current;
    }
    return current;
  }

  /** Fails if earlier rows of the batch were refused. */
  void checkUsable() throws SQLException {
    if (failure != null) {
      throw SqlErrors.of(
          SqlState.INVALID_TRANSACTION_STATE,
          "The batch has failed and none of its rows was written; call clearBatch before you add"
              + " to it: "
              + failure.getMessage(),
          failure);
    }
  }

  /** Takes a chunk: sends it ahead of the others, or holds it. */
  void add(ChunkSource source) throws SQLException {
    try {
      WriteTransaction current = transaction();
      if (upload == null && current.canSendAhead(goal, schema, current == ownTransaction)) {
        upload = current.openUpload(goal, schema);
      }
      ArrowRecordBatch chunk = source.take();
      if (upload == null) {
        held.add(chunk);
      } else {
        current.add(upload, operation, chunk);
      }
    } catch (SQLException | RuntimeException e) {
      SQLException translated = Failures.translate(e);
      failure = translated;
      throw translated;
    }
  }

  /**
   * Sends the rows: in auto-commit mode they are visible when this returns, otherwise they belong
   * to the connection's transaction. After a failure they are given up.
   *
   * @param last the last chunk
   * @param running ends the transaction's requests when it is cancelled
   */
  void send(ChunkSource last, Execution running) throws SQLException {
    try {
      if (failure != null) {
        throw failure;
      }
      WriteTransaction current = transaction();
      running.join(current.scope());
      ArrowRecordBatch chunk = last.take();
      if (upload == null) {
        held.add(chunk);
        List<ArrowRecordBatch> all = List.copyOf(held);
        held.clear();
        current.write(goal, schema, operation, all);
      } else {
        current.add(upload, operation, chunk);
        current.finish(upload);
      }
      if (current == ownTransaction) {
        current.commit();
      }
      connection.wrote(current.newestAnswer());
      forget();
    } catch (SQLException | RuntimeException e) {
      throw failed(Failures.translate(e));
    } finally {
      running.part();
    }
  }

  private SQLException failed(SQLException failed) {
    try {
      giveUp();
    } catch (SQLException e) {
      if (e != failed) {
        failed.addSuppressed(e);
      }
    }
    return failed;
  }

  /** Gives up the rows; a new batch can begin. */
  void giveUp() throws SQLException {
    WriteTransaction current = transaction;
    TableUpload ahead = upload;
    forget();
    if (current == ownTransaction) {
      current.rollback();
    } else if (current != null && ahead != null) {
      current.discard(ahead);
    }
  }

  private void forget() {
    held.forEach(ArrowRecordBatch::close);
    held.clear();
    transaction = null;
    upload = null;
    failure = null;
  }

  @Override
  public void close() throws SQLException {
    try {
      giveUp();
    } finally {
      ownTransaction.close();
    }
  }
}

package dev.maxstorage.jdbc;

import dev.maxstorage.blob.BlobStreamWriter;
import dev.maxstorage.blob.BlobTarget;
import dev.maxstorage.sql.InsertMode;
import dev.maxstorage.storage.ArrowBatchWriter;
import dev.maxstorage.storage.CommitOutcomeUnknownException;
import dev.maxstorage.storage.WriteSession;
import dev.maxstorage.storage.WriteSessionOptions;
import dev.maxstorage.storage.WriteStream;
import dev.maxstorage.transport.CancelScope;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One transaction: a write session that is opened by the first write and ended by commit or
 * rollback. It can be used again afterwards.
 *
 * <p>A session writes one table in one way, so a transaction does too; commits of several sessions
 * would not be atomic together. After a failed write the transaction is dead: it refuses everything
 * but a rollback.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class WriteTransaction {
  private static final String STREAM_ID = "stream-0";

  private final Clients clients;
  private @Nullable CancelScope scope;
  private @Nullable WriteGoal goal;
  private @Nullable WriteSession session;
  private @Nullable WriteStream stream;
  private @Nullable ArrowBatchWriter writer;
  private @Nullable String failure;

  WriteTransaction(Clients clients) {
    this.clients = clients;
  }

  /** The scope of every request of the transaction, but that of a rollback. */
  CancelScope scope() {
    CancelScope current = scope;
    if (current == null) {
      current = clients.scope().child();
      scope = current;
    }
    return current;
  }

  /** Whether something was begun that commit or rollback must end. */
  boolean isOpen() {
    return session != null;
  }

  /**
   * Writes the rows of a root; nobody sees them before {@link #commit}.
   *
   * @throws SQLException if the server refuses them; the transaction is dead then
   */
  void write(WriteGoal wanted, VectorSchemaRoot rows) throws SQLException {
    begin(wanted);
    try {
      writer(rows.getSchema()).write(rows);
    } catch (IOException | RuntimeException e) {
      throw dead(e);
    }
  }

  private ArrowBatchWriter writer(Schema schema) {
    ArrowBatchWriter open = writer;
    if (open == null) {
      open = opened(stream).batchWriter(schema, clients.compression());
      writer = open;
    }
    return open;
  }

  /**
   * Uploads a blob for a row that this transaction will write.
   *
   * @param column path of the BLOB column
   * @param partitionValues {@code k=v} items that are known of the row's partition
   * @param length exactly how many bytes the stream must give, or -1 for any number
   * @return the reference for the cell
   */
  byte[] upload(
      WriteGoal wanted, String column, List<String> partitionValues, InputStream bytes, long length)
      throws SQLException {
    begin(wanted);
    WriteStream open = opened(stream);
    WriteSession of = open.session();
    BlobTarget target =
        new BlobTarget(of.table(), of.id(), open.id(), open.version(), of.routeToken());
    try (BlobStreamWriter upload =
        clients
            .blobs(scope())
            .upload(target, open.blobColumnId(column), partitionValues, clients.blobCompression())) {
      ParameterStreams.copy(bytes, length, upload, column);
      return upload.finish().reference();
    } catch (IOException | RuntimeException e) {
      throw Failures.translate(e);
    }
  }

  private void begin(WriteGoal wanted) throws SQLException {
    if (failure != null) {
      throw SqlErrors.of(
          SqlState.INVALID_TRANSACTION_STATE,
          "The transaction failed and must be rolled back: " + failure);
    }
    if (goal != null) {
      if (!goal.equals(wanted)) {
        throw SqlErrors.notSupported(
            "A transaction that writes more than one table or partition target ("
                + goal
                + ", then "
                + wanted
                + "); commit first");
      }
      return;
    }
    WriteSessionOptions options = WriteSessionOptions.BATCH.withPartition(wanted.partition());
    try {
      WriteSession opened =
          clients
              .storage(scope())
              .createWriteSession(
                  wanted.table(),
                  wanted.mode() == InsertMode.OVERWRITE ? options.overwriting() : options);
      try {
        stream = opened.openStream(STREAM_ID);
      } catch (IOException | RuntimeException e) {
        opened.close();
        throw e;
      }
      session = opened;
      goal = wanted;
    } catch (IOException | RuntimeException e) {
      forget();
      throw Failures.translate(e);
    }
  }

  /**
   * Makes everything visible at once; does nothing if nothing was begun.
   *
   * @throws SQLException with SQLState 40003 if the outcome is not known; otherwise nothing was
   *     committed and everything is given up
   */
  void commit() throws SQLException {
    WriteSession open = session;
    if (failure != null) {
      String reason = failure;
      rollback();
      throw SqlErrors.of(
          SqlState.INVALID_TRANSACTION_STATE,
          "The transaction failed before the commit and was rolled back: " + reason);
    }
    if (open == null) {
      return;
    }
    try {
      closeStream();
      open.commit();
      forget();
    } catch (CommitOutcomeUnknownException e) {
      forget();
      throw Failures.translate(e);
    } catch (IOException | RuntimeException e) {
      SQLException translated = Failures.translate(e);
      open.close();
      forget();
      throw translated;
    }
  }

  private void closeStream() throws IOException {
    ArrowBatchWriter open = writer;
    if (open != null) {
      open.close();
    } else {
      opened(stream).close();
    }
  }

  /** Gives everything up; does nothing if nothing was begun. */
  void rollback() throws SQLException {
    WriteSession open = session;
    if (open == null) {
      forget();
      return;
    }
    try {
      open.abort();
    } catch (IOException | RuntimeException e) {
      throw Failures.translate(e);
    } finally {
      forget();
    }
  }

  private SQLException dead(Exception e) {
    SQLException translated = Failures.translate(e);
    failure = String.valueOf(translated.getMessage());
    return translated;
  }

  private void forget() {
    if (scope != null) {
      scope.leave();
    }
    scope = null;
    goal = null;
    session = null;
    stream = null;
    writer = null;
    failure = null;
  }

  private static <T> T opened(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("The transaction has no open session");
    }
    return part;
  }
}

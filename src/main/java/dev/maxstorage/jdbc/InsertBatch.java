package dev.maxstorage.jdbc;

import dev.maxstorage.storage.TableUpload;
import dev.maxstorage.types.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an INSERT with VALUES, from the first {@link #addRow} to {@link #send}. A large batch
 * goes to the write session while it is being bound; nobody sees it before the commit, and a batch
 * that is cleared or fails leaves nothing behind.
 *
 * <p><b>Shape:</b> one entry of a batch is as many rows as VALUES has. <b>Closing:</b> frees the
 * vectors and gives up what was not sent. <b>Threads:</b> one.
 */
final class InsertBatch implements AutoCloseable {
  private final MaxStorageConnection connection;
  private final InsertLayout layout;
  private final BufferAllocator allocator;
  private final WriteTransaction ownTransaction;
  private final InsertCells cells;
  private final InsertParameters parameters;
  private final List<ArrowRecordBatch> held = new ArrayList<>();
  private int entries;
  private @Nullable WriteTransaction transaction;
  private @Nullable TableUpload upload;
  private @Nullable SQLException failure;

  InsertBatch(
      MaxStorageConnection connection, Clients clients, InsertLayout layout, int parameterCount)
      throws SQLException {
    this.connection = connection;
    this.layout = layout;
    this.ownTransaction = new WriteTransaction(clients, connection.config());
    BlobUploads blobs =
        new BlobUploads(this::blobs, layout.partitionValues(), clients.blobCompression());
    this.allocator = clients.child("insert into " + layout.goal().table().table());
    try {
      this.cells =
          new InsertCells(layout, parameterCount, connection.config().timeZone(), allocator, blobs);
    } catch (RuntimeException e) {
      allocator.close();
      throw e;
    }
    this.parameters = new InsertParameters(cells, blobs);
  }

  private BlobDestination blobs() throws SQLException {
    return transaction().blobs(layout.goal(), cells.vectors().schema());
  }

  /** Where the parameters go. */
  ParameterTarget parameters() {
    return parameters;
  }

  /** The columns that the parameters fill, in order. */
  List<Column> parameterColumns() {
    return cells.parameterColumns();
  }

  /** Entries added and not sent yet. */
  int entries() {
    return entries;
  }

  /** Rows of one entry. */
  int rowsPerEntry() {
    return layout.rows().size();
  }

  /**
   * Completes the entry that is being bound and begins the next one.
   *
   * @throws SQLException if a value is missing or does not fit: the entry is not added, the batch
   *     goes on; or if the server refused earlier rows: then the whole batch has failed
   */
  void addRow() throws SQLException {
    if (failure != null) {
      throw failed(failure);
    }
    cells.completeEntry();
    entries++;
    if (cells.isFull()) {
      take(takeFull());
    }
  }

  private ArrowRecordBatch takeFull() throws SQLException {
    try {
      return cells.takeFull();
    } catch (SQLException e) {
      failure = e;
      throw e;
    }
  }

  private static SQLException failed(SQLException earlier) {
    return SqlErrors.of(
        SqlState.INVALID_TRANSACTION_STATE,
        "The batch has failed and none of its rows was written; call clearBatch before you add to"
            + " it: "
            + earlier.getMessage(),
        earlier);
  }

  /** Sends a chunk ahead of the others if it can be taken back, else holds it. */
  private void take(ArrowRecordBatch chunk) throws SQLException {
    try {
      WriteTransaction current = transaction();
      if (upload == null && current.canSendAhead(layout.goal(), current == ownTransaction)) {
        upload = current.openUpload(layout.goal(), cells.vectors().schema());
      }
      if (upload == null) {
        held.add(chunk);
      } else {
        current.add(upload, chunk);
      }
    } catch (SQLException | RuntimeException e) {
      SQLException translated = Failures.translate(e);
      failure = translated;
      throw translated;
    }
  }

  /** Forgets the rows that were not sent; parameters keep their values. */
  void clearRows() throws SQLException {
    cells.clear();
    giveUp();
  }

  private void giveUp() throws SQLException {
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
    entries = 0;
    transaction = null;
    upload = null;
    failure = null;
  }

  /**
   * Sends the rows: in auto-commit mode they are visible when this returns, otherwise they belong
   * to the connection's transaction. Whatever happens, the batch is empty afterwards.
   *
   * @param running ends the transaction's requests when it is cancelled
   * @return how many rows were sent
   */
  long send(Execution running) throws SQLException {
    long rows = cells.rows();
    try {
      WriteTransaction current = transaction();
      if (failure != null) {
        throw failure;
      }
      running.join(current.scope());
      ArrowRecordBatch last = cells.takeRest();
      if (upload == null) {
        held.add(last);
        List<ArrowRecordBatch> all = List.copyOf(held);
        held.clear();
        current.write(layout.goal(), cells.vectors().schema(), all);
      } else {
        current.add(upload, last);
        current.finish(upload);
      }
      if (current == ownTransaction) {
        current.commit();
      }
      forget();
      return rows;
    } catch (SQLException | RuntimeException e) {
      throw failedSending(Failures.translate(e));
    } finally {
      running.part();
    }
  }

  private SQLException failedSending(SQLException failed) {
    try {
      clearRows();
    } catch (SQLException e) {
      if (e != failed) {
        failed.addSuppressed(e);
      }
    }
    return failed;
  }

  /** The transaction of the batch: the connection's, or one of its own in auto-commit mode. */
  private WriteTransaction transaction() throws SQLException {
    WriteTransaction current = transaction;
    if (current == null) {
      current = connection.getAutoCommit() ? ownTransaction : connection.transaction();
      transaction = current;
    }
    return current;
  }

  /** Gives up what was not sent and frees the vectors. */
  @Override
  public void close() throws SQLException {
    try {
      giveUp();
      ownTransaction.close();
    } finally {
      cells.close();
      allocator.close();
    }
  }
}

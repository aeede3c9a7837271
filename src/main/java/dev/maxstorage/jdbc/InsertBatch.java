package dev.maxstorage.jdbc;

import dev.maxstorage.types.Column;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The rows of an INSERT with VALUES, from the first {@link #addRow} to {@link #send}.
 *
 * <p><b>Shape:</b> one entry of a batch is as many rows as VALUES has. <b>Closing:</b> frees the
 * vectors and gives up what was not sent. <b>Threads:</b> one.
 */
final class InsertBatch implements AutoCloseable {
  private final InsertLayout layout;
  private final BufferAllocator allocator;
  private final InsertCells cells;
  private final InsertParameters parameters;
  private final PendingRows pending;
  private int entries;

  InsertBatch(MaxStorageConnection connection, InsertLayout layout, int parameterCount) {
    this.layout = layout;
    BlobUploads blobs =
        new BlobUploads(
            this::blobs, layout.partitionValues(), connection.clients().blobCompression());
    this.allocator = connection.clients().child("insert into " + layout.goal().table().table());
    try {
      this.cells =
          new InsertCells(layout, parameterCount, connection.config().timeZone(), allocator, blobs);
    } catch (RuntimeException e) {
      allocator.close();
      throw e;
    }
    this.parameters = new InsertParameters(cells, blobs);
    this.pending = new PendingRows(connection, layout.goal(), cells.vectors().schema());
  }

  private BlobDestination blobs() throws SQLException {
    return pending.transaction().blobs(layout.goal(), cells.vectors().schema());
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
    pending.checkUsable();
    cells.completeEntry();
    entries++;
    if (cells.isFull()) {
      pending.add(cells::takeFull);
    }
  }

  /** Forgets the rows that were not sent; parameters keep their values. */
  void clearRows() throws SQLException {
    entries = 0;
    cells.clear();
    pending.giveUp();
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
    entries = 0;
    try {
      pending.send(cells::takeRest, running);
    } catch (SQLException e) {
      cells.clear();
      throw e;
    }
    return rows;
  }

  /** Gives up what was not sent and frees the vectors. */
  @Override
  public void close() throws SQLException {
    try {
      pending.close();
    } finally {
      cells.close();
      allocator.close();
    }
  }
}

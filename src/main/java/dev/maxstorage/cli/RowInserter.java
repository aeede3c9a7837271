package dev.maxstorage.cli;

import dev.maxstorage.warehouse.DataFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Inserts the rows of one file into a table, a batch at a time. */
final class RowInserter implements AutoCloseable {
  private static final int BATCH_ROWS = 20_000;

  /** Batches of long values are sent earlier, so that they fit into memory. */
  private static final int BATCH_BYTES = 8 << 20;

  private final DataFile file;
  private final Path path;
  private final ValueCopier[] copiers;
  private final PreparedStatement statement;
  private long rows;

  /**
   * Prepares the insert of the file's columns; the file stays the caller's.
   *
   * @param blobs columns that are filled from files
   */
  RowInserter(
      Connection connection, TableReference table, DataFile file, Path path, List<BlobColumn> blobs)
      throws SQLException, CommandException {
    this.file = file;
    this.path = path;
    List<DataFile.Column> columns = file.columns();
    this.copiers = new ValueCopier[columns.size()];
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < copiers.length; i++) {
      DataFile.Column column = columns.get(i);
      BlobColumn blob = BlobColumn.ofPaths(blobs, column.name());
      copiers[i] = blob == null ? ValueCopier.of(column) : BlobColumn.copier(path);
      targets.add(TableReference.quoted(blob == null ? column.name() : blob.column()));
    }
    String names = String.join(", ", targets);
    String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
    String sql = "INSERT INTO " + table.sql() + " (" + names + ") VALUES (" + marks + ")";
    try {
      this.statement = connection.prepareStatement(sql);
    } catch (SQLException e) {
      throw CommandException.at(path.toString(), e);
    }
  }

  /** Sends all rows; they are seen after a commit. Gives their number. */
  long insertAll(Progress progress) throws SQLException, IOException, CommandException {
    int batchRows = 0;
    long batchBytes = 0;
    while (file.next()) {
      batchBytes += copyRow();
      batchRows++;
      if (batchRows == BATCH_ROWS || batchBytes >= BATCH_BYTES) {
        send(progress, batchRows);
        batchRows = 0;
        batchBytes = 0;
      }
    }
    if (batchRows > 0) {
      send(progress, batchRows);
    }
    return rows;
  }

  /** Adds the file's current row to the batch; gives the bytes of its texts and binaries. */
  private long copyRow() throws CommandException {
    long bytes = 0;
    try {
      for (int column = 0; column < copiers.length; column++) {
        if (file.isNull(column)) {
          statement.setNull(column + 1, Types.NULL);
        } else {
          bytes += copiers[column].copy(file, column, statement, column + 1);
        }
      }
      statement.addBatch();
    } catch (SQLException e) {
      throw CommandException.at(path + ", row " + (rows + 1), e);
    } catch (IOException e) {
      throw new CommandException(path + ", row " + (rows + 1) + ": " + e.getMessage(), e);
    }
    rows++;
    return bytes;
  }

  private void send(Progress progress, int batchRows) throws SQLException {
    statement.executeLargeBatch();
    progress.add(batchRows);
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}

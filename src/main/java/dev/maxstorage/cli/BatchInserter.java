package dev.maxstorage.cli;

import dev.maxstorage.jdbc.BulkWriter;
import dev.maxstorage.warehouse.DataFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * Inserts the batches of a file whose columns have the types of the table's, without parameters.
 */
final class BatchInserter {
  private final BulkWriter writer;
  private final DataFile file;
  private final Path path;

  /** Writer and file stay the caller's. */
  BatchInserter(BulkWriter writer, DataFile file, Path path) {
    this.writer = writer;
    this.file = file;
    this.path = path;
  }

  /** Whether every column of a file has the type of its column in the table, and is no blob. */
  static boolean fits(List<DataFile.Column> file, List<BulkWriter.TableColumn> table) {
    return file.stream()
        .allMatch(
            column ->
                table.stream()
                    .anyMatch(
                        other ->
                            other.name().equalsIgnoreCase(column.name())
                                && other.type().equalsIgnoreCase(column.type())
                                && !other.type().equalsIgnoreCase("blob")));
  }

  /** Sends all rows; they are seen after a commit. Gives their number. */
  long insertAll(Progress progress) throws SQLException, IOException, CommandException {
    while (file.nextBatch()) {
      int rows = file.batch().getRowCount();
      try {
        writer.write(file.batch());
      } catch (SQLException e) {
        throw CommandException.at(path.toString(), e);
      }
      progress.add(rows);
    }
    return writer.finish();
  }
}

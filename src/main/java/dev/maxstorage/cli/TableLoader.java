package dev.maxstorage.cli;

import dev.maxstorage.jdbc.BulkConnection;
import dev.maxstorage.jdbc.BulkWriter;
import dev.maxstorage.warehouse.DataFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Loads files into a table in one transaction.
 *
 * <p>A table that exists gets its rows with the commit. A new table is filled under the name {@code
 * table__loading} and renamed after the commit; so whenever the process dies, the table is absent,
 * as it was, or complete. A loading table that a dead load left behind is dropped by the next.
 */
final class TableLoader {
  private static final String LOADING_SUFFIX = "__loading";

  private final Connection connection;
  private final Progress progress;
  private final List<BlobColumn> blobs;

  /**
   * Uses the connection, whose auto-commit mode must be on; it stays open.
   *
   * @param blobs columns that are filled from files
   */
  TableLoader(Connection connection, Progress progress, List<BlobColumn> blobs) {
    this.connection = connection;
    this.progress = progress;
    this.blobs = List.copyOf(blobs);
  }

  /** Loads the files, in order; gives the number of rows. */
  long load(TableReference table, List<InputFile> files)
      throws SQLException, IOException, CommandException {
    if (table.exists(connection)) {
      return insert(table, files);
    }
    TableReference loading = table.sibling(table.name() + LOADING_SUFFIX);
    String drop = "DROP TABLE IF EXISTS " + loading.sql();
    execute(drop);
    execute("CREATE TABLE " + loading.sql() + " (" + definitions(files.get(0)) + ")");
    try {
      long rows = insert(loading, files);
      execute("ALTER TABLE " + loading.sql() + " RENAME TO " + TableReference.quoted(table.name()));
      return rows;
    } catch (SQLException | IOException | CommandException | RuntimeException e) {
      try {
        execute(drop);
      } catch (SQLException onDrop) {
        e.addSuppressed(onDrop);
      }
      throw e;
    }
  }

  private String definitions(InputFile file) {
    return file.columns().stream()
        .map(
            column -> {
              BlobColumn blob = BlobColumn.ofPaths(blobs, column.name());
              return blob == null
                  ? TableReference.quoted(column.name()) + " " + column.type()
                  : TableReference.quoted(blob.column()) + " blob";
            })
        .collect(Collectors.joining(", "));
  }

  private long insert(TableReference table, List<InputFile> files)
      throws SQLException, IOException, CommandException {
    connection.setAutoCommit(false);
    long rows = 0;
    try {
      for (InputFile input : files) {
        try (DataFile file = DataFile.open(input.path())) {
          rows += insert(table, file, input.path());
        }
      }
      connection.commit();
    } catch (SQLException | IOException | CommandException | RuntimeException e) {
      try {
        connection.rollback();
        connection.setAutoCommit(true);
      } catch (SQLException onRollback) {
        e.addSuppressed(onRollback);
      }
      throw e;
    }
    connection.setAutoCommit(true);
    return rows;
  }

  private long insert(TableReference table, DataFile file, Path path)
      throws SQLException, IOException, CommandException {
    try (BulkWriter writer = connection.unwrap(BulkConnection.class).openBulkWriter(table.sql())) {
      if (blobs.isEmpty() && BatchInserter.fits(file.columns(), writer.columns())) {
        return new BatchInserter(writer, file, path).insertAll(progress);
      }
    }
    try (RowInserter inserter = new RowInserter(connection, table, file, path, blobs)) {
      return inserter.insertAll(progress);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

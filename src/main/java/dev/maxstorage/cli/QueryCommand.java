package dev.maxstorage.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one SQL statement and writes its rows, as they arrive. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = "Run a SQL statement and print its rows.")
final class QueryCommand implements Callable<Integer> {
  private static final int BUFFER_CHARACTERS = 1 << 16;

  private final Console console;

  @Parameters(index = "0", paramLabel = "URL", description = "JDBC URL: jdbc:maxstorage:...")
  private String url = "";

  @Parameters(index = "1", paramLabel = "SQL", description = "One statement.")
  private String sql = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table, csv or json; default: table.")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write to a file instead of standard output; an old file is replaced.")
  private @Nullable Path output;

  @Option(
      names = "--blobs",
      paramLabel = "DIR",
      description = "Write blobs to files in a directory, named COLUMN-ROW.")
  private @Nullable Path blobs;

  QueryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (Connection connection = Connections.open(url, console);
        Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      if (output == null) {
        write(statement, rows, console.out());
      } else {
        try (OutputStream file = Files.newOutputStream(output)) {
          write(statement, rows, file);
        }
      }
    }
    return 0;
  }

  /** Writes the result; the stream is flushed and stays open. */
  private void write(Statement statement, boolean rows, OutputStream stream)
      throws SQLException, IOException {
    Writer writer =
        new BufferedWriter(
            new OutputStreamWriter(stream, StandardCharsets.UTF_8), BUFFER_CHARACTERS);
    RowWriter target = format.writer(writer);
    if (rows) {
      try (ResultSet result = statement.getResultSet()) {
        BlobFiles files = blobs == null ? null : new BlobFiles(blobs);
        target.begin(Cell.of(result.getMetaData(), files));
        while (result.next()) {
          target.row(result);
        }
        target.end();
      }
    } else {
      target.updateCount(statement.getLargeUpdateCount());
    }
    writer.flush();
  }
}

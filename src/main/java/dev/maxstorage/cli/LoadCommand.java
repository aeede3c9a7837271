package dev.maxstorage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads files into a table, all of them or nothing. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = {
      "Load files into a table, which is made if it does not exist.",
      "Formats: .parquet .csv .tsv .json .jsonl .ndjson .arrow .arrows, text also with .gz.",
      "Columns are matched by name. Either all rows are loaded or none."
    })
final class LoadCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "URL", description = "JDBC URL: jdbc:maxstorage:...")
  private String url = "";

  @Parameters(index = "1", paramLabel = "TABLE", description = "table or schema.table")
  private String table = "";

  @Parameters(index = "2..*", arity = "1..*", paramLabel = "FILE", description = "Files to load.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--blob",
      paramLabel = "COLUMN=PATHCOLUMN",
      converter = BlobColumn.Converter.class,
      description = "Fill a BLOB column from the files whose paths are in a column of FILE.")
  private List<BlobColumn> blobs = new ArrayList<>();

  LoadCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandException, SQLException, IOException {
    TableReference target = TableReference.parse(table);
    List<InputFile> inputs = new ArrayList<>();
    for (Path file : files) {
      InputFile input = InputFile.inspect(file);
      BlobColumn.check(blobs, input);
      inputs.add(input);
    }
    Speed speed;
    try (Connection connection = Connections.open(url, console)) {
      speed = load(connection, target, inputs);
    }
    console.line("loaded " + speed.rowsText() + " into " + table + " in " + speed.timeText());
    return 0;
  }

  private Speed load(Connection connection, TableReference target, List<InputFile> inputs)
      throws CommandException, SQLException, IOException {
    long started = System.nanoTime();
    try (Progress progress = Progress.start(console, table, InputFile.totalRows(inputs))) {
      long rows = new TableLoader(connection, progress, blobs).load(target, inputs);
      return new Speed(rows, System.nanoTime() - started);
    }
  }
}

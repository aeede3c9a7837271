package dev.maxstorage.cli;

import dev.maxstorage.warehouse.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is known of a file before its rows are read.
 *
 * @param path where it is
 * @param columns its columns
 * @param rows how many rows it has, -1 if only reading it would tell
 */
record InputFile(Path path, List<DataFile.Column> columns, long rows) {

  InputFile {
    columns = List.copyOf(columns);
  }

  /** Looks into a file. */
  static InputFile inspect(Path path) throws IOException, CommandException {
    if (!Files.exists(path)) {
      throw new CommandException("There is no file '" + path + "'");
    }
    if (Files.isDirectory(path)) {
      throw new CommandException("'" + path + "' is a directory, not a file");
    }
    try (DataFile file = DataFile.open(path)) {
      return new InputFile(path, file.columns(), file.totalRows());
    }
  }

  /** The rows of all files, -1 if that is not known. */
  static long totalRows(List<InputFile> files) {
    boolean known = files.stream().allMatch(file -> file.rows >= 0);
    return known ? files.stream().mapToLong(InputFile::rows).sum() : -1;
  }
}

package dev.maxstorage.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes the blobs of a result into files of a directory, one a blob, never whole in memory. */
final class BlobFiles {
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9_-]");

  private final Path directory;
  private final Set<String> prefixes = new HashSet<>();

  /** Writes into a directory, which is made if it does not exist. */
  BlobFiles(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /** The beginning of a column's file names: its label, in characters that every system takes. */
  String prefix(String label, int index) {
    String plain = NOT_IN_NAMES.matcher(label).replaceAll("_");
    String prefix = plain.isEmpty() || !prefixes.add(plain) ? plain + "_" + index : plain;
    prefixes.add(prefix);
    return prefix;
  }

  /**
   * Writes the blob of the current row, over an old file, and gives the file's path.
   *
   * @param index of a BLOB column whose value is not null, 1-based
   */
  String write(ResultSet row, int index, String prefix) throws SQLException, IOException {
    Path file = directory.resolve(prefix + "-" + row.getRow());
    try (InputStream blob = row.getBinaryStream(index)) {
      Files.copy(blob, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file.toString();
  }
}

package dev.maxstorage.cli;

import dev.maxstorage.warehouse.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A BLOB column that is filled from files.
 *
 * @param column of the table
 * @param pathColumn of the data file: paths of files, relative to the data file's directory
 */
record BlobColumn(String column, String pathColumn) {

  /** Reads {@code COLUMN=PATHCOLUMN}. */
  static final class Converter implements ITypeConverter<BlobColumn> {
    @Override
    public BlobColumn convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new TypeConversionException("'" + text + "' is not COLUMN=PATHCOLUMN");
      }
      return new BlobColumn(text.substring(0, equals), text.substring(equals + 1));
    }
  }

  /** The one whose paths are in a column of a data file, or null. */
  static @Nullable BlobColumn ofPaths(List<BlobColumn> blobs, String fileColumn) {
    for (BlobColumn blob : blobs) {
      if (blob.pathColumn.equalsIgnoreCase(fileColumn)) {
        return blob;
      }
    }
    return null;
  }

  /** Refuses blobs whose paths the file does not have, as text. */
  static void check(List<BlobColumn> blobs, InputFile file) throws CommandException {
    for (BlobColumn blob : blobs) {
      boolean found =
          file.columns().stream()
              .anyMatch(
                  column ->
                      column.name().equalsIgnoreCase(blob.pathColumn)
                          && column.form() == DataFile.Form.TEXT);
      if (!found) {
        throw new CommandException(
            file.path() + " has no text column '" + blob.pathColumn + "' with paths of files");
      }
    }
  }

  /** Sets a parameter to the content of the file that a data file names. */
  static ValueCopier copier(Path dataFile) {
    Path directory = dataFile.toAbsolutePath().getParent();
    return (file, at, statement, parameter) -> {
      Path named = Path.of(file.text(at));
      Path path = directory == null ? named : directory.resolve(named);
      if (!Files.isRegularFile(path)) {
        throw new IOException("There is no file '" + path + "'");
      }
      try (InputStream content = Files.newInputStream(path)) {
        statement.setBinaryStream(parameter, content, Files.size(path));
      }
      return 0;
    };
  }
}

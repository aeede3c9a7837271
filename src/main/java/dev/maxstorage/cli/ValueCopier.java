package dev.maxstorage.cli;

import dev.maxstorage.warehouse.DataFile;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Sets a parameter to a value of a file that is not null, without boxing where that is possible.
 */
@FunctionalInterface
interface ValueCopier {
  /** Copies the value of the current row; gives the bytes it takes beyond a few. */
  int copy(DataFile file, int column, PreparedStatement statement, int parameter)
      throws IOException, SQLException;

  /** The copier for a column. */
  static ValueCopier of(DataFile.Column column) {
    return switch (column.form()) {
      case BOOLEAN ->
          (file, at, statement, parameter) -> {
            statement.setBoolean(parameter, file.booleanValue(at));
            return 0;
          };
      case INTEGER ->
          (file, at, statement, parameter) -> {
            statement.setLong(parameter, file.longValue(at));
            return 0;
          };
      case FLOATING ->
          (file, at, statement, parameter) -> {
            statement.setDouble(parameter, file.doubleValue(at));
            return 0;
          };
      case TEXT ->
          (file, at, statement, parameter) -> {
            String text = file.text(at);
            statement.setString(parameter, text);
            return text.length();
          };
      case BYTES ->
          (file, at, statement, parameter) -> {
            byte[] bytes = file.bytes(at);
            statement.setBytes(parameter, bytes);
            return bytes.length;
          };
      case OBJECT ->
          (file, at, statement, parameter) -> {
            statement.setObject(parameter, file.object(at));
            return 0;
          };
    };
  }
}

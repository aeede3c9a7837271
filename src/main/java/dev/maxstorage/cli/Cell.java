package dev.maxstorage.cli;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a result, as text.
 *
 * @param index 1-based
 * @param label the column's heading
 * @param form how its values are read and written
 * @param blobs where blobs are written to, or null if their bytes are not asked for
 * @param prefix of the names of blob files
 */
record Cell(int index, String label, Form form, @Nullable BlobFiles blobs, String prefix) {
  /** Stands for a blob whose bytes are not asked for. */
  static final String BLOB_MARK = "<blob>";

  private static final HexFormat HEX = HexFormat.of();

  /** What a column's text is. */
  enum Form {
    /** A whole or decimal number. */
    NUMBER,
    /** A number that may also be NaN or Infinity. */
    FLOATING,
    BOOLEAN,
    TEXT,
    /** An ARRAY, MAP or STRUCT, whose text is JSON. */
    NESTED,
    /** Bytes, shown in hexadecimal digits. */
    BINARY,
    BLOB
  }

  /** The columns of a result, of whose blobs the bytes are not asked for. */
  static List<Cell> of(ResultSetMetaData columns) throws SQLException {
    return of(columns, null);
  }

  /** The columns of a result; blobs go to files, if there are any. */
  static List<Cell> of(ResultSetMetaData columns, @Nullable BlobFiles blobs) throws SQLException {
    List<Cell> cells = new ArrayList<>();
    for (int index = 1; index <= columns.getColumnCount(); index++) {
      String label = columns.getColumnLabel(index);
      Form form = form(columns.getColumnType(index));
      String prefix = blobs == null || form != Form.BLOB ? "" : blobs.prefix(label, index);
      cells.add(new Cell(index, label, form, blobs, prefix));
    }
    return cells;
  }

  private static Form form(int sqlType) {
    return switch (sqlType) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL -> Form.NUMBER;
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> Form.FLOATING;
      case Types.BOOLEAN -> Form.BOOLEAN;
      case Types.ARRAY, Types.STRUCT, Types.JAVA_OBJECT -> Form.NESTED;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> Form.BINARY;
      case Types.BLOB -> Form.BLOB;
      default -> Form.TEXT;
    };
  }

  /** The value in the current row; null if it is null. */
  @Nullable String text(ResultSet row) throws SQLException, IOException {
    return switch (form) {
      case BINARY -> {
        byte[] bytes = row.getBytes(index);
        yield bytes == null ? null : HEX.formatHex(bytes);
      }
      case BLOB -> {
        if (row.getBlob(index) == null) {
          yield null;
        }
        yield blobs == null ? BLOB_MARK : blobs.write(row, index, prefix);
      }
      default -> row.getString(index);
    };
  }

  /** Whether a table shows the values at the right edge. */
  boolean isNumeric() {
    return form == Form.NUMBER || form == Form.FLOATING;
  }
}

package dev.maxstorage.cli;

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
 */
record Cell(int index, String label, Form form) {
  /** Stands for a blob, whose bytes are not asked for. */
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

  /** The columns of a result. */
  static List<Cell> of(ResultSetMetaData columns) throws SQLException {
    List<Cell> cells = new ArrayList<>();
    for (int index = 1; index <= columns.getColumnCount(); index++) {
      cells.add(new Cell(index, columns.getColumnLabel(index), form(columns.getColumnType(index))));
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
  @Nullable String text(ResultSet row) throws SQLException {
    return switch (form) {
      case BINARY -> {
        byte[] bytes = row.getBytes(index);
        yield bytes == null ? null : HEX.formatHex(bytes);
      }
      case BLOB -> row.getBlob(index) == null ? null : BLOB_MARK;
      default -> row.getString(index);
    };
  }

  /** Whether a table shows the values at the right edge. */
  boolean isNumeric() {
    return form == Form.NUMBER || form == Form.FLOATING;
  }
}

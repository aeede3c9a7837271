package dev.maxstorage.control;

import java.io.IOException;

/** A table has a column of a type that is not supported here, such as VARIANT. */
public final class UnsupportedColumnException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String column;
  private final String type;

  UnsupportedColumnException(String table, String column, String type, Throwable cause) {
    super(
        "Column '" + column + "' of table '" + table + "' has the type '" + type
            + "', which is not supported",
        cause);
    this.column = column;
    this.type = type;
  }

  /** The name of the column. */
  public String column() {
    return column;
  }

  /** The type as the service wrote it. */
  public String type() {
    return type;
  }
}

package dev.maxstorage.sql;

/** A text that is certainly no statement. */
public final class SqlSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  /**
   * @param message what is wrong, without the position
   * @param line 1-based line of the offending place
   * @param column 1-based column, in UTF-16 characters
   */
  public SqlSyntaxException(String message, int line, int column) {
    super(message + " (line " + line + ", column " + column + ")");
    this.line = line;
    this.column = column;
  }

  static SqlSyntaxException at(String text, int offset, String message) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    return new SqlSyntaxException(message, line, column);
  }

  /** The 1-based line. */
  public int line() {
    return line;
  }

  /** The 1-based column, in UTF-16 characters. */
  public int column() {
    return column;
  }
}

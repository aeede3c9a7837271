package dev.maxstorage.bench;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The rows of all benchmarks that write: columns bigint, text, double, int, and again from the
 * start.
 */
public final class WrittenRows {
  private static final int NAMES = 4096;
  private static final String[] NAME = names();

  private WrittenRows() {}

  /** The type of a column, 0-based. */
  public enum Kind {
    BIGINT,
    TEXT,
    DOUBLE,
    INT;

    private static final Kind[] ALL = values();

    /** The kind of a column, 0-based. */
    public static Kind of(int column) {
      return ALL[column % ALL.length];
    }
  }

  private static String[] names() {
    String[] names = new String[NAMES];
    for (int i = 0; i < NAMES; i++) {
      names[i] = "customer#" + (100_000 + i * 31);
    }
    return names;
  }

  /** The columns of {@code CREATE TABLE}, in parentheses. */
  public static String columns(Dialect dialect, int columns) {
    StringBuilder text = new StringBuilder("(");
    for (int c = 0; c < columns; c++) {
      String type =
          switch (Kind.of(c)) {
            case BIGINT -> "bigint";
            case TEXT -> dialect.text;
            case DOUBLE -> dialect.real;
            case INT -> "int";
          };
      text.append(c == 0 ? "" : ", ").append("c").append(c).append(' ').append(type);
    }
    return text.append(')').toString();
  }

  /** The INSERT into table {@code written}. */
  public static String insert(int columns) {
    return "insert into written values (?" + ", ?".repeat(columns - 1) + ")";
  }

  public static long bigint(int row, int column) {
    return row * 7919L + column;
  }

  public static String text(int row) {
    return NAME[row & (NAMES - 1)];
  }

  public static double real(int row, int column) {
    return row / 3.0 + column;
  }

  /** Binds one row. */
  public static void bind(PreparedStatement insert, int columns, int row) throws SQLException {
    for (int c = 0; c < columns; c++) {
      switch (Kind.of(c)) {
        case BIGINT -> insert.setLong(c + 1, bigint(row, c));
        case TEXT -> insert.setString(c + 1, text(row));
        case DOUBLE -> insert.setDouble(c + 1, real(row, c));
        case INT -> insert.setInt(c + 1, row);
      }
    }
  }

  /** Inserts rows as one batch, and says how many the driver counts. */
  public static int insert(PreparedStatement insert, int columns, int rows) throws SQLException {
    for (int row = 0; row < rows; row++) {
      bind(insert, columns, row);
      insert.addBatch();
    }
    return insert.executeBatch().length;
  }
}

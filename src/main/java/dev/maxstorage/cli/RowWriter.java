package dev.maxstorage.cli;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Writes one result: {@link #begin}, rows, {@link #end}; or one {@link #updateCount}. */
interface RowWriter {
  /** Takes the columns, in order. */
  void begin(List<Cell> columns) throws IOException;

  /** Writes the row that the result set is on. */
  void row(ResultSet row) throws SQLException, IOException;

  /** Writes what comes after the last row. */
  void end() throws IOException;

  /** Writes the number of changed rows of a statement that gives none; negative: unknown. */
  void updateCount(long rows) throws IOException;
}

package dev.maxstorage.cli;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values: a heading line, a line a row, quoted as RFC 4180 says and only where
 * needed. NULL is an empty field, an empty text is {@code ""}. Lines end with a line feed.
 */
final class CsvWriter implements RowWriter {
  private static final CSVFormat FORMAT = CSVFormat.RFC4180;

  private final Writer writer;
  private List<Cell> columns = List.of();

  CsvWriter(Writer writer) {
    this.writer = writer;
  }

  @Override
  public void begin(List<Cell> columns) throws IOException {
    this.columns = columns;
    for (Cell column : columns) {
      field(column.index(), column.label());
    }
    writer.write('\n');
  }

  @Override
  public void row(ResultSet row) throws SQLException, IOException {
    for (Cell column : columns) {
      field(column.index(), column.text(row));
    }
    writer.write('\n');
  }

  @Override
  public void end() {}

  @Override
  public void updateCount(long rows) throws IOException {
    writer.write("update_count\n" + (rows < 0 ? "" : rows) + "\n");
  }

  private void field(int index, @Nullable String value) throws IOException {
    if (index > 1) {
      writer.write(',');
    }
    if (value != null) {
      // True: the format would put a comma of its own in front, and leave an empty text empty.
      FORMAT.print(value, writer, true);
    }
  }
}

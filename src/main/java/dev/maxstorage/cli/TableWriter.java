package dev.maxstorage.cli;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.WCWidth;
import org.jspecify.annotations.Nullable;

/**
 * Aligned columns for people: numbers at the right edge, everything else at the left.
 *
 * <p>The first rows, up to 1,000, are held back to find the widths; the others are written as they
 * come, and a wider value pushes the rest of its line to the right. Nothing is cut off.
 */
final class TableWriter implements RowWriter {
  private static final int SAMPLE_ROWS = 1_000;

  /** Longer samples are not held back, so that long texts do not fill the memory. */
  private static final int SAMPLE_CHARACTERS = 1 << 20;

  /** A wider column is not padded further. */
  private static final int WIDEST_PADDING = 100;

  /** Every visible character before this one takes one column of a terminal. */
  private static final int FIRST_WIDE = 0x300;

  private final Writer writer;
  private final List<String[]> sample = new ArrayList<>();
  private List<Cell> columns = List.of();
  private int @Nullable [] widths;
  private int sampleCharacters;
  private long rows;

  TableWriter(Writer writer) {
    this.writer = writer;
  }

  @Override
  public void begin(List<Cell> columns) {
    this.columns = columns;
  }

  @Override
  public void row(ResultSet row) throws SQLException, IOException {
    String[] line = new String[columns.size()];
    for (int i = 0; i < line.length; i++) {
      String text = columns.get(i).text(row);
      line[i] = text == null ? "NULL" : onOneLine(text);
    }
    rows++;
    int[] known = widths;
    if (known != null) {
      write(line, known);
      return;
    }
    sample.add(line);
    for (String text : line) {
      sampleCharacters += text.length();
    }
    if (sample.size() == SAMPLE_ROWS || sampleCharacters >= SAMPLE_CHARACTERS) {
      writeSample();
    }
  }

  @Override
  public void end() throws IOException {
    if (widths == null) {
      writeSample();
    }
    writer.write(String.format(Locale.ROOT, "(%,d %s)\n", rows, rows == 1 ? "row" : "rows"));
  }

  @Override
  public void updateCount(long changed) throws IOException {
    writer.write(
        changed < 0
            ? "OK\n"
            : String.format(Locale.ROOT, "OK, %,d %s\n", changed, changed == 1 ? "row" : "rows"));
  }

  private void writeSample() throws IOException {
    String[] heading = columns.stream().map(Cell::label).toArray(String[]::new);
    int[] found = new int[heading.length];
    widen(found, heading);
    sample.forEach(line -> widen(found, line));
    widths = found;
    write(heading, found);
    String[] rule = new String[found.length];
    for (int i = 0; i < rule.length; i++) {
      rule[i] = "-".repeat(found[i]);
    }
    write(rule, found);
    for (String[] line : sample) {
      write(line, found);
    }
    sample.clear();
  }

  private static void widen(int[] widths, String[] line) {
    for (int i = 0; i < line.length; i++) {
      widths[i] = Math.max(widths[i], Math.min(width(line[i]), WIDEST_PADDING));
    }
  }

  private void write(String[] line, int[] widths) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.length; i++) {
      String padding = " ".repeat(Math.max(0, widths[i] - width(line[i])));
      boolean right = columns.get(i).isNumeric();
      text.append(i == 0 ? "" : "  ");
      text.append(right ? padding + line[i] : line[i]);
      if (!right && i + 1 < line.length) {
        text.append(padding);
      }
    }
    writer.append(text.append('\n'));
  }

  /** Columns of a terminal that a text takes. */
  private static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      width += point < FIRST_WIDE ? 1 : Math.max(0, WCWidth.wcwidth(point));
      i += Character.charCount(point);
    }
    return width;
  }

  /** The text with line ends, tabs and other control characters made visible. */
  private static String onOneLine(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder visible = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> visible.append("\\n");
                case '\r' -> visible.append("\\r");
                case '\t' -> visible.append("\\t");
                default -> {
                  if (Character.isISOControl(c)) {
                    visible.append(String.format(Locale.ROOT, "\\u%04x", c));
                  } else {
                    visible.append((char) c);
                  }
                }
              }
            });
    return visible.toString();
  }
}

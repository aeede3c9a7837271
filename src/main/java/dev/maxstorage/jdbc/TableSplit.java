package dev.maxstorage.jdbc;

import dev.maxstorage.wire.Target;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Consecutive rows of a read session, as a text that another process can open.
 *
 * @param table what the session is a snapshot of
 * @param sessionId of the session; empty if there are no rows, so that none was needed
 * @param firstRow 0-based
 * @param rows how many, at least 0
 */
record TableSplit(Target.Table table, String sessionId, long firstRow, long rows) {
  private static final String FORM = "1";
  private static final String NUMBER = "[0-9]{1,18}";

  /** The condition of a SELECT that reads these rows. */
  String condition() {
    return "maxstorage_split('"
        + String.join(
            ":",
            FORM,
            encoded(table.project()),
            encoded(table.schema()),
            encoded(table.table()),
            encoded(sessionId),
            Long.toString(firstRow),
            Long.toString(rows))
        + "')";
  }

  /**
   * Reads the text of a split.
   *
   * @param wanted the table of the statement
   * @throws IllegalArgumentException if it is no such text, or one of another table
   */
  static TableSplit of(String text, Target.Table wanted) {
    String[] parts = text.split(":", -1);
    if (parts.length != 7
        || !parts[0].equals(FORM)
        || !parts[5].matches(NUMBER)
        || !parts[6].matches(NUMBER)
        || (parts[4].isEmpty() && !parts[6].equals("0"))) {
      throw new IllegalArgumentException(
          "'" + text + "' is no split; take the texts that SplitScans.splits gives as they are");
    }
    Target.Table table = new Target.Table(decoded(parts[1]), decoded(parts[2]), decoded(parts[3]));
    if (!lower(table).equals(lower(wanted))) {
      throw new IllegalArgumentException(
          "The split is one of table "
              + TableNames.text(table)
              + ", but the statement reads "
              + TableNames.text(wanted));
    }
    return new TableSplit(
        table, decoded(parts[4]), Long.parseLong(parts[5]), Long.parseLong(parts[6]));
  }

  private static String lower(Target.Table table) {
    return TableNames.text(table).toLowerCase(Locale.ROOT);
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8);
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }

  /** For people. */
  @Override
  public String toString() {
    return rows == 0
        ? "no rows"
        : "rows " + firstRow + " to " + (firstRow + rows - 1) + " of read session " + sessionId;
  }
}

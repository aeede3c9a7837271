package dev.maxstorage.sql;

/** Tells what a statement is. */
public final class SqlRecognizer {
  private SqlRecognizer() {}

  /**
   * The plan of a statement.
   *
   * <p>A statement is a scan or an insert only if the whole of it is understood here; everything
   * else, right or wrong, is a {@link JobPlan} that says why.
   *
   * @param text one statement, with or without a semicolon at the end, after any number of {@code
   *     SET} prefixes
   * @throws SqlSyntaxException if the text is certainly wrong: empty, more than one statement, or
   *     with a string, name or comment that has no end
   */
  public static Plan recognize(String text) {
    throw new UnsupportedOperationException(text);
  }
}

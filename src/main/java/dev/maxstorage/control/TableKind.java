package dev.maxstorage.control;

/** What a table is. Source: control-plane document, 8.4. */
public enum TableKind {
  /** A table with data of its own, plain, partitioned, clustered or with a primary key. */
  TABLE("TABLE", true),
  VIEW("VIEW", false),
  MATERIALIZED_VIEW("MATERIALIZED VIEW", true),
  EXTERNAL_TABLE("EXTERNAL TABLE", false);

  private final String jdbcName;
  private final boolean readableByStorage;

  TableKind(String jdbcName, boolean readableByStorage) {
    this.jdbcName = jdbcName;
    this.readableByStorage = readableByStorage;
  }

  /** The text of the column TABLE_TYPE of JDBC metadata. */
  public String jdbcName() {
    return jdbcName;
  }

  /** Whether a read session can be opened on it; where not, only SQL reads it. */
  public boolean isReadableByStorage() {
    return readableByStorage;
  }

  /** The kind of a word of the service; words that nobody knows are tables. */
  static TableKind ofText(String text) {
    return switch (text) {
      case "VIRTUAL_VIEW" -> VIEW;
      case "MATERIALIZED_VIEW" -> MATERIALIZED_VIEW;
      case "EXTERNAL_TABLE", "OBJECT_TABLE" -> EXTERNAL_TABLE;
      default -> TABLE;
    };
  }
}

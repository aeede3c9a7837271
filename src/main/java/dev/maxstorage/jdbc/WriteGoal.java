package dev.maxstorage.jdbc;

import dev.maxstorage.config.DriverConfig;
import dev.maxstorage.sql.InsertMode;
import dev.maxstorage.wire.Target;

/**
 * What one write session writes.
 *
 * @param partition the spec of static partitions {@code k=v/k=v}; empty where partition columns are
 *     columns of the rows
 * @param rows how its rows may be sent
 */
record WriteGoal(Target.Table table, InsertMode mode, String partition, Rows rows) {

  /** How rows may be sent. */
  enum Rows {
    /** In the background, through several streams at once unless the table has a primary key. */
    IN_THE_BACKGROUND,
    /** By the caller's thread, through the stream that their blobs went to. */
    AFTER_BLOBS
  }

  /** How many streams in the background a large batch may have. */
  int mostStreams(DriverConfig config) {
    return switch (rows) {
      case IN_THE_BACKGROUND -> config.writeStreams();
      case AFTER_BLOBS -> 0;
    };
  }

  @Override
  public String toString() {
    return (mode == InsertMode.OVERWRITE ? "overwriting " : "inserting into ")
        + TableNames.text(table)
        + (partition.isEmpty() ? "" : " partition " + partition);
  }
}

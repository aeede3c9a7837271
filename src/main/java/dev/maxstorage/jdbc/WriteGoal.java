package dev.maxstorage.jdbc;

import dev.maxstorage.sql.InsertMode;
import dev.maxstorage.wire.Target;

/**
 * What one write session writes.
 *
 * @param partition the spec of static partitions {@code k=v/k=v}; empty where partition columns are
 *     columns of the rows
 */
record WriteGoal(Target.Table table, InsertMode mode, String partition) {

  @Override
  public String toString() {
    return (mode == InsertMode.OVERWRITE ? "overwriting " : "inserting into ")
        + TableNames.text(table)
        + (partition.isEmpty() ? "" : " partition " + partition);
  }
}

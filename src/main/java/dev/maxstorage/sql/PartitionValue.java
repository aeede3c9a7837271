package dev.maxstorage.sql;

import org.jspecify.annotations.Nullable;

/**
 * One member of a PARTITION clause.
 *
 * @param name the partition column as written
 * @param value the value of a static partition; null for a dynamic one, whose value is in the rows
 */
public record PartitionValue(String name, @Nullable Operand value) {

  /** Whether the value comes from the rows. */
  public boolean isDynamic() {
    return value == null;
  }
}

package dev.maxstorage.warehouse.engine;

/** What a commit does with the rows that are there. */
public enum OverwriteMode {
  /** They stay. */
  APPEND,
  /**
   * They are replaced: those of the fixed partition, of the partitions that receive rows if some
   * level is not fixed, of the whole table if it is not partitioned.
   */
  OVERWRITE
}

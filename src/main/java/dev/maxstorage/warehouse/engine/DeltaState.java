package dev.maxstorage.warehouse.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a delta table has beside the rows that are there: its key, and the log of its changes.
 *
 * @param primaryKey names of the key columns in key order, in lower case; not empty
 * @param changes in the order they were made
 */
record DeltaState(List<String> primaryKey, List<Change> changes) {
  /** The column of a delta table's data that says what a row does, or did when it was written. */
  static final String OPERATION = "\"$operation\"";

  /** The value of {@link #OPERATION} in staged rows that insert a key or replace its row. */
  static final int UPSERT = 'U';

  /** The value of {@link #OPERATION} in staged rows that remove a key. */
  static final int DELETE = 'D';

  /** What the rows of a change are. */
  enum Images {
    /** Rows as a commit wrote them; column {@code $operation} has the code of each. */
    AFTER,
    /** Rows that a commit replaced or deleted; column {@code $operation} has the code of each. */
    BEFORE,
    /** Rows that went all at once. */
    DELETED
  }

  /** Rows that came or went with one version of the table. */
  record Change(SegmentState segment, Images images, long version, Instant committed) {}

  DeltaState {
    primaryKey = List.copyOf(primaryKey);
    changes = List.copyOf(changes);
  }

  /** The state of a new table. */
  static DeltaState of(List<String> primaryKey) {
    return new DeltaState(primaryKey, List.of());
  }

  /** The log with more changes, without those that were made before a moment. */
  DeltaState with(Collection<Change> more, Instant oldest) {
    List<Change> kept = new ArrayList<>(changes);
    kept.addAll(more);
    kept.removeIf(change -> change.committed().isBefore(oldest));
    return new DeltaState(primaryKey, kept);
  }
}

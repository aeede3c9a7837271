package dev.maxstorage.storage;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One split on its way from the thread that reads it to the caller: the batches that wait, and how
 * it ended. Guarded by the lock of the {@link ReadAhead}, but for the split.
 */
final class Lane {
  /** Batches that wait, oldest first. */
  final Queue<BatchQueue.Batch> batches = new ArrayDeque<>();

  private final Split split;

  /** Bytes counted for the batch that is being read. */
  long reserved;

  boolean ended;
  @Nullable Throwable failure;

  Lane(Split split) {
    this.split = split;
  }

  Split split() {
    return split;
  }

  /** Bytes counted for the batch that is being read; asked by the thread that reads it. */
  long reserved() {
    return reserved;
  }
}

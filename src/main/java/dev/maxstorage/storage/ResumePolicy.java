package dev.maxstorage.storage;

import java.io.IOException;
import java.time.Duration;

/**
 * How often a broken read stream is opened again, and how to wait before that.
 *
 * @param attempts reopenings in a row without a single new row in between
 * @param pauses makes the pauses
 */
record ResumePolicy(int attempts, Pauses pauses) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /** Waits; fails if the wait is cancelled. */
  @FunctionalInterface
  interface Pauses {
    void pause(Duration duration) throws IOException;
  }

  /**
   * Waits before reopening number {@code attempt}, 1-based: 100 ms, then twice as long each time.
   */
  void pause(int attempt) throws IOException {
    pauses.pause(FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 6)));
  }
}

package dev.maxstorage.storage;

import java.time.Duration;

/**
 * How often a broken read stream is opened again, and how to wait before that.
 *
 * @param attempts reopenings in a row without a single new row in between
 */
record ResumePolicy(int attempts) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /** The pause before reopening number {@code attempt}, 1-based: 100 ms, then twice as long. */
  Duration pause(int attempt) {
    return FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 6));
  }
}

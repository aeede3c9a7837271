package dev.maxstorage.jdbc;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are kept for a short time, by what was asked. A definition that any connection of
 * this JVM sends makes all of them old.
 *
 * <p><b>Threads:</b> any; an answer that several threads miss is asked for by each of them.
 */
final class MetadataCache {
  private static final int MOST_ANSWERS = 20_000;
  private static final AtomicLong DEFINITIONS = new AtomicLong();

  private final Duration keep;
  private final InstantSource clock;
  private final Map<Object, Kept> answers = new HashMap<>();
  private long definitions = DEFINITIONS.get();

  private record Kept(Object answer, Instant until) {}

  /** How an answer is asked for. */
  interface Question<T> {
    T ask() throws IOException;
  }

  /**
   * An empty cache.
   *
   * @param keep how long an answer is good; zero keeps nothing
   */
  MetadataCache(Duration keep, InstantSource clock) {
    this.keep = keep;
    this.clock = clock;
  }

  /** A statement that may have changed tables was sent, by whatever connection. */
  static void definitionSent() {
    DEFINITIONS.incrementAndGet();
  }

  /** The answer that is kept, or that of the question. */
  <T> T get(Class<T> type, Object key, Question<T> question) throws IOException {
    T kept = kept(type, key);
    if (kept != null) {
      return kept;
    }
    long before = DEFINITIONS.get();
    T answer = question.ask();
    put(key, answer, before);
    return answer;
  }

  /** The answer that is kept, or null. */
  synchronized <T> @Nullable T kept(Class<T> type, Object key) {
    if (definitions != DEFINITIONS.get()) {
      answers.clear();
      definitions = DEFINITIONS.get();
    }
    Kept kept = answers.get(key);
    if (kept == null || !clock.instant().isBefore(kept.until())) {
      return null;
    }
    return type.cast(kept.answer());
  }

  /** What {@link #put} takes, to be asked for before a question is sent. */
  static long definitions() {
    return DEFINITIONS.get();
  }

  /** Keeps an answer, unless a definition was sent since the question. */
  synchronized void put(Object key, Object answer, long definitionsBefore) {
    if (keep.isZero() || definitionsBefore != DEFINITIONS.get()) {
      return;
    }
    if (answers.size() >= MOST_ANSWERS) {
      answers.clear();
    }
    answers.put(key, new Kept(answer, clock.instant().plus(keep)));
  }
}

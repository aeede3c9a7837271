package dev.maxstorage.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What the statements behind the first one of a text gave back, until {@code getMoreResults} asks
 * for it. All of them have run; their rows are read when they are asked for.
 *
 * <p><b>Closing:</b> gives back what nobody asked for.
 */
final class PendingResults {

  /** What one statement gave back, and the run that it belongs to. */
  record Pending(Outcome outcome, Execution execution) {}

  private final Deque<Pending> queue = new ArrayDeque<>();

  synchronized void add(Outcome outcome, Execution execution) {
    queue.add(new Pending(outcome, execution));
  }

  /** The next one, the caller's from here on; null if there is none. */
  synchronized @Nullable Pending next() {
    return queue.poll();
  }

  /** Ends the runs and gives back their rows. */
  void close() throws SQLException {
    SQLException failure = null;
    for (Pending pending = next(); pending != null; pending = next()) {
      pending.execution().end();
      try (Closeable rows = rows(pending.outcome())) {
        pending.execution().finish();
      } catch (IOException | RuntimeException e) {
        SQLException translated = Failures.translate(e);
        if (failure == null) {
          failure = translated;
        } else {
          failure.addSuppressed(translated);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable Closeable rows(Outcome outcome) {
    if (outcome instanceof Outcome.Rows rows) {
      return rows.batches();
    }
    return outcome instanceof Outcome.Ranges ranges ? ranges.ranges() : null;
  }
}

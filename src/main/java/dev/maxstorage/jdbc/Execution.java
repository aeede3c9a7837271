package dev.maxstorage.jdbc;

import dev.maxstorage.transport.CancelScope;
import java.sql.SQLException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of a statement, until its result is closed: what a cancel or the query timeout ends.
 *
 * <p><b>Threads:</b> {@link #cancel} may come from any thread.
 */
final class Execution {
  /** Why an execution was ended from outside. */
  private enum End {
    CANCELLED,
    CLOSED,
    TIMED_OUT
  }

  private final CancelScope scope;
  private final CancelScope blobScope;
  private final int timeoutSeconds;
  private final @Nullable ScheduledFuture<?> timeout;
  private volatile @Nullable End end;
  private volatile boolean finished;
  private final Latched work = new Latched();
  private @Nullable CancelScope joined;

  /**
   * Starts the clock.
   *
   * @param parent the scope of the connection
   * @param timeoutSeconds 0 for no limit
   */
  Execution(CancelScope parent, int timeoutSeconds, ScheduledExecutorService timer) {
    this.scope = parent.child();
    this.blobScope = parent.child();
    this.timeoutSeconds = timeoutSeconds;
    this.work.begin();
    this.timeout =
        timeoutSeconds == 0
            ? null
            : timer.schedule(() -> stop(End.TIMED_OUT), timeoutSeconds, TimeUnit.SECONDS);
  }

  /** The scope that every request of this run joins. */
  CancelScope scope() {
    return scope;
  }

  /** The scope of reading the result's blobs, which may go on after the result is closed. */
  CancelScope blobScope() {
    return blobScope;
  }

  /** Ends the run and the reading of its blobs: whatever blocks in it fails at once. */
  void cancel() {
    stop(End.CANCELLED);
    if (end == End.CANCELLED) {
      blobScope.cancel();
    }
  }

  /** Ends the run since its result is closed, and leaves its blobs alone. */
  void end() {
    stop(End.CLOSED);
  }

  private void stop(End reason) {
    CancelScope alsoCancelled;
    synchronized (this) {
      if (finished || end != null) {
        return;
      }
      end = reason;
      alsoCancelled = joined;
    }
    scope.cancel();
    if (alsoCancelled != null) {
      alsoCancelled.cancel();
    }
  }

  /** Makes a cancel end another scope too, until {@link #part}: that of a transaction. */
  void join(CancelScope other) {
    boolean ended;
    synchronized (this) {
      joined = other;
      ended = end != null;
    }
    if (ended) {
      other.cancel();
    }
  }

  /** From now on a cancel leaves the joined scope alone. */
  synchronized void part() {
    joined = null;
  }

  /** The work of execute is over; the query timeout does not count the reading of rows. */
  void workDone() {
    if (timeout != null) {
      timeout.cancel(false);
    }
    work.end();
  }

  /**
   * After a cancel from another thread: waits until the thread that works has seen it and let go of
   * what it held. On the working thread itself there is nothing to wait for.
   */
  void awaitWorkDone() {
    work.await();
  }

  /** The result is closed; a cancel from now on does nothing. */
  void finish() {
    finished = true;
    if (timeout != null) {
      timeout.cancel(false);
    }
    scope.leave();
    blobScope.leave();
  }

  /** What a failure of the run means; an unknown outcome of a commit stays one. */
  SQLException failure(Exception e) {
    SQLException itself = Failures.translate(e);
    End reason = end;
    if (reason == null || SqlState.COMMIT_OUTCOME_UNKNOWN.code().equals(itself.getSQLState())) {
      return itself;
    }
    return switch (reason) {
      case CLOSED -> SqlErrors.of(SqlState.NOT_USABLE, "The statement was closed meanwhile", e);
      case CANCELLED -> SqlErrors.of(SqlState.CANCELLED, "The statement was cancelled", e);
      case TIMED_OUT ->
          SqlErrors.of(
              SqlState.TIMEOUT,
              "The statement took longer than its query timeout of " + timeoutSeconds + " s",
              e);
    };
  }
}

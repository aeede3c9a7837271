package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A handle on a running SQL job; any thread may cancel. */
public final class JobControl {
  private static final int ATTEMPTS = 50;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private volatile boolean cancelled;
  volatile @Nullable Statement running;

  /**
   * Asks the job to stop; it then ends with {@link Kind#CANCELLED}. Harmless once it has ended. A
   * job whose changes are being committed is not stopped any more.
   */
  public void cancel() {
    cancelled = true;
    Statement statement = running;
    // DuckDB passes over a cancel that comes just before a statement begins, so ask some times.
    for (int i = 0; i < ATTEMPTS && statement != null && running == statement; i++) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        if (running == statement) {
          throw new EngineException(Kind.INTERNAL, "The job could not be cancelled", e);
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  void started(Statement statement) {
    running = statement;
    check();
  }

  void ended() {
    running = null;
  }

  /** Ends a cancelled job. */
  void check() {
    if (cancelled) {
      throw new EngineException(Kind.CANCELLED, "The job was cancelled");
    }
  }
}

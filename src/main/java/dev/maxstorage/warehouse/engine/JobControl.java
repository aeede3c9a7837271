package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A handle on a running SQL job; any thread may cancel. */
public final class JobControl {
  private boolean cancelled;
  private @Nullable Statement running;

  /** Asks the job to stop; it then ends with {@link Kind#CANCELLED}. Harmless once it has ended. */
  public synchronized void cancel() {
    cancelled = true;
    if (running != null) {
      try {
        running.cancel();
      } catch (SQLException e) {
        throw new EngineException(Kind.INTERNAL, "The job could not be cancelled", e);
      }
    }
  }

  synchronized void started(Statement statement) {
    check();
    running = statement;
  }

  synchronized void ended() {
    running = null;
  }

  synchronized boolean cancelled() {
    return cancelled;
  }

  synchronized void check() {
    if (cancelled) {
      throw new EngineException(Kind.CANCELLED, "The job was cancelled");
    }
  }
}

package dev.maxstorage.transport;

import java.io.InterruptedIOException;
import java.time.Duration;

/** Waits for a while, unless a scope is cancelled. Tests pass their own and wait for nothing. */
@FunctionalInterface
public interface Sleeper {

  /** Really waits. */
  Sleeper SYSTEM = (pause, scope) -> scope.await(pause);

  /**
   * Returns after the pause.
   *
   * @throws CancelledException as soon as the scope is cancelled
   * @throws InterruptedIOException if the thread is interrupted; its interrupt flag is set again
   */
  void sleep(Duration pause, CancelScope scope) throws CancelledException, InterruptedIOException;
}

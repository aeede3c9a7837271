package dev.maxstorage.jdbc;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Something that one thread does and others wait for.
 *
 * <p><b>Threads:</b> {@link #begin} and {@link #end} are called by one thread, once each; any may
 * wait.
 */
final class Latched {
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile @Nullable Thread worker;

  /** The calling thread does it. */
  void begin() {
    worker = Thread.currentThread();
  }

  /** It is done. */
  void end() {
    done.countDown();
  }

  /**
   * Returns when it is done; at once for the thread that does it. An interrupt is kept for later.
   */
  void await() {
    if (worker == Thread.currentThread()) {
      return;
    }
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

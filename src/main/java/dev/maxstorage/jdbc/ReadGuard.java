package dev.maxstorage.jdbc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one thread's reads of native memory and another thread's freeing of it apart, so cheaply
 * that every getter can afford it.
 *
 * <p>The reader stores that it is inside, then looks whether the memory is closed; the closer
 * stores that it is closed, then looks whether a reader is inside. A fence between the reader's two
 * steps would cost more than the read itself. Instead a closer on another thread waits a moment
 * before it looks, longer than a store can stay unseen; a closer on the reader's own thread needs
 * no wait.
 *
 * <p><b>Threads:</b> one reads at a time; any may close.
 */
final class ReadGuard {
  private static final long UNSEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final VarHandle INSIDE;

  static {
    try {
      INSIDE = MethodHandles.lookup().findVarHandle(ReadGuard.class, "inside", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // by INSIDE
  private boolean inside;

  private volatile boolean closed;
  private @Nullable Thread reader;

  /** Notes who reads from now on; to be called now and then, at least before the first read. */
  void readBy(Thread thread) {
    if (reader != thread) {
      reader = thread;
    }
  }

  /**
   * Begins a read, which {@link #exit} ends in any case; false if there is nothing left to read.
   */
  boolean enter() {
    INSIDE.setOpaque(this, true);
    return !closed;
  }

  /** Ends a read. */
  void exit() {
    INSIDE.setRelease(this, false);
  }

  /** Whether reads are refused. */
  boolean isClosed() {
    return closed;
  }

  /** Refuses reads from now on; true for the first call. */
  synchronized boolean close() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  /** After {@link #close}: returns when no read is going on any more. */
  void awaitQuiet() {
    if (reader != null && reader != Thread.currentThread()) {
      long start = System.nanoTime();
      do {
        LockSupport.parkNanos(UNSEEN_NANOS);
      } while (System.nanoTime() - start < UNSEEN_NANOS);
    }
    while ((boolean) INSIDE.getAcquire(this)) {
      LockSupport.parkNanos(UNSEEN_NANOS / 10);
    }
  }
}

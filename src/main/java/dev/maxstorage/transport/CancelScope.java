package dev.maxstorage.transport;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one call to {@link #cancel()} ends: the requests that run inside it, its waiting, and its
 * child scopes. A scope cannot be used again after that.
 *
 * <p>Threads: any thread may cancel; a blocked request or pause then ends with a {@link
 * CancelledException} in the thread that runs it.
 */
public final class CancelScope {
  private final @Nullable CancelScope parent;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final Set<Runnable> running = new LinkedHashSet<>();
  private final Runnable cancellation = this::cancel;

  private CancelScope(@Nullable CancelScope parent) {
    this.parent = parent;
  }

  /** A scope inside none. */
  public static CancelScope create() {
    return new CancelScope(null);
  }

  /** A scope inside this one; call {@link #leave()} when its work is done. */
  public CancelScope child() {
    CancelScope child = new CancelScope(this);
    register(child.cancellation);
    return child;
  }

  /** Takes the scope out of its parent, so that the parent can forget it. */
  public void leave() {
    if (parent != null) {
      parent.unregister(cancellation);
    }
  }

  /** Cancels everything that runs in the scope, and everything that will. */
  public void cancel() {
    List<Runnable> cancellations;
    synchronized (running) {
      cancelled.countDown();
      cancellations = List.copyOf(running);
      running.clear();
    }
    cancellations.forEach(Runnable::run);
  }

  /** Whether the scope was cancelled. */
  public boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  /** Registers what a cancel must do; does it at once if the scope is cancelled already. */
  void register(Runnable action) {
    synchronized (running) {
      if (!isCancelled()) {
        running.add(action);
        return;
      }
    }
    action.run();
  }

  /** Forgets a registration; must be the same object. */
  void unregister(Runnable action) {
    synchronized (running) {
      running.remove(action);
    }
  }

  /** Fails if the scope was cancelled. */
  public void check() throws CancelledException {
    if (isCancelled()) {
      throw new CancelledException("The request was cancelled");
    }
  }

  /**
   * Waits.
   *
   * @throws CancelledException as soon as the scope is cancelled
   * @throws InterruptedIOException if the thread is interrupted; its interrupt flag is set again
   */
  public void await(Duration pause) throws CancelledException, InterruptedIOException {
    try {
      if (cancelled.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting to send a request");
    }
  }
}

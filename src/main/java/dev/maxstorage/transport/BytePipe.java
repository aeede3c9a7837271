package dev.maxstorage.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pipe between one thread that pushes bytes and one that sends them. Either side can fail
 * the pipe, and the other then sees the failure.
 */
final class BytePipe {
  private final byte[] ring;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int start;
  private int filled;
  private boolean ended;
  private @Nullable IOException failure;

  BytePipe(int capacity) {
    this.ring = new byte[capacity];
  }

  /** Pushes bytes; waits while the pipe is full. */
  void write(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      int from = offset;
      int left = length;
      while (left > 0) {
        while (filled == ring.length && failure == null) {
          await();
        }
        checkFailure();
        int end = (start + filled) % ring.length;
        int room = Math.min(ring.length - filled, ring.length - end);
        int count = Math.min(room, left);
        System.arraycopy(bytes, from, ring, end, count);
        filled += count;
        from += count;
        left -= count;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says that no more bytes come. */
  void end() throws IOException {
    lock.lock();
    try {
      checkFailure();
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends both sides with a failure; the first one counts. */
  void fail(IOException cause) {
    lock.lock();
    try {
      if (failure == null) {
        failure = cause;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends bytes until the other side ends or fails. */
  void drainTo(OutputStream out) throws IOException {
    byte[] piece = new byte[ring.length];
    while (true) {
      int count = take(piece);
      if (count < 0) {
        return;
      }
      out.write(piece, 0, count);
    }
  }

  private int take(byte[] piece) throws IOException {
    lock.lock();
    try {
      while (filled == 0 && !ended && failure == null) {
        await();
      }
      checkFailure();
      if (filled == 0) {
        return -1;
      }
      int count = Math.min(filled, ring.length - start);
      System.arraycopy(ring, start, piece, 0, count);
      start = (start + count) % ring.length;
      filled -= count;
      changed.signalAll();
      return count;
    } finally {
      lock.unlock();
    }
  }

  private void await() throws InterruptedIOException {
    try {
      changed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while sending a body");
    }
  }

  private void checkFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }
}

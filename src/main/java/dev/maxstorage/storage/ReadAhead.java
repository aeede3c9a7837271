package dev.maxstorage.storage;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bytes that may be read ahead of the callers, shared by any number of {@link ParallelBatches}:
 * one object for a connection.
 *
 * <p>Who reads ahead may hold as much as is left free for others: one source alone half of the
 * bytes, the next one a quarter, and so on. So a source whose caller has stopped never takes
 * everything, and one that is opened later reads ahead as well. The batch that a caller waits for
 * is read in any case, so that every source gets on; by these batches, one a source, the limit may
 * be exceeded.
 *
 * <p>Counted are the bytes of memory that batches take, rounding of the allocator included, from
 * the beginning of their reading until the caller takes them. Holds nothing that must be closed.
 * Threads: any number.
 */
public final class ReadAhead {
  private final long capacityBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private long heldBytes;

  /**
   * A budget of which nothing is used.
   *
   * @param capacityBytes at least 1
   */
  public ReadAhead(long capacityBytes) {
    if (capacityBytes < 1) {
      throw new IllegalArgumentException(
          "Read-ahead of " + capacityBytes + " bytes; it has at least 1");
    }
    this.capacityBytes = capacityBytes;
  }

  /** The limit. */
  public long capacityBytes() {
    return capacityBytes;
  }

  /** What is held now, by batches that wait for their callers or are being read. */
  public long heldBytes() {
    lock.lock();
    try {
      return heldBytes;
    } finally {
      lock.unlock();
    }
  }

  /** What a source alone may hold. */
  long shareBytes() {
    return Math.max(1, capacityBytes / 2);
  }

  /** Guards all shares, and the queues of the sources that they belong to. */
  ReentrantLock lock() {
    return lock;
  }

  /** Signalled when bytes become free, and when a caller begins to wait. */
  Condition room() {
    return room;
  }

  /** What one source holds. All methods need the lock. */
  final class Share {
    private long held;

    /** Whether so many bytes more may be read ahead. */
    boolean fits(long bytes) {
      return bytes <= capacityBytes - heldBytes - held;
    }

    /** Counts bytes, whether they fit or not. */
    void add(long bytes) {
      held += bytes;
      heldBytes += bytes;
    }

    /** Gives bytes back. */
    void release(long bytes) {
      add(-bytes);
      room.signalAll();
    }

    /** Gives everything back. */
    void releaseAll() {
      release(held);
    }
  }
}

package dev.maxstorage.storage;

import dev.maxstorage.wire.CorruptStreamException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the threads that read and the caller of one {@link ParallelBatches} share: the lanes in
 * order, and who may read on.
 *
 * <p>A thread reads its next batch if the {@link ReadAhead} has room for it, or if the caller waits
 * for just this lane. So the caller always gets on, whatever other sources hold. Threads: any.
 */
final class BatchQueue {
  /** Taken for the size of a batch before one was seen. */
  private static final long FIRST_ESTIMATE_BYTES = 1L << 20;

  private final SplitSupply splits;
  private final ParallelOptions parallel;
  private final boolean widening;
  private final ReadAhead.Share share;
  private final ReentrantLock lock;
  private final Condition room;
  private final Condition arrival;
  private final Deque<Lane> lanes = new ArrayDeque<>();
  private final Deque<VectorSchemaRoot> emptyRoots = new ArrayDeque<>();
  private @Nullable Schema schema;
  private long largestBatchBytes;
  private long bytesSeen;
  private long rowsSeen;
  private long taken;
  private boolean waiting;
  private boolean stopped;

  /**
   * Nothing read yet.
   *
   * @param widening whether to begin with one stream and double them with each batch taken
   */
  BatchQueue(SplitSupply splits, ParallelOptions parallel, boolean widening, ReadAhead ahead) {
    this.splits = splits;
    this.parallel = parallel;
    this.widening = widening;
    this.share = ahead.new Share();
    this.lock = ahead.lock();
    this.room = ahead.room();
    this.arrival = lock.newCondition();
  }

  /**
   * A batch that waits.
   *
   * @param root whoever takes it empties it and gives it back by {@link #recycle}
   * @param bytes of memory
   */
  record Batch(VectorSchemaRoot root, long bytes) {}

  // For the caller.

  /** How many more threads should read. */
  int missingReaders(int running) {
    lock.lock();
    try {
      long wanted = parallel.parallelism();
      if (taken == 0) {
        wanted = 1;
      } else if (widening) {
        wanted = Math.min(wanted, 1L << Math.min(taken, 30));
      }
      return splits.hasNext() && !stopped ? (int) Math.max(0, wanted - running) : 0;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next batch; null after the last one. Its bytes are no longer counted. */
  @Nullable Batch take() throws IOException {
    lock.lock();
    try {
      Lane lane = awaitBatch();
      if (lane == null) {
        return null;
      }
      Batch batch = lane.batches.remove();
      taken++;
      share.release(batch.bytes);
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next batch and leaves it where it is; null if there is none. */
  @Nullable VectorSchemaRoot peek() throws IOException {
    lock.lock();
    try {
      Lane lane = awaitBatch();
      return lane == null ? null : lane.batches.element().root;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Lane awaitBatch() throws IOException {
    try {
      while (true) {
        if (stopped) {
          throw new IOException("The batches are closed");
        }
        Lane ready = readyLane();
        if (ready != null) {
          return ready;
        }
        if (lanes.isEmpty() && !splits.hasNext()) {
          return null;
        }
        waiting = true;
        room.signalAll();
        arrival.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("Interrupted while waiting for rows").initCause(e);
    } finally {
      waiting = false;
    }
  }

  /** The lane whose batch comes next, if there is one; lanes that are used up are dropped. */
  private @Nullable Lane readyLane() throws IOException {
    for (Iterator<Lane> each = lanes.iterator(); each.hasNext(); ) {
      Lane lane = each.next();
      if (!lane.batches.isEmpty()) {
        return lane;
      }
      if (lane.failure != null) {
        throw rethrown(lane.failure);
      }
      if (lane.ended) {
        each.remove();
      } else if (parallel.order() == RowOrder.TABLE) {
        return null;
      }
    }
    return null;
  }

  private static IOException rethrown(Throwable failure) {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return (IOException) failure;
  }

  /** Takes an emptied root back. */
  void recycle(VectorSchemaRoot root) {
    lock.lock();
    try {
      emptyRoots.push(root);
    } finally {
      lock.unlock();
    }
  }

  // For the threads that read.

  /** The next split, or null if nothing is left to read. */
  @Nullable Lane claim() {
    lock.lock();
    try {
      Split split = stopped ? null : splits.next(rowsSeen == 0 ? 0 : (double) bytesSeen / rowsSeen);
      if (split == null) {
        return null;
      }
      Lane lane = new Lane(split);
      lanes.add(lane);
      return lane;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the next batch of a lane may be read, and counts its likely bytes as {@link
   * Lane#reserved}; that stays 0 if the time was over first.
   *
   * @return false once the queue was stopped
   */
  boolean awaitRoom(Lane lane, Duration longest) throws IOException {
    lock.lock();
    try {
      long bytes = largestBatchBytes == 0 ? FIRST_ESTIMATE_BYTES : largestBatchBytes;
      long nanos = longest.toNanos();
      while (!stopped && !share.fits(bytes) && !isAwaited(lane)) {
        nanos = room.awaitNanos(nanos);
        if (nanos <= 0) {
          return !stopped;
        }
      }
      if (!stopped) {
        lane.reserved = bytes;
        share.add(bytes);
      }
      return !stopped;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("Interrupted while reading ahead").initCause(e);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the caller waits, and this lane is the one that must get on. */
  private boolean isAwaited(Lane lane) {
    if (!waiting) {
      return false;
    }
    for (Lane each : lanes) {
      if (!each.ended) {
        return each == lane;
      }
    }
    return false;
  }

  /** An empty root for a batch of these columns, which must be those of the batches before. */
  VectorSchemaRoot emptyRoot(Schema found, BufferAllocator allocator)
      throws CorruptStreamException {
    lock.lock();
    try {
      if (schema == null) {
        schema = found;
      }
      BatchShapes.check(schema.getFields(), found.getFields());
      VectorSchemaRoot root = emptyRoots.poll();
      return root == null ? VectorSchemaRoot.create(schema, allocator) : root;
    } finally {
      lock.unlock();
    }
  }

  /** Hands a batch over. */
  void put(Lane lane, VectorSchemaRoot root) {
    long bytes = memoryBytes(root);
    lock.lock();
    try {
      largestBatchBytes = Math.max(largestBatchBytes, bytes);
      bytesSeen += bytes;
      rowsSeen += root.getRowCount();
      share.add(bytes);
      if (parallel.order() == RowOrder.ANY || isAwaited(lane)) {
        waiting = false; // no lane gets on any more just because of it
      }
      lane.batches.add(new Batch(root, bytes));
      settle(lane);
    } finally {
      lock.unlock();
    }
  }

  /** Every row of the lane was put. */
  void end(Lane lane) {
    lock.lock();
    try {
      lane.ended = true;
      settle(lane);
    } finally {
      lock.unlock();
    }
  }

  /** The lane cannot be read on. */
  void fail(Lane lane, Throwable failure) {
    lock.lock();
    try {
      lane.failure = failure;
      lane.ended = true;
      settle(lane);
    } finally {
      lock.unlock();
    }
  }

  private void settle(Lane lane) {
    share.release(lane.reserved);
    lane.reserved = 0;
    arrival.signalAll();
  }

  /** The memory that stays allocated while a batch lives; buffers may be slices of one piece. */
  private static long memoryBytes(VectorSchemaRoot root) {
    Set<ReferenceManager> pieces = new HashSet<>();
    long bytes = 0;
    for (FieldVector vector : root.getFieldVectors()) {
      for (ArrowBuf buffer : vector.getBuffers(false)) {
        ReferenceManager piece = buffer.getReferenceManager();
        if (pieces.add(piece)) {
          bytes += piece.getSize();
        }
      }
    }
    return bytes;
  }

  // The end.

  /** Wakes everyone up; nobody reads on. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      arrival.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Releases what was not taken; no thread reads any more. */
  void release() {
    lock.lock();
    try {
      lanes.forEach(lane -> lane.batches.forEach(batch -> batch.root.close()));
      lanes.clear();
      emptyRoots.forEach(VectorSchemaRoot::close);
      emptyRoots.clear();
      share.releaseAll();
    } finally {
      lock.unlock();
    }
  }
}

package dev.maxstorage.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Batches between the thread that makes them and those that send them, in order, and what both
 * sides tell each other: that everything is to be flushed, that no more comes, that it failed.
 *
 * <p>Closing: frees the batches that nobody took. Threads: one that makes, any number that send.
 */
final class UploadQueue implements Closeable {
  static final long MOST_BYTES = 16L << 20;

  private final Deque<UploadBatch> waiting = new ArrayDeque<>();
  private long bytes;
  private long flushesAsked;
  private @Nullable Throwable failure;
  private boolean ending;
  private boolean dropped;

  /**
   * Rows that all do the same.
   *
   * @param rows to be closed by whoever takes the batch
   */
  record UploadBatch(ArrowRecordBatch rows, RowOperation operation) {
    long bytes() {
      return rows.computeBodyLength();
    }
  }

  /** What a sender does next. */
  enum Step {
    WRITE,
    FLUSH,
    END
  }

  // The side that makes batches.

  /** Bytes that wait. */
  synchronized long bytes() {
    return bytes;
  }

  synchronized void put(UploadBatch batch) {
    waiting.addLast(batch);
    bytes += batch.bytes();
    notifyAll();
  }

  /** Waits until there is room for so many bytes; one batch always has room. */
  synchronized void awaitRoom(long wanted) throws IOException {
    checkUsable();
    while (bytes > 0 && bytes + wanted > MOST_BYTES) {
      await();
      checkUsable();
    }
  }

  /** Has all senders flush, and waits for them. */
  synchronized void flush(Collection<UploadWorker> workers) throws IOException {
    checkUsable();
    flushesAsked++;
    notifyAll();
    while (!workers.stream().allMatch(worker -> worker.flushesDone() == flushesAsked)) {
      await();
      checkUsable();
    }
  }

  /** Nothing comes after this. */
  synchronized void end() throws IOException {
    checkUsable();
    ending = true;
    notifyAll();
  }

  /** Nothing comes after this, and what waits is not sent. */
  synchronized void drop() {
    ending = true;
    dropped = true;
    notifyAll();
  }

  /**
   * Throws the failure of a sender.
   *
   * @throws IllegalStateException if the queue has ended
   */
  synchronized void checkUsable() throws IOException {
    checkFailure();
    if (ending) {
      throw new IllegalStateException("The upload has ended");
    }
  }

  /** Throws the failure of a sender. */
  synchronized void checkFailure() throws IOException {
    Throwable e = failure;
    if (e instanceof IOException io) {
      throw io;
    } else if (e instanceof RuntimeException unchecked) {
      throw unchecked;
    } else if (e instanceof Error error) {
      throw error;
    }
  }

  private void await() throws InterruptedIOException {
    try {
      wait();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** Tells of an interrupt, which stays set. */
  static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("Interrupted while rows were sent");
  }

  // The side that sends them.

  /** Waits for work. A batch to be written comes out of {@link #poll}. */
  synchronized Step next(long flushesDone) throws InterruptedException {
    while (true) {
      if (isGivenUp()) {
        return Step.END;
      } else if (!waiting.isEmpty()) {
        return Step.WRITE;
      } else if (flushesDone < flushesAsked) {
        return Step.FLUSH;
      } else if (ending) {
        return Step.END;
      }
      wait();
    }
  }

  /** The next batch, or null if there is none: another sender may have been faster. */
  synchronized @Nullable UploadBatch poll() {
    UploadBatch batch = waiting.pollFirst();
    if (batch != null) {
      bytes -= batch.bytes();
      notifyAll();
    }
    return batch;
  }

  /** Whether streams are to be left as they are. */
  synchronized boolean isGivenUp() {
    return dropped || failure != null;
  }

  synchronized long flushesAsked() {
    return flushesAsked;
  }

  /** Wakes whoever waits for a sender. */
  synchronized void progressed() {
    notifyAll();
  }

  /** Only the first failure is kept. */
  synchronized void fail(Throwable e) {
    if (failure == null) {
      failure = e;
    }
    notifyAll();
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      AutoCloseables.close(new ArrayList<>(waiting.stream().map(UploadBatch::rows).toList()));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("The batches of an upload could not be freed", e);
    } finally {
      waiting.clear();
      bytes = 0;
    }
  }
}

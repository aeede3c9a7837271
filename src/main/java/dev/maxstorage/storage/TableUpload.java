package dev.maxstorage.storage;

import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.TableWriteResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Batches on their way into a write session, encoded and sent in the background while the caller
 * makes the next ones; each row is stored once.
 *
 * <p>A few batches are sent by the caller's own thread in {@link #flush} or {@link #finish}. From 4
 * MiB on a thread takes over; when it does not keep up, more are started, each with a stream of its
 * own. With one stream rows are stored in their order.
 *
 * <p>Memory: at most 16 MiB of batches wait, then {@link #add} does; each stream holds a body of
 * {@link ArrowBatchWriter#FLUSH_BYTES} besides. Errors: the first failure is thrown by the next
 * call and ends the upload. Closing: frees the batches and leaves unfinished streams open, so that
 * a commit drops them. Threads: one at a time.
 */
public final class TableUpload implements Closeable {
  private static final long THREAD_BYTES = 4L << 20;
  private static final long WAITING_BYTES = 16L << 20;

  private final WriteSession session;
  private final String name;
  private final Schema schema;
  private final Compression compression;
  private final int mostStreams;
  private final BufferAllocator allocator;

  private final Object lock = new Object();
  private final Deque<ArrowRecordBatch> waiting = new ArrayDeque<>();
  private final List<UploadWorker> workers = new ArrayList<>();
  private final List<ArrowBatchWriter> writers = new ArrayList<>();
  private long waitingBytes;
  private long flushesAsked;
  private @Nullable Throwable failure;
  private boolean ending;
  private boolean dropped;
  private boolean closed;

  TableUpload(
      WriteSession session,
      String name,
      Schema schema,
      Compression compression,
      int mostStreams,
      BufferAllocator parent) {
    this.session = session;
    this.name = name;
    this.schema = schema;
    this.compression = compression;
    this.mostStreams = mostStreams;
    this.allocator = parent.newChildAllocator("upload " + name, 0, Long.MAX_VALUE);
  }

  /** The schema of every batch. */
  public Schema schema() {
    return schema;
  }

  /**
   * Takes a batch over, whatever happens; waits while too many are on their way.
   *
   * @param batch not compressed, of this upload's schema, from the same root allocator
   */
  public void add(ArrowRecordBatch batch) throws IOException {
    ArrowRecordBatch own = batch.cloneWithTransfer(allocator);
    long bytes = own.computeBodyLength();
    boolean here;
    synchronized (lock) {
      try {
        checkUsable();
        while (waitingBytes > 0 && waitingBytes + bytes > WAITING_BYTES && !workers.isEmpty()) {
          await();
          checkUsable();
        }
      } catch (IOException | RuntimeException | Error e) {
        own.close();
        throw e;
      }
      waiting.addLast(own);
      waitingBytes += bytes;
      boolean behind =
          workers.isEmpty() ? waitingBytes >= THREAD_BYTES : waitingBytes > WAITING_BYTES - bytes;
      here = behind && mostStreams == 0;
      if (behind && workers.size() < mostStreams) {
        start();
      }
      lock.notifyAll();
    }
    if (here) {
      write();
    }
  }

  private void start() {
    int number = workers.size();
    ArrowBatchWriter known = number < writers.size() ? writers.get(number) : null;
    UploadWorker worker = new UploadWorker(this, known, number);
    workers.add(worker);
    worker.start();
  }

  /** Waits until everything is stored; the streams stay open for more. */
  public void flush() throws IOException {
    synchronized (lock) {
      checkUsable();
      if (!workers.isEmpty()) {
        flushesAsked++;
        lock.notifyAll();
        while (!workers.stream().allMatch(worker -> worker.flushesDone() == flushesAsked)) {
          await();
          checkUsable();
        }
        return;
      }
    }
    write();
    if (!writers.isEmpty()) {
      writers.get(0).flush();
    }
  }

  /** Waits until everything is stored and its streams are closed; nothing can be added then. */
  public void finish() throws IOException {
    boolean background;
    synchronized (lock) {
      checkUsable();
      ending = true;
      background = !workers.isEmpty();
      lock.notifyAll();
    }
    if (background) {
      awaitWorkers();
      synchronized (lock) {
        checkFailure();
      }
      return;
    }
    write();
    for (ArrowBatchWriter writer : writers) {
      writer.close();
    }
  }

  /** Sends what waits in the caller's thread; no thread of the upload runs. */
  private void write() throws IOException {
    while (true) {
      ArrowRecordBatch batch;
      synchronized (lock) {
        batch = waiting.pollFirst();
        if (batch == null) {
          return;
        }
        waitingBytes -= batch.computeBodyLength();
      }
      try (batch) {
        write(writers.isEmpty() ? newWriter(0) : writers.get(0), batch);
      } catch (IOException | RuntimeException e) {
        fail(e);
        throw e;
      }
    }
  }

  /** The stream that rows go into, for blobs; only where the caller's thread sends. */
  public WriteStream stream() throws IOException {
    if (mostStreams > 0) {
      throw new IllegalStateException("The upload has threads of its own");
    }
    return (writers.isEmpty() ? newWriter(0) : writers.get(0)).stream();
  }

  /** A writer with a stream of its own. */
  ArrowBatchWriter newWriter(int number) throws IOException {
    String stream = number == 0 ? name : name + "-" + number;
    BodySender sender = session.sender(stream);
    ArrowBatchWriter writer =
        new ArrowBatchWriter(
            sender,
            UpsertColumn.added(schema, sender.stream().writeSchema()),
            compression,
            ArrowBatchWriter.FLUSH_BYTES);
    synchronized (lock) {
      writers.add(writer);
    }
    return writer;
  }

  /** Puts a batch, which stays the caller's, into a writer of {@link #newWriter}. */
  void write(ArrowBatchWriter writer, ArrowRecordBatch batch) throws IOException {
    writer.write(batch, schema, allocator);
  }

  // What workers call.

  /** What a worker does next. */
  enum Step {
    WRITE,
    FLUSH,
    END
  }

  /** Waits for work. A batch to be written comes out of {@link #taken}. */
  Step next(UploadWorker worker) throws InterruptedException {
    synchronized (lock) {
      while (true) {
        if (dropped || failure != null) {
          return Step.END;
        } else if (!waiting.isEmpty()) {
          return Step.WRITE;
        } else if (worker.flushesDone() < flushesAsked) {
          return Step.FLUSH;
        } else if (ending) {
          return Step.END;
        }
        lock.wait();
      }
    }
  }

  /** The batch that {@link #next} saw, or null if another worker was faster. */
  @Nullable ArrowRecordBatch taken() {
    synchronized (lock) {
      ArrowRecordBatch batch = waiting.pollFirst();
      if (batch != null) {
        waitingBytes -= batch.computeBodyLength();
        lock.notifyAll();
      }
      return batch;
    }
  }

  /** Whether streams are to be left as they are. */
  boolean isGivenUp() {
    synchronized (lock) {
      return dropped || failure != null;
    }
  }

  long flushesAsked() {
    synchronized (lock) {
      return flushesAsked;
    }
  }

  /** Wakes whoever waits for a worker. */
  void progressed() {
    synchronized (lock) {
      lock.notifyAll();
    }
  }

  void fail(Throwable e) {
    synchronized (lock) {
      if (failure == null) {
        failure = e;
      }
      lock.notifyAll();
    }
  }

  // The end.

  private void checkUsable() throws IOException {
    checkFailure();
    if (ending) {
      throw new IllegalStateException("The upload '" + name + "' has ended");
    }
  }

  private void checkFailure() throws IOException {
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
      lock.wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while rows were sent");
    }
  }

  private void awaitWorkers() throws InterruptedIOException {
    try {
      for (UploadWorker worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      fail(e);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while rows were sent");
    }
  }

  /** Rows that the server has taken. */
  public long rowsStored() {
    synchronized (lock) {
      return writers.stream().mapToLong(ArrowBatchWriter::rowsStored).sum();
    }
  }

  /** The answer to the newest write of any stream, or null before the first one. */
  public @Nullable TableWriteResponse newestAnswer() {
    synchronized (lock) {
      for (int i = writers.size() - 1; i >= 0; i--) {
        TableWriteResponse answer = writers.get(i).newestAnswer();
        if (answer != null) {
          return answer;
        }
      }
      return null;
    }
  }

  /**
   * Gives the rows up while the session goes on: what was stored of them is replaced by higher
   * versions of its streams, without rows. Storage API document, 3.4.
   */
  public void discard() throws IOException {
    try (this) {
      drop();
      for (ArrowBatchWriter writer : writers) {
        writer.supersede();
      }
    }
  }

  private void drop() throws IOException {
    synchronized (lock) {
      ending = true;
      dropped = true;
      lock.notifyAll();
    }
    awaitWorkers();
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      drop();
      for (ArrowBatchWriter writer : writers) {
        writer.abandon();
      }
    } finally {
      try {
        AutoCloseables.close(new ArrayList<>(waiting));
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException("The batches of an upload could not be freed", e);
      } finally {
        waiting.clear();
        allocator.close();
      }
    }
  }
}

package dev.maxstorage.storage;

import dev.maxstorage.storage.UploadQueue.UploadBatch;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.TableWriteResponse;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Batches on their way into a write session, encoded and sent in the background while the caller
 * makes the next ones; each row is stored once.
 *
 * <p>A few batches are sent by the caller's own thread in {@link #flush} or {@link #finish}. From 4
 * MiB on a thread takes over; when it does not keep up, more are started, each with a stream of its
 * own. With one stream rows are stored in their order; rows of a Delta table always are, since
 * later ones replace earlier ones.
 *
 * <p>Memory: at most 16 MiB of batches wait, then {@link #add} does; each stream holds a body of
 * {@link ArrowBatchWriter#FLUSH_BYTES} besides. Errors: the first failure is thrown by the next
 * call and ends the upload. Closing: frees the batches and leaves unfinished streams open, so that
 * a commit drops them. Threads: one at a time.
 */
public final class TableUpload implements Closeable {
  private static final long THREAD_BYTES = 4L << 20;

  private final WriteSession session;
  private final String name;
  private final Schema schema;
  private final Compression compression;
  private final int mostStreams;
  private final BufferAllocator allocator;
  private final UploadQueue queue = new UploadQueue();
  private final List<UploadWorker> workers = new ArrayList<>();

  /** In the order in which they were opened; the first one by the caller's thread. */
  private final List<ArrowBatchWriter> writers = new CopyOnWriteArrayList<>();

  private boolean inOrder;
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
   * Whether later rows replace earlier ones, so that all go through one stream. Opens the stream if
   * none was opened before.
   */
  public boolean isInOrder() throws IOException {
    firstWriter();
    return inOrder;
  }

  /** Takes a batch of rows to be added, as {@link #add(ArrowRecordBatch, RowOperation)} does. */
  public void add(ArrowRecordBatch batch) throws IOException {
    add(batch, RowOperation.UPSERT);
  }

  /**
   * Takes a batch over, whatever happens; waits while too many are on their way.
   *
   * @param batch not compressed, of this upload's schema, from the same root allocator
   * @param operation of all its rows; {@link RowOperation#DELETE} for Delta tables only
   */
  public void add(ArrowRecordBatch batch, RowOperation operation) throws IOException {
    UploadBatch own = new UploadBatch(batch.cloneWithTransfer(allocator), operation);
    long bytes = own.bytes();
    try {
      queue.checkUsable();
      if (!workers.isEmpty()) {
        queue.awaitRoom(bytes);
      }
    } catch (IOException | RuntimeException | Error e) {
      own.rows().close();
      throw e;
    }
    queue.put(own);
    boolean behind =
        queue.bytes() >= (workers.isEmpty() ? THREAD_BYTES : UploadQueue.MOST_BYTES - bytes + 1);
    if (behind && mostStreams == 0) {
      write();
    } else if (behind && workers.size() < mostStreams) {
      start();
    }
  }

  private void start() throws IOException {
    int number = workers.size();
    ArrowBatchWriter known = number == 0 ? firstWriter() : null;
    if (number > 0 && inOrder) {
      return;
    }
    UploadWorker worker = new UploadWorker(this, queue, known, number);
    workers.add(worker);
    worker.start();
  }

  private ArrowBatchWriter firstWriter() throws IOException {
    if (!writers.isEmpty()) {
      return writers.get(0);
    }
    try {
      ArrowBatchWriter writer = newWriter(0);
      inOrder = writer.stream().isDeltaTable();
      return writer;
    } catch (IOException | RuntimeException e) {
      queue.fail(e);
      throw e;
    }
  }

  /** Waits until everything is stored; the streams stay open for more. */
  public void flush() throws IOException {
    if (!workers.isEmpty()) {
      queue.flush(workers);
      return;
    }
    queue.checkUsable();
    write();
    if (!writers.isEmpty()) {
      writers.get(0).flush();
    }
  }

  /** Waits until everything is stored and its streams are closed; nothing can be added then. */
  public void finish() throws IOException {
    queue.end();
    if (!workers.isEmpty()) {
      awaitWorkers();
      queue.checkFailure();
      return;
    }
    write();
    try {
      for (ArrowBatchWriter writer : writers) {
        writer.close();
      }
    } catch (IOException | RuntimeException e) {
      queue.fail(e);
      throw e;
    }
  }

  /** Sends what waits in the caller's thread; no thread of the upload runs. */
  private void write() throws IOException {
    for (UploadBatch batch = queue.poll(); batch != null; batch = queue.poll()) {
      try (var rows = batch.rows()) {
        write(firstWriter(), batch);
      } catch (IOException | RuntimeException e) {
        queue.fail(e);
        throw e;
      }
    }
  }

  /** The stream that rows go into, for blobs; only where the caller's thread sends. */
  public WriteStream stream() throws IOException {
    if (mostStreams > 0) {
      throw new IllegalStateException("The upload has threads of its own");
    }
    return firstWriter().stream();
  }

  /** A writer with a stream of its own. */
  ArrowBatchWriter newWriter(int number) throws IOException {
    String stream = number == 0 ? name : name + "-" + number;
    BodySender sender = session.sender(stream);
    ArrowBatchWriter writer =
        new ArrowBatchWriter(
            sender,
            OperationColumn.added(schema, sender.stream().writeSchema()),
            compression,
            ArrowBatchWriter.FLUSH_BYTES);
    writers.add(writer);
    return writer;
  }

  /** Puts a batch, which stays the caller's, into a writer of {@link #newWriter}. */
  void write(ArrowBatchWriter writer, UploadBatch batch) throws IOException {
    writer.write(batch.rows(), schema, batch.operation(), allocator);
  }

  private void awaitWorkers() throws IOException {
    try {
      for (UploadWorker worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      queue.fail(e);
      throw UploadQueue.interrupted();
    }
  }

  /** Rows that the server has taken. */
  public long rowsStored() {
    return writers.stream().mapToLong(ArrowBatchWriter::rowsStored).sum();
  }

  /** The answer to the newest write of any stream, or null before the first one. */
  public @Nullable TableWriteResponse newestAnswer() {
    for (int i = writers.size() - 1; i >= 0; i--) {
      TableWriteResponse answer = writers.get(i).newestAnswer();
      if (answer != null) {
        return answer;
      }
    }
    return null;
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
    queue.drop();
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
        queue.close();
      } finally {
        allocator.close();
      }
    }
  }
}

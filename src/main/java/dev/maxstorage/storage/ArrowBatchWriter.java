package dev.maxstorage.storage;

import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.TableWriteResponse;
import java.io.Closeable;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Batches into one write stream, as one or more writes.
 *
 * <p>Memory: batches are serialized at once and kept until 16 MiB are together, then sent as one
 * write; a write that fails keeps its bytes, so that the next {@link #flush} sends the same rows in
 * the same order, once. At most two such bodies and one batch are held. After the server refused a
 * body as too large (413), bodies are half as large.
 *
 * <p>A write whose answer is lost may have been stored. An exactly-once stream sends it again; a
 * plain one refuses to go on and leaves its version open, so that the rows can be written again
 * under a higher version.
 *
 * <p>Closing: sends what is left and closes the stream. Threads: one at a time. Source: Storage API
 * document, 6.7 and 6.8.
 */
public final class ArrowBatchWriter implements Closeable {
  /** A body is sent as soon as it has this many bytes. */
  public static final long FLUSH_BYTES = 16L << 20;

  private final BodySender sender;
  private final Schema schema;
  private final Compression compression;
  private final long flushBytes;
  private @Nullable WriteBody growing;
  private StreamStatus status = StreamStatus.RUNNING;

  ArrowBatchWriter(BodySender sender, Schema schema, Compression compression, long flushBytes) {
    this.sender = sender;
    this.schema = schema;
    this.compression = compression;
    this.flushBytes = flushBytes;
  }

  /** Puts a batch into a body. */
  private interface Adding {
    void to(WriteBody body) throws IOException;
  }

  /**
   * Takes the rows of a root, and sends them if enough are together. The vectors stay the caller's
   * and can be used again at once.
   *
   * @throws IOException if a write fails; the rows are kept
   * @throws RuntimeException if the batch does not fit the schema; the writer is of no use then
   */
  public void write(VectorSchemaRoot batch) throws IOException {
    write(batch.getRowCount(), body -> body.add(batch));
  }

  /**
   * The same for a batch that was unloaded from vectors; it stays the caller's.
   *
   * @throws IllegalArgumentException for deletes from a table that has no primary key
   */
  void write(
      ArrowRecordBatch batch, Schema batchSchema, RowOperation operation, BufferAllocator allocator)
      throws IOException {
    if (batchSchema.getFields().size() == schema.getFields().size()) {
      if (operation != RowOperation.UPSERT) {
        throw new IllegalArgumentException("Only rows of a Delta table can be deleted by key");
      }
      write(batch.getLength(), body -> body.add(batch));
      return;
    }
    try (VectorSchemaRoot root = VectorSchemaRoot.create(batchSchema, allocator)) {
      new VectorLoader(root).load(batch);
      write(batch.getLength(), body -> body.add(root, operation));
    }
  }

  private void write(int rows, Adding adding) throws IOException {
    checkRunning();
    if (rows == 0) {
      return;
    }
    if (isFull()) {
      flush(); // an earlier flush failed
    }
    WriteBody body = growing;
    if (body == null) {
      body = new WriteBody(schema, compression);
      growing = body;
    }
    try {
      adding.to(body);
    } catch (IOException | RuntimeException e) {
      status = StreamStatus.BROKEN; // half a batch is in the body
      release();
      throw e;
    }
    if (isFull()) {
      flush();
    }
  }

  private boolean isFull() {
    return growing != null && growing.size() >= Math.min(flushBytes, sender.mostBytes());
  }

  /**
   * Sends the rows taken so far; no request if there are none.
   *
   * @throws IOException if a write fails; the rows are kept, and the next flush sends them again
   */
  public void flush() throws IOException {
    checkRunning();
    sender.send();
    WriteBody body = growing;
    if (body != null) {
      body.end();
      growing = null;
      sender.add(body);
      sender.send();
    }
  }

  private void checkRunning() {
    if (status != StreamStatus.RUNNING) {
      throw new IllegalStateException("The batch writer is closed");
    }
  }

  /** Rows that the server has taken. */
  public long rowsStored() {
    return sender.rowsStored();
  }

  /** The answer to the newest write, or null before the first one. */
  public @Nullable TableWriteResponse newestAnswer() {
    Answer<TableWriteResponse> newest = sender.newest();
    return newest == null ? null : newest.message();
  }

  /** The request id of the newest write, or null. */
  public @Nullable String requestId() {
    Answer<TableWriteResponse> newest = sender.newest();
    return newest == null ? null : newest.requestId();
  }

  /** RUNNING until closed; then OK if everything was sent and the stream closed. */
  public StreamStatus status() {
    return status;
  }

  /** The stream that rows go into now. */
  WriteStream stream() throws IOException {
    return sender.stream();
  }

  /** Gives up what was written: higher versions of the streams take its place, without rows. */
  void supersede() throws IOException {
    abandon();
    sender.supersede();
  }

  /** Sends nothing more and leaves the stream as it is. */
  void abandon() throws IOException {
    status = StreamStatus.BROKEN;
    release();
  }

  /**
   * Sends what is left and closes the stream; in a session that is no longer open, drops it. When
   * the sending fails the stream is closed nevertheless, unless a write is in doubt, and the
   * failure is thrown. Idempotent.
   */
  @Override
  public void close() throws IOException {
    if (status != StreamStatus.RUNNING) {
      return;
    }
    IOException failure = null;
    try {
      if (sender.isSessionOpen()) {
        flush();
      }
    } catch (IOException e) {
      failure = e;
    }
    status = failure == null ? StreamStatus.OK : StreamStatus.BROKEN;
    release();
    try {
      if (!sender.isInDoubt()) {
        sender.close();
      }
    } catch (IOException e) {
      status = StreamStatus.BROKEN;
      if (failure == null) {
        failure = e;
      } else {
        failure.addSuppressed(e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void release() throws IOException {
    WriteBody body = growing;
    growing = null;
    sender.drop();
    if (body != null) {
      body.close();
    }
  }
}

package dev.maxstorage.storage;

import dev.maxstorage.transport.RequestBody;
import dev.maxstorage.transport.TransportException;
import dev.maxstorage.transport.TransportException.Reach;
import dev.maxstorage.transport.WireRequest;
import dev.maxstorage.wire.ArrowStreamEncoder;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.TableWriteResponse;
import java.io.Closeable;
import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Batches into one write stream, as one or more writes.
 *
 * <p>Memory: batches are serialized at once and kept until 16 MiB are together, then sent as one
 * write; a write that fails keeps its bytes, so that the next {@link #flush} sends the same rows in
 * the same order, once. At most two such bodies and one batch are held.
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

  private final WriteStream stream;
  private final Schema schema;
  private final Compression compression;
  private final long flushBytes;
  private @Nullable Body growing;
  private @Nullable Body unsent;
  private @Nullable Answer<TableWriteResponse> newest;
  private @Nullable TransportException doubt;
  private long rowsStored;
  private StreamStatus status = StreamStatus.RUNNING;

  ArrowBatchWriter(WriteStream stream, Schema schema, Compression compression, long flushBytes) {
    this.stream = stream;
    this.schema = schema;
    this.compression = compression;
    this.flushBytes = flushBytes;
  }

  /**
   * Takes the rows of a root, and sends them if enough are together. The vectors stay the caller's
   * and can be used again at once.
   *
   * @throws IOException if a write fails; the rows are kept
   * @throws RuntimeException if the batch does not fit the schema; the writer is of no use then
   */
  public void write(VectorSchemaRoot batch) throws IOException {
    checkRunning();
    if (batch.getRowCount() == 0) {
      return;
    }
    if (isFull()) {
      flush(); // an earlier flush failed
    }
    Body body = growing;
    if (body == null) {
      body = new Body(schema, compression);
      growing = body;
    }
    try {
      UpsertColumn.write(body.encoder, schema, batch);
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
    return growing != null && growing.bytes.size() >= flushBytes;
  }

  /**
   * Sends the rows taken so far; no request if there are none.
   *
   * @throws IOException if a write fails; the rows are kept, and the next flush sends them again
   */
  public void flush() throws IOException {
    checkRunning();
    send();
    if (growing != null) {
      growing.encoder.end();
      unsent = growing;
      growing = null;
      send();
    }
  }

  private void send() throws IOException {
    if (doubt != null) {
      throw new IOException(
          "It is unknown whether the last write of stream '"
              + stream.id()
              + "' was stored; write the rows again under a stream version above "
              + stream.version(),
          doubt);
    }
    Body body = unsent;
    if (body == null) {
      return;
    }
    long rows = body.encoder.rowsWritten();
    RequestBody request =
        RequestBody.repeatable(WireRequest.OCTETS, body.bytes.size(), body.bytes::writeTo);
    try {
      newest = stream.write(request, rows);
    } catch (TransportException e) {
      if (e.reach() == Reach.MAYBE && !stream.isExactlyOnce()) {
        doubt = e;
      }
      throw e;
    }
    rowsStored += rows;
    unsent = null;
    body.close();
  }

  private void checkRunning() {
    if (status != StreamStatus.RUNNING) {
      throw new IllegalStateException("The batch writer of stream '" + stream.id() + "' is closed");
    }
  }

  /** Rows that the server has taken. */
  public long rowsStored() {
    return rowsStored;
  }

  /** The answer to the newest write, or null before the first one. */
  public @Nullable TableWriteResponse newestAnswer() {
    return newest == null ? null : newest.message();
  }

  /** The request id of the newest write, or null. */
  public @Nullable String requestId() {
    return newest == null ? null : newest.requestId();
  }

  /** RUNNING until closed; then OK if everything was sent and the stream closed. */
  public StreamStatus status() {
    return status;
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
      if (stream.session().state() == WriteSessionState.OPEN) {
        flush();
      }
    } catch (IOException e) {
      failure = e;
    }
    status = failure == null ? StreamStatus.OK : StreamStatus.BROKEN;
    release();
    try {
      if (doubt == null) {
        stream.close();
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
    Body first = unsent;
    Body second = growing;
    unsent = null;
    growing = null;
    if (first != null) {
      first.close();
    }
    if (second != null) {
      second.close();
    }
  }

  /** One Arrow stream in memory. */
  private static final class Body implements Closeable {
    private final SegmentedBytes bytes = new SegmentedBytes();
    private final ArrowStreamEncoder encoder;

    Body(Schema schema, Compression compression) throws IOException {
      this.encoder = new ArrowStreamEncoder(bytes, schema, compression);
    }

    @Override
    public void close() throws IOException {
      encoder.close();
    }
  }
}

package dev.maxstorage.storage;

import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.Upload;
import dev.maxstorage.transport.WireRequest;
import dev.maxstorage.wire.TableWriteResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one write, pushed by the caller: one whole Arrow IPC stream.
 *
 * <p>Bytes go out while they are written; what was sent cannot be sent again, so a failed write has
 * to be made anew by the caller. {@link ArrowBatchWriter} keeps its rows until they are stored.
 * Closing before {@link #finish()} breaks the request, and the server stores nothing. Threads: one
 * at a time. Source: Storage API document, 6.7.
 */
public final class StreamWriter extends OutputStream {
  private final WriteStream stream;
  private final WireRequest request;
  private final Upload upload;
  private StreamStatus status = StreamStatus.RUNNING;
  private @Nullable Answer<TableWriteResponse> answer;
  private @Nullable String refusedRequestId;

  StreamWriter(WriteStream stream, WireRequest request, Upload upload) {
    this.stream = stream;
    this.request = request;
    this.upload = upload;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    checkRunning();
    try {
      upload.body().write(bytes, offset, length);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /**
   * Ends the body and waits for the answer: commit message, exactly-once offset, staging id. A
   * second call gives the same answer.
   */
  public TableWriteResponse finish() throws IOException {
    if (answer != null) {
      return answer.message();
    }
    checkRunning();
    try {
      Answer<TableWriteResponse> written = stream.written(request, upload.finish());
      answer = written;
      status = StreamStatus.OK;
      return written.message();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private IOException broken(IOException e) {
    status = StreamStatus.BROKEN;
    if (e instanceof ServiceException refusal) {
      refusedRequestId = refusal.requestId();
    }
    upload.close();
    return e;
  }

  private void checkRunning() throws IOException {
    if (status != StreamStatus.RUNNING) {
      throw new IOException(
          "The stream writer is " + (status == StreamStatus.OK ? "finished" : "broken"));
    }
  }

  /** Whether bytes can still be written. */
  public boolean isWritable() {
    return status == StreamStatus.RUNNING;
  }

  /** How far the write has come; OK after a successful {@link #finish()}. */
  public StreamStatus status() {
    return status;
  }

  /** The request id, after the answer; null before it, or if the server named none. */
  public @Nullable String requestId() {
    return answer == null ? refusedRequestId : answer.requestId();
  }

  /** The route token of the answer, or null. */
  public @Nullable String routeToken() {
    return answer == null ? null : answer.routeToken();
  }

  /** Breaks the write unless it was finished. Idempotent. */
  @Override
  public void close() {
    if (status == StreamStatus.RUNNING) {
      status = StreamStatus.BROKEN;
    }
    upload.close();
  }
}

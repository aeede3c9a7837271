package dev.maxstorage.storage;

import dev.maxstorage.transport.StreamingResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one read stream: an Arrow IPC stream as the server sent it. {@link ArrowBatchReader}
 * makes batches of it.
 *
 * <p>Closing: drops the connection unless all bytes were read; idempotent. Threads: one reads, any
 * may close. Errors: a connection that breaks is an {@link IOException}, never the end. Source:
 * Storage API document, 4.6 and 4.7.
 */
public final class StreamReader extends InputStream {
  private final StreamingResponse response;
  private volatile StreamStatus status = StreamStatus.RUNNING;
  private long bytesRead;

  StreamReader(StreamingResponse response) {
    this.response = response;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    try {
      int read = response.body().read(buffer, offset, length);
      if (read < 0 && status == StreamStatus.RUNNING) {
        status = StreamStatus.OK;
      }
      bytesRead += Math.max(read, 0);
      return read;
    } catch (IOException e) {
      status = StreamStatus.BROKEN;
      throw e;
    }
  }

  @Override
  public int available() throws IOException {
    return response.body().available();
  }

  /** Whether bytes may still come. */
  public boolean isReadable() {
    return status == StreamStatus.RUNNING;
  }

  /** How far the stream has come. */
  public StreamStatus status() {
    return status;
  }

  /** The bytes read so far; for the thread that reads. */
  long bytesRead() {
    return bytesRead;
  }

  /** The request id, known from the start; or null if the server named none. */
  public @Nullable String requestId() {
    return response.requestId();
  }

  /** Marks a stream whose bytes arrived, but are not what they should be. */
  void markBroken() {
    status = StreamStatus.BROKEN;
  }

  @Override
  public void close() {
    if (status == StreamStatus.RUNNING) {
      status = StreamStatus.OK;
    }
    response.close();
  }
}

package dev.maxstorage.transport;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * Gives a request body to HttpClient, and remembers whether it began to flow and whether its source
 * failed. A source that fails must not end the body properly, so the connection is cut first:
 * HttpClient closes the chunked stream, which would write the final chunk.
 */
final class RequestEntity extends AbstractHttpEntity {
  private final RequestBody body;
  private final Runnable cutConnection;
  private volatile boolean started;
  private volatile @Nullable Exception sourceFailure;
  private volatile @Nullable Watched watched;

  RequestEntity(RequestBody body, Runnable cutConnection) {
    super((String) null, null, body.length() < 0); // the content type is a header of the request
    this.body = body;
    this.cutConnection = cutConnection;
  }

  /** Whether the source was asked, so that a source that is not repeatable is used up. */
  boolean isStarted() {
    return started;
  }

  /** What the source failed with, or null. */
  @Nullable Exception sourceFailure() {
    return sourceFailure;
  }

  /** Bytes that were written so far. */
  long bytesWritten() {
    Watched current = watched;
    return current == null ? 0 : current.written;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    started = true;
    Watched to = new Watched(out);
    watched = to;
    try {
      body.source().writeTo(to);
      if (body.length() >= 0 && to.written != body.length()) {
        throw new IOException(
            "The source gave " + to.written + " bytes, not the announced " + body.length());
      }
    } catch (IOException | RuntimeException e) {
      if (e != to.failure) {
        sourceFailure = e;
        cutConnection.run();
      }
      throw e;
    }
  }

  @Override
  public boolean isRepeatable() {
    return body.repeatable();
  }

  @Override
  public boolean isStreaming() {
    return !body.repeatable();
  }

  @Override
  public long getContentLength() {
    return body.length();
  }

  @Override
  public InputStream getContent() {
    throw new UnsupportedOperationException("The body is written, not read");
  }

  @Override
  public void close() {}

  /** Tells failures of the connection from failures of the source, and counts. */
  private static final class Watched extends FilterOutputStream {
    private @Nullable IOException failure;
    private long count;
    private volatile long written;

    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
        count += length;
        written = count;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public void close() {} // the connection's own
  }
}

package dev.maxstorage.transport;

import dev.maxstorage.transport.TransportException.Reach;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose body is still to be read.
 *
 * <p>The body ends only where the server ended it: a connection that breaks before is a {@link
 * TransportException} of the read. Closing early drops the connection and does not wait for the
 * rest. Threads: one reads; any may close.
 */
public final class StreamingResponse implements Closeable {
  private static final Logger LOG = System.getLogger(StreamingResponse.class.getName());

  private final ResponseHead head;
  private final InputStream body;
  private final String label;
  private final CancelScope scope;
  private final Cut cut;
  private final ClassicHttpResponse response;
  private final Exchange exchange;
  private volatile long bytesRead;
  private volatile boolean ended;
  private volatile boolean closed;

  StreamingResponse(
      ResponseHead head,
      ClassicHttpResponse response,
      Cut cut,
      CancelScope scope,
      String label,
      Exchange exchange)
      throws IOException {
    this.head = head;
    this.response = response;
    this.cut = cut;
    this.scope = scope;
    this.label = label;
    this.exchange = exchange;
    var entity = response.getEntity();
    if (entity == null) {
      this.body = InputStream.nullInputStream();
    } else if (!entity.isChunked() && entity.getContentLength() < 0) {
      throw new TransportException(
          label + ": the answer has no length and is not chunked, so that its end cannot be told",
          Reach.MAYBE,
          null);
    } else {
      this.body = new Body(entity.getContent());
    }
  }

  /** Status and headers. */
  public ResponseHead head() {
    return head;
  }

  /** The request id, or null. */
  public @Nullable String requestId() {
    return head.requestId();
  }

  /** The value of a header, or null; case does not matter. */
  public @Nullable String header(String name) {
    return head.header(name);
  }

  /** The body; the same stream at each call. Closing it closes this answer. */
  public InputStream body() {
    return body;
  }

  /** Reads the rest of the body and closes. */
  WireResponse readAll() throws IOException {
    try (this) {
      return new WireResponse(head, body.readAllBytes());
    }
  }

  /** Reads at most {@code limit} bytes of the body and closes. */
  byte[] readStart(int limit) throws IOException {
    try (this) {
      return body.readNBytes(limit);
    }
  }

  /** Gives the connection back if the body was read to its end, else drops it. Idempotent. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    exchange.over(bytesRead);
    scope.unregister(cut);
    if (!ended) {
      cut.run();
    }
    try {
      response.close();
    } catch (IOException e) {
      // After a cancel the socket is closed under the response; there is nothing left to lose.
      LOG.log(Level.TRACE, () -> label + ": closing a dropped answer: " + e.getMessage());
    }
  }

  /** Turns what goes wrong in a read into our exceptions, and sees the end. */
  private final class Body extends InputStream {
    private final InputStream in;
    private long count;

    Body(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (closed && !ended) {
        throw new IOException("The answer is closed");
      }
      if (ended) {
        return -1;
      }
      if (length == 0) {
        return 0;
      }
      try {
        int read = in.read(buffer, offset, length);
        if (read < 0) {
          ended = true;
          exchange.over(count);
        } else {
          count += read;
          bytesRead = count;
        }
        return read;
      } catch (IOException e) {
        scope.check();
        throw new TransportException(
            label
                + ": the answer broke off after "
                + count
                + " bytes: "
                + e.getMessage()
                + (requestId() == null ? "" : " (request id " + requestId() + ")"),
            Reach.MAYBE,
            e);
      }
    }

    @Override
    public int available() throws IOException {
      return closed || ended ? 0 : in.available();
    }

    @Override
    public void close() {
      StreamingResponse.this.close();
    }
  }
}

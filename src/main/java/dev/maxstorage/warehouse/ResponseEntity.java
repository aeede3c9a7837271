package dev.maxstorage.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/** A body that is written while it is sent; if that fails, the connection breaks. */
final class ResponseEntity extends AbstractHttpEntity {
  private final Response.Body body;
  private final Sink sink;

  ResponseEntity(Response.Body body, @Nullable ContentType type, Sink sink) {
    super(type, null, body instanceof Response.Stream);
    this.body = body;
    this.sink = sink;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    OutputStream counted = sink.around(out);
    try {
      if (body instanceof Response.Bytes bytes) {
        counted.write(bytes.bytes());
      } else if (body instanceof Response.Stream stream) {
        stream.writeTo(counted);
      } else {
        throw new AssertionError(body);
      }
      counted.flush();
    } catch (IOException | RuntimeException | Error e) {
      // Closing the chunked stream, as httpcore does after a failure too, would end it properly.
      sink.breakOff(out);
      throw e instanceof IOException io ? io : new IOException("The answer broke off", e);
    }
  }

  @Override
  public long getContentLength() {
    return body instanceof Response.Bytes bytes ? bytes.bytes().length : -1;
  }

  @Override
  public boolean isStreaming() {
    return true;
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public InputStream getContent() {
    throw new UnsupportedOperationException("A server's body is only written");
  }

  @Override
  public void close() {}
}

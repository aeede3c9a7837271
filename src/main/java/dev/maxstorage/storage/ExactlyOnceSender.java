package dev.maxstorage.storage;

import dev.maxstorage.transport.ServiceException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sends into an exactly-once stream. A write whose answer is lost is sent again with the same
 * offset and bytes; if the server's offset is another one (409) it is asked for, and what is stored
 * already is not sent again. A long stream is closed and followed by another, since servers keep a
 * history of so many writes only. Source: Storage API document, 6.8.
 */
final class ExactlyOnceSender extends BodySender {
  private static final int CONFLICT = 409;

  /** Half of the history that a server keeps at least. Storage API document, chapter 10. */
  private static final int MOST_WRITES = 5_000;

  private final WriteSession session;
  private final String name;
  private volatile WriteStream stream;
  private int writes;
  private int followers;
  private @Nullable WriteBody current;
  private long start;
  private boolean offsetUnknown;

  ExactlyOnceSender(WriteStream stream) {
    super(stream.session());
    this.session = stream.session();
    this.name = stream.id();
    this.stream = opened(stream);
  }

  @Override
  void deliver(WriteBody body) throws IOException {
    if (body != current) {
      follow();
      current = body;
      start = stream.rowOffset();
    }
    Attempts attempts = new Attempts(session.calls().transport(), name.hashCode() + start);
    boolean asked = false;
    boolean stored = false;
    while (!stored) {
      try {
        askIfUnknown();
        stored = sendRest(body);
      } catch (ServiceException e) {
        if (e.status() == CONFLICT && !asked) {
          asked = true;
          offsetUnknown = true;
        } else {
          attempts.failed(e);
        }
      } catch (IOException e) {
        attempts.failed(e);
      }
    }
    writes++;
  }

  private void askIfUnknown() throws IOException {
    if (offsetUnknown) {
      stream.askRowOffset();
      offsetUnknown = false;
    }
  }

  private boolean sendRest(WriteBody body) throws IOException {
    long have = stream.rowOffset() - start;
    if (have < 0 || have > body.rows()) {
      throw new IOException(
          "The server's offset of stream '"
              + stream.id()
              + "' is "
              + stream.rowOffset()
              + ", which is not within rows "
              + start
              + " to "
              + (start + body.rows())
              + " that are being written");
    }
    if (have == 0) {
      took(stream.write(body.request(), body.rows()));
    } else if (have < body.rows()) {
      try (WriteBody rest = body.part(have, body.rows())) {
        took(stream.write(rest.request(), rest.rows()));
      }
    }
    return true;
  }

  private void follow() throws IOException {
    if (writes >= MOST_WRITES) {
      stream.close();
      followers++;
      stream = opened(session.openStream(name + "." + followers, 1, Delivery.EXACTLY_ONCE));
      writes = 0;
    }
  }

  @Override
  WriteStream stream() {
    return stream;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}

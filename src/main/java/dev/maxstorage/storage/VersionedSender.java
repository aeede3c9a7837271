package dev.maxstorage.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sends to a server that does not write exactly once: each body has a stream of its own, and a body
 * whose answer is lost is written again under a higher version of that stream, of which the server
 * counts only the highest that is closed. For sessions that are committed. Source: Storage API
 * document, 3.4.
 */
final class VersionedSender extends BodySender {
  private final WriteSession session;
  private final String name;
  private @Nullable WriteBody current;
  private @Nullable WriteStream open;
  private long version;
  private int bodies;

  /**
   * @param first for the first body; names of others begin with its name
   */
  VersionedSender(WriteStream first) {
    super(first.session());
    this.session = first.session();
    this.name = first.id();
    this.version = first.version();
    this.open = opened(first);
  }

  @Override
  void deliver(WriteBody body) throws IOException {
    current = body;
    Attempts attempts = new Attempts(session.calls().transport(), name.hashCode() + bodies);
    while (current != null) {
      try {
        WriteStream stream = stream();
        took(stream.write(body.request(), body.rows()));
        stream.close();
        current = null;
      } catch (IOException e) {
        boolean again = Attempts.mayHaveActed(e);
        if (again) {
          open = null; // what it has is not known: a higher version replaces it
        }
        attempts.failed(e);
      }
    }
    open = null;
    version = 0;
    bodies++;
  }

  @Override
  WriteStream stream() throws IOException {
    WriteStream stream = open;
    if (stream == null) {
      version++;
      String id = bodies == 0 ? name : name + "." + bodies;
      stream = opened(session.openStream(id, version, Delivery.PLAIN));
      open = stream;
    }
    return stream;
  }

  /** A stream that was opened for a blob and got no rows is closed empty. */
  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }
}

package dev.maxstorage.storage;

import dev.maxstorage.transport.TransportException;
import dev.maxstorage.transport.TransportException.Reach;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sends into one stream that does not write exactly once: a lost answer ends it. */
final class PlainSender extends BodySender {
  private final WriteStream stream;
  private @Nullable TransportException doubt;

  PlainSender(WriteStream stream) {
    super(stream.session());
    this.stream = opened(stream);
  }

  @Override
  void deliver(WriteBody body) throws IOException {
    if (doubt != null) {
      throw new IOException(
          "It is unknown whether the last write of stream '"
              + stream.id()
              + "' was stored; write the rows again under a stream version above "
              + stream.version(),
          doubt);
    }
    try {
      took(stream.write(body.request(), body.rows()));
    } catch (TransportException e) {
      if (e.reach() == Reach.MAYBE) {
        doubt = e;
      }
      throw e;
    }
  }

  @Override
  boolean isInDoubt() {
    return doubt != null;
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

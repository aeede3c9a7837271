package dev.maxstorage.transport;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.ResponseOutOfOrderStrategy;
import org.apache.hc.core5.util.Timeout;

/**
 * Notices an answer that comes while a body is still being sent, so that a refusal is read instead
 * of the broken pipe that follows it. Plain sockets are looked at before each write; with TLS only
 * a read can tell, which may wait a millisecond, so it is tried once a mebibyte.
 */
final class EarlyAnswers implements ResponseOutOfOrderStrategy {
  private static final Timeout LOOK = Timeout.ofMilliseconds(1);
  private static final int MEBIBYTE_BITS = 20;

  @Override
  public boolean isEarlyResponseDetected(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      InputStream in,
      long sent,
      long next)
      throws IOException {
    if (in.available() > 0) {
      return true;
    }
    boolean crossesMebibyte = sent >> MEBIBYTE_BITS != (sent + next) >> MEBIBYTE_BITS;
    return crossesMebibyte && connection.isDataAvailable(LOOK);
  }
}

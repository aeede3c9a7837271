package dev.maxstorage.transport;

import dev.maxstorage.wire.ErrorBody;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads answers with a status outside 2xx. */
final class Refusals {
  private static final System.Logger LOG = System.getLogger(Refusals.class.getName());
  private static final long LONGEST_RETRY_AFTER_SECONDS = 3600;

  private Refusals() {}

  /** The exception of an answer, which is closed; at most {@code limit} bytes of it are read. */
  static ServiceException read(StreamingResponse response, String label, int limit)
      throws IOException {
    ResponseHead head = response.head();
    byte[] body;
    try {
      body = response.readStart(limit);
    } catch (CancelledException e) {
      throw e;
    } catch (IOException e) {
      // The status is the news; a refusal whose text is cut short is still a refusal.
      LOG.log(System.Logger.Level.DEBUG, () -> "no text of the refusal: " + e.getMessage());
      body = new byte[0];
    }
    ErrorBody error = ErrorBody.parse(head.status(), body, head.requestId());
    return new ServiceException(label, error, retryAfter(head.header("Retry-After")));
  }

  /** Seconds; the form with a date is not in use and counts as absent. */
  private static @Nullable Duration retryAfter(@Nullable String text) {
    if (text == null || !text.strip().matches("[0-9]{1,9}")) {
      return null;
    }
    long seconds = Long.parseLong(text.strip());
    return Duration.ofSeconds(Math.min(seconds, LONGEST_RETRY_AFTER_SECONDS));
  }
}

package dev.maxstorage.warehouse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a {@link FaultPlan} does to one request. */
sealed interface Fault {

  /** Answers a status instead of doing the work. */
  record AnswerStatus(int status, String code, @Nullable Duration retryAfter) implements Fault {
    Response response(ErrorFormat errors, Request request) {
      Response response = errors.response(request, status, code, "Asked for by the fault plan");
      return retryAfter == null
          ? response
          : response.with("Retry-After", Long.toString(retryAfter.toSeconds()));
    }
  }

  /** Does the work and closes the connection without an answer. */
  record DropAnswer() implements Fault {}

  /** Does something to the bytes of the body. */
  sealed interface OnBody extends Fault {}

  /** Closes the connection after so many bytes of the body. */
  record Cut(long afterBytes) implements OnBody {}

  /** Inverts the lowest bit of the byte at this 0-based offset of the body. */
  record FlipBit(long offset) implements OnBody {}

  /** Sends nothing for a while after so many bytes of the body. */
  record Stall(long afterBytes, Duration duration) implements OnBody {}

  /** Sends the body at this rate. */
  record Throttle(long bytesPerSecond) implements OnBody {}
}

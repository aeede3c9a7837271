package dev.maxstorage.storage;

import dev.maxstorage.transport.CancelledException;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.RetryPolicy.Failure;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.TransportException;
import dev.maxstorage.transport.TransportException.Reach;
import dev.maxstorage.wire.Action.Retry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The attempts at one write that may be repeated because the server can tell repetitions: counts
 * them and makes the pauses, as the transport's retry policy says.
 */
final class Attempts {
  private final HttpTransport transport;
  private final SplittableRandom jitter;
  private Duration paused = Duration.ZERO;
  private int made;

  /**
   * @param jitterSeed seed of the pauses' jitter
   */
  Attempts(HttpTransport transport, long jitterSeed) {
    this.transport = transport;
    this.jitter = new SplittableRandom(jitterSeed);
  }

  /**
   * Waits before the next attempt.
   *
   * @throws IOException the failure itself, if another attempt makes no sense or is one too many
   */
  void failed(IOException e) throws IOException {
    Failure failure = passing(e);
    made++;
    Duration pause =
        failure == null
            ? null
            : transport.options().retry().pause(Retry.ALWAYS, failure, made, paused, jitter);
    if (pause == null) {
      throw e;
    }
    transport.sleep(pause);
    paused = paused.plus(pause);
  }

  /** The failure as the policy sees it; null if it is final, or the transport has repeated it. */
  private static @Nullable Failure passing(IOException e) {
    if (e instanceof ServiceException refusal) {
      return refusal.status() == 429
          ? null
          : Failure.ofStatus(refusal.status(), refusal.retryAfter());
    }
    boolean last =
        e instanceof CancelledException
            || e instanceof InterruptedIOException
            || (e instanceof TransportException lost && lost.reach() == Reach.NOT_SENT);
    return last ? null : Failure.of(Failure.Kind.NO_ANSWER);
  }

  /** Whether the server may have acted in spite of the failure. */
  static boolean mayHaveActed(IOException e) {
    if (e instanceof ServiceException refusal) {
      return refusal.status() >= 500 || refusal.status() == 408;
    }
    return !(e instanceof TransportException lost && lost.reach() == Reach.NOT_SENT);
  }
}

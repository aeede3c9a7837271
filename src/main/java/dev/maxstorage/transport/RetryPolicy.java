package dev.maxstorage.transport;

import dev.maxstorage.wire.Action.Retry;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a failed request is sent again, and after which pause. Pure: it neither waits nor
 * looks at a clock.
 *
 * <p>Pauses double from one to the next, with jitter: each lies between half and the whole of its
 * nominal value. A {@code Retry-After} of the server is honoured in full. Source: Storage API
 * document, 1.12, and control-plane document, 5.3.
 *
 * @param maxRetries how often one request is sent again, at most; 0 for never
 * @param firstPause nominal pause before the first repetition
 * @param longestPause nominal pauses grow up to this
 * @param budget all pauses of one request together stay below this
 */
public record RetryPolicy(
    int maxRetries, Duration firstPause, Duration longestPause, Duration budget) {

  /** Seven repetitions, pauses from 100 ms to 10 s, two minutes together. */
  public static final RetryPolicy DEFAULT = ofRetries(7);

  /** Every failure is final. */
  public static final RetryPolicy NEVER = ofRetries(0);

  public RetryPolicy {
    if (maxRetries < 0) {
      throw new IllegalArgumentException("The number of retries is " + maxRetries + ", below 0");
    }
  }

  /** The default pauses with another number of repetitions. */
  public static RetryPolicy ofRetries(int maxRetries) {
    return new RetryPolicy(
        maxRetries, Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMinutes(2));
  }

  /**
   * The pause before the next attempt, or null if there is to be none.
   *
   * @param retry what may be repeated of this request
   * @param failure how the last attempt failed
   * @param attempts attempts made so far, at least 1
   * @param paused pauses made so far
   * @param random source of the jitter
   */
  public @Nullable Duration pause(
      Retry retry, Failure failure, int attempts, Duration paused, RandomGenerator random) {
    if (attempts > maxRetries || !isRepeatable(retry, failure)) {
      return null;
    }
    Duration asked = failure.retryAfter();
    Duration pause = asked == null ? jittered(attempts, random) : asked;
    return paused.plus(pause).compareTo(budget) > 0 ? null : pause;
  }

  private static boolean isRepeatable(Retry retry, Failure failure) {
    return switch (failure.kind()) {
      case UNREACHABLE -> false;
      case NOT_CONNECTED -> true;
      case NO_ANSWER -> retry == Retry.ALWAYS;
      case STATUS ->
          failure.status() == 429 || (retry == Retry.ALWAYS && mayPass(failure.status()));
    };
  }

  /** 501 and 505 say what the server will never do. */
  private static boolean mayPass(int status) {
    return status == 408 || (status >= 500 && status != 501 && status != 505);
  }

  private Duration jittered(int attempts, RandomGenerator random) {
    long nominal =
        Math.min(longestPause.toMillis(), firstPause.toMillis() << Math.min(attempts - 1, 20));
    return Duration.ofMillis(nominal - (long) (random.nextDouble() * nominal / 2));
  }

  /**
   * How one attempt failed.
   *
   * @param status of the answer, 0 if there was none
   * @param retryAfter what the server asked for, or null
   */
  public record Failure(Kind kind, int status, @Nullable Duration retryAfter) {
    /** What is known about a failed attempt. */
    public enum Kind {
      /** The server answered with a status outside 2xx. */
      STATUS,
      /** No connection came about, so the server has not seen the request. */
      NOT_CONNECTED,
      /** No connection came about, and another attempt would not help: unknown host, TLS. */
      UNREACHABLE,
      /** The connection broke or timed out; the server may have seen the request. */
      NO_ANSWER
    }

    /** An answer with a status outside 2xx. */
    public static Failure ofStatus(int status, @Nullable Duration retryAfter) {
      return new Failure(Kind.STATUS, status, retryAfter);
    }

    /** No answer at all. */
    public static Failure of(Kind kind) {
      return new Failure(kind, 0, null);
    }
  }
}

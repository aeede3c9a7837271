package dev.maxstorage.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.transport.RetryPolicy.Failure;
import dev.maxstorage.transport.RetryPolicy.Failure.Kind;
import dev.maxstorage.wire.Action;
import dev.maxstorage.wire.Action.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Storage API document, 1.12, as a table: action by status. */
class RetryPolicyTest {
  private static final Set<Action> NEVER_TWICE =
      Set.of(
          Action.TABLE_CREATE_WRITE_SESSION,
          Action.TABLE_WRITE,
          Action.TABLE_COMMIT_WRITE_SESSION,
          Action.TABLE_WRITE_BLOB);

  private static final RetryPolicy POLICY = RetryPolicy.DEFAULT;

  @ParameterizedTest
  @EnumSource(Action.class)
  void statusesAreRepeatedAsTheActionAllows(Action action) {
    boolean repeatable = !NEVER_TWICE.contains(action);
    for (int status : List.of(408, 500, 502, 503, 504, 599)) {
      assertThat(repeats(action, Failure.ofStatus(status, null)))
          .as("%s after %s", action, status)
          .isEqualTo(repeatable);
    }
    assertThat(repeats(action, Failure.ofStatus(429, null))).isTrue();
    for (int status : List.of(300, 400, 401, 403, 404, 405, 409, 412, 501, 505)) {
      assertThat(repeats(action, Failure.ofStatus(status, null)))
          .as("%s after %s", action, status)
          .isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void aRequestThatWasNotSentIsRepeatedAlways(Action action) {
    assertThat(repeats(action, Failure.of(Kind.NOT_CONNECTED))).isTrue();
    assertThat(repeats(action, Failure.of(Kind.UNREACHABLE))).isFalse();
    assertThat(repeats(action, Failure.of(Kind.NO_ANSWER)))
        .isEqualTo(!NEVER_TWICE.contains(action));
  }

  @Test
  void pausesDoubleWithinTheirJitterAndEnd() {
    for (int attempts = 1; attempts <= 7; attempts++) {
      long nominal = Math.min(10_000, 100L << (attempts - 1));
      assertThat(pause(attempts, Duration.ZERO, null))
          .isBetween(Duration.ofMillis(nominal / 2), Duration.ofMillis(nominal));
    }
    assertThat(pause(8, Duration.ZERO, null)).isNull();
  }

  @Test
  void sameSeedGivesTheSamePause() {
    assertThat(pause(3, Duration.ZERO, null)).isEqualTo(pause(3, Duration.ZERO, null));
  }

  @Test
  void retryAfterIsHonouredWithinTheBudget() {
    assertThat(pause(1, Duration.ZERO, Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    assertThat(pause(2, Duration.ofSeconds(100), Duration.ofSeconds(30))).isNull();
  }

  @Test
  void neverMeansNever() {
    assertThat(
            RetryPolicy.NEVER.pause(
                Retry.ALWAYS,
                Failure.of(Kind.NOT_CONNECTED),
                1,
                Duration.ZERO,
                new SplittableRandom(1)))
        .isNull();
  }

  private static boolean repeats(Action action, Failure failure) {
    return POLICY.pause(action.retry(), failure, 1, Duration.ZERO, new SplittableRandom(1)) != null;
  }

  private static Duration pause(int attempts, Duration paused, Duration retryAfter) {
    return POLICY.pause(
        Retry.ALWAYS, Failure.ofStatus(503, retryAfter), attempts, paused, new SplittableRandom(7));
  }
}

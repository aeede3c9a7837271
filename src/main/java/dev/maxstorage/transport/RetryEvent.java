package dev.maxstorage.transport;

import java.time.Duration;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A request is sent again after a failure. */
@Name("dev.maxstorage.Retry")
@Label("Retry")
@Category("MaxStorage")
@Description("A request is sent again after a failure")
@StackTrace(false)
final class RetryEvent extends Event {
  @Label("Request")
  @Nullable String request;

  @Label("Failed Attempt")
  @Description("1 for the first")
  int attempt;

  @Label("Failure")
  @Nullable String failure;

  @Label("Pause")
  @Timespan(Timespan.MILLISECONDS)
  long pauseMillis;

  /** Records a repetition; costs nothing unless somebody records. */
  static void record(String request, int attempt, @Nullable String failure, Duration pause) {
    RetryEvent event = new RetryEvent();
    if (event.shouldCommit()) {
      event.request = request;
      event.attempt = attempt;
      event.failure = failure;
      event.pauseMillis = pause.toMillis();
      event.commit();
    }
  }
}

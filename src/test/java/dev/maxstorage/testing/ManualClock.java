package dev.maxstorage.testing;

import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.transport.CancelledException;
import dev.maxstorage.transport.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A clock that moves only when somebody sleeps, which takes no time. */
public final class ManualClock implements InstantSource, Sleeper {
  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private volatile Instant now;

  public ManualClock(Instant start) {
    this.now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves the clock. */
  public void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public void sleep(Duration pause, CancelScope scope) throws CancelledException {
    scope.check();
    pauses.add(pause);
    now = now.plus(pause);
  }

  /** The pauses so far, in order. */
  public List<Duration> pauses() {
    return List.copyOf(pauses);
  }
}

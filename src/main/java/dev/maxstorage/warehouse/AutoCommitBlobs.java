package dev.maxstorage.warehouse;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who owns the blobs of the auto-commit sessions, which never end: a new owner each lifetime. The
 * blobs of an owner to which no row refers one lifetime after its own are dropped. Thread-safe.
 */
final class AutoCommitBlobs {
  private final InstantSource clock;
  private final Duration lifetime;
  private final Consumer<String> dropLoose;
  private final Deque<Owner> owners = new ArrayDeque<>();
  private long count;

  private record Owner(String name, Instant start) {}

  /**
   * Begins without owners.
   *
   * @param dropLoose drops the blobs of an owner that no row refers to
   */
  AutoCommitBlobs(InstantSource clock, Duration lifetime, Consumer<String> dropLoose) {
    this.clock = clock;
    this.lifetime = lifetime;
    this.dropLoose = dropLoose;
  }

  /** The owner of blobs that are written now. */
  String owner() {
    List<Owner> ended = new ArrayList<>();
    String name;
    synchronized (this) {
      Instant now = clock.instant();
      Owner newest = owners.peekLast();
      if (newest == null || !now.isBefore(newest.start().plus(lifetime))) {
        newest = new Owner(WriteSessions.AUTO_COMMIT + "-" + count++, now);
        owners.addLast(newest);
      }
      while (!now.isBefore(owners.getFirst().start().plus(lifetime).plus(lifetime))) {
        ended.add(owners.removeFirst());
      }
      name = newest.name();
    }
    ended.forEach(owner -> dropLoose.accept(owner.name()));
    return name;
  }
}

package dev.maxstorage.warehouse.engine;

import java.time.Instant;

/**
 * Commits between two moments, by the table's version and by time; both bounds must hold.
 *
 * @param after excluded
 * @param upTo included
 * @param afterTime excluded
 * @param upToTime included
 * @param images what is told of rows that were replaced or deleted
 */
public record VersionRange(
    long after, long upTo, Instant afterTime, Instant upToTime, Images images) {

  /** What is told of rows that were replaced or deleted. */
  public enum Images {
    /** The rows as each commit left them; nothing of what was there before. */
    NEWEST,
    /** Rows before and after; needs a delta table. */
    BEFORE_AND_AFTER
  }

  /** Every commit. */
  public static final VersionRange ALL =
      new VersionRange(Long.MIN_VALUE, Long.MAX_VALUE, Instant.MIN, Instant.MAX);

  /** Commits of which the newest images are wanted. */
  public VersionRange(long after, long upTo, Instant afterTime, Instant upToTime) {
    this(after, upTo, afterTime, upToTime, Images.NEWEST);
  }

  boolean covers(Arrival arrival) {
    return covers(arrival.version(), arrival.committed());
  }

  boolean covers(long version, Instant committed) {
    return version > after
        && version <= upTo
        && committed.isAfter(afterTime)
        && !committed.isAfter(upToTime);
  }
}

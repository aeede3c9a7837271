package dev.maxstorage.warehouse.engine;

import java.time.Instant;

/**
 * Commits between two moments, by the table's version and by time; both bounds must hold.
 *
 * @param after excluded
 * @param upTo included
 * @param afterTime excluded
 * @param upToTime included
 */
public record VersionRange(long after, long upTo, Instant afterTime, Instant upToTime) {
  /** Every commit. */
  public static final VersionRange ALL =
      new VersionRange(Long.MIN_VALUE, Long.MAX_VALUE, Instant.MIN, Instant.MAX);

  boolean covers(Arrival arrival) {
    return arrival.version() > after
        && arrival.version() <= upTo
        && arrival.committed().isAfter(afterTime)
        && !arrival.committed().isAfter(upToTime);
  }
}

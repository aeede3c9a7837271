package dev.maxstorage.sql;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * The value of a DATETIME or TIMESTAMP literal: a wall clock time that means an instant once the
 * time zone of the session is known.
 *
 * @param kind which of the two literals
 * @param local the time as written
 */
public record SessionTime(Kind kind, LocalDateTime local) {

  /** The literals that name an instant. */
  public enum Kind {
    DATETIME,
    TIMESTAMP
  }

  /**
   * The instant in a zone. A time that the zone skips is moved forward by the gap; one that happens
   * twice is the earlier.
   */
  public Instant at(ZoneId zone) {
    return local.atZone(zone).toInstant();
  }
}

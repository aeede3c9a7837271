package dev.maxstorage.predicate;

/**
 * What is told to the server of conditions on DATETIME and TIMESTAMP. In which zone it reads their
 * literals is unsettled (control-plane document, 15.4).
 */
public enum InstantPushdown {
  /** Nothing but null tests. */
  OFF,
  /** Literals in UTC, bounds moved outwards by 15 hours, which covers every zone. */
  WIDENED,
  /** Literals in UTC as they are, for a server that is known to read them so. */
  UTC
}

package dev.maxstorage.predicate;

/**
 * A comparison needs a conversion that only the SQL engine can decide; the statement can still run
 * as a SQL job.
 */
public final class UnsupportedPredicateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message is a reason for people: what is compared with what. */
  public UnsupportedPredicateException(String reason) {
    super(reason);
  }
}

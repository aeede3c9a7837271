package dev.maxstorage.control;

/**
 * What a project is.
 *
 * @param name as the service spells it
 * @param naming how names of its tables are read
 */
public record ProjectDescription(String name, Naming naming) {

  /** How many levels a table name of a project has. */
  public enum Naming {
    /** {@code a.b} is table b of project a. */
    TWO_LEVELS,
    /** {@code a.b} is table b of schema a. */
    THREE_LEVELS
  }
}

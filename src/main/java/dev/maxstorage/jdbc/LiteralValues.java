package dev.maxstorage.jdbc;

import dev.maxstorage.sql.SessionTime;
import java.time.ZoneId;

/** Literals of a statement as values that setters and predicates take. */
final class LiteralValues {
  private LiteralValues() {}

  /** The value itself, but a DATETIME or TIMESTAMP literal as its instant in the session's zone. */
  static Object of(Object literal, ZoneId zone) {
    return literal instanceof SessionTime time ? time.at(zone) : literal;
  }
}

package dev.maxstorage.jdbc;

import java.sql.SQLException;

/** The answer of every {@link java.sql.Wrapper} of this driver: nothing is wrapped but itself. */
final class Wrapping {
  private Wrapping() {}

  /** The object itself, as the wanted type. */
  static <T> T unwrap(Object object, Class<T> type) throws SQLException {
    if (type.isInstance(object)) {
      return type.cast(object);
    }
    throw SqlErrors.of(
        SqlState.INVALID_ARGUMENT,
        object.getClass().getSimpleName() + " is no wrapper for " + type.getName());
  }
}

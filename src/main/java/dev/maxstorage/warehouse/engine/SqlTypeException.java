package dev.maxstorage.warehouse.engine;

/** Values of types that do not go together, or not with what is done to them. */
final class SqlTypeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  SqlTypeException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Why, as a message for the user. */
  String reason() {
    return reason;
  }
}

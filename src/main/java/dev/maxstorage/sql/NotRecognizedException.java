package dev.maxstorage.sql;

/** The grammar here does not cover a statement; the message says why, for people. */
final class NotRecognizedException extends Exception {
  private static final long serialVersionUID = 1L;

  NotRecognizedException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}

package dev.maxstorage.jdbc;

/** A statement that looked like a scan and is none; the message is the reason, for people. */
final class NotAScanException extends Exception {
  private static final long serialVersionUID = 1L;

  NotAScanException(String reason) {
    super(reason);
  }
}

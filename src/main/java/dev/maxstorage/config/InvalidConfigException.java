package dev.maxstorage.config;

/** A URL or a property that cannot be used; the message names it and says what would be right. */
public final class InvalidConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidConfigException(String message) {
    super(message);
  }
}

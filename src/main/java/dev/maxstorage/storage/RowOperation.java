package dev.maxstorage.storage;

/**
 * What a written row does. Tables without a primary key only know {@link #UPSERT}, which adds the
 * row. Source: Storage API document, 6.13.
 */
public enum RowOperation {
  /** Adds the row, or replaces the one that has its key. */
  UPSERT('U'),
  /** Removes the row of the key; values of other columns mean nothing. */
  DELETE('D');

  private final byte code;

  RowOperation(char letter) {
    this.code = (byte) letter;
  }

  /** The value of the column {@code __operation}. */
  byte code() {
    return code;
  }
}

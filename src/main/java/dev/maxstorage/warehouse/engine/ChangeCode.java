package dev.maxstorage.warehouse.engine;

/** What happened to a row of a change-data read (Storage API document, 4.10). */
final class ChangeCode {
  static final int INSERT = 2;
  static final int DELETE = 4;

  /** The newest image of a row, in a read that leaves out deletes and older images. */
  static final int UPSERT = 8;

  static final int UPDATE_BEFORE = 16;
  static final int UPDATE_AFTER = 32;

  private ChangeCode() {}
}

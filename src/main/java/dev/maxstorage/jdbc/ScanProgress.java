package dev.maxstorage.jdbc;

import dev.maxstorage.storage.ReadProgress;

/**
 * How far the result of a statement was read: {@code statement.unwrap(ScanProgress.class)} gives
 * the one of its newest result that was read from a service.
 *
 * <p><b>Threads:</b> any; it grows while it is looked at, and stays readable when the result set is
 * closed.
 */
public final class ScanProgress {
  private final ReadProgress progress;

  ScanProgress(ReadProgress progress) {
    this.progress = progress;
  }

  /**
   * Rows that arrived, those read ahead included; with a predicate also those that do not match it.
   */
  public long rowsRead() {
    return progress.rows();
  }

  /** Bytes that arrived, as they were sent: compressed if they were. */
  public long bytesRead() {
    return progress.bytes();
  }

  /** All rows that there are to read, or -1 where nobody knows, as with a predicate. */
  public long totalRows() {
    return progress.totalRows();
  }

  @Override
  public String toString() {
    return rowsRead() + " rows, " + bytesRead() + " bytes of " + totalRows() + " rows";
  }
}

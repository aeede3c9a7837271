package dev.maxstorage.storage;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much was read so far. Grows while it is looked at.
 *
 * <p>Threads: any number.
 */
public final class ReadProgress {
  /** No total is known. */
  public static final long UNKNOWN = -1;

  private final long totalRows;
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * Nothing read yet.
   *
   * @param totalRows all rows that there are to read, or {@link #UNKNOWN}
   */
  ReadProgress(long totalRows) {
    this.totalRows = totalRows;
  }

  /** Rows that arrived, those read ahead included. */
  public long rows() {
    return rows.get();
  }

  /** Bytes of streams that arrived, as sent: compressed if they were; repeated ones count again. */
  public long bytes() {
    return bytes.get();
  }

  /** All rows that there are to read, or {@link #UNKNOWN}. */
  public long totalRows() {
    return totalRows;
  }

  void addRows(long more) {
    rows.addAndGet(more);
  }

  void addBytes(long more) {
    bytes.addAndGet(more);
  }
}

package dev.maxstorage.storage;

/**
 * How many streams are read at once.
 *
 * @param parallelism most streams at the same time, at least 1
 * @param order in which rows are delivered
 * @param firstRow where reading begins, 0-based; only where rows are addressed by number
 * @param wantedRows how many rows the caller will look at, as far as it knows; {@link #ALL_ROWS}
 *     for all. Where rows are addressed by number no more are asked for, otherwise reading begins
 *     with one stream and widens
 */
public record ParallelOptions(int parallelism, RowOrder order, long firstRow, long wantedRows) {
  /** The caller wants every row. */
  public static final long ALL_ROWS = Long.MAX_VALUE;

  public ParallelOptions {
    if (parallelism < 1) {
      throw new IllegalArgumentException(parallelism + " streams at once; there is at least 1");
    }
    if (firstRow < 0) {
      throw new IllegalArgumentException("First row " + firstRow + " is negative");
    }
    if (wantedRows < 0) {
      throw new IllegalArgumentException("Number of wanted rows " + wantedRows + " is negative");
    }
  }

  /** From the first row on. */
  public ParallelOptions(int parallelism, RowOrder order, long wantedRows) {
    this(parallelism, order, 0, wantedRows);
  }
}

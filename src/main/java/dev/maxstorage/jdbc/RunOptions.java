package dev.maxstorage.jdbc;

import dev.maxstorage.storage.ParallelOptions;
import dev.maxstorage.storage.ReadOptions;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.TableReadRequest;
import java.util.List;

/**
 * How a statement wants its result.
 *
 * @param batchRows rows of a record batch
 * @param maxRows most rows that the caller will read, 0 for all
 */
record RunOptions(int batchRows, long maxRows) {
  private static final long LEAST_BATCH_BYTES = 1L << 20;
  private static final long MOST_BATCH_BYTES = 256L << 20;

  /** Most rows that the caller will read, as the streams want to know it. */
  long wantedRows() {
    return maxRows > 0 ? maxRows : ParallelOptions.ALL_ROWS;
  }

  /**
   * The same for the streams of a read session; a batch is never larger than what is wanted.
   *
   * @param batchBytes most bytes of a batch, brought into the bounds of the service
   */
  ReadOptions readOptions(Compression compression, long batchBytes) {
    long rows = maxRows > 0 ? Math.min(batchRows, maxRows) : batchRows;
    return new ReadOptions(
        (int) Math.min(rows, TableReadRequest.MAX_BATCH_ROWS),
        Math.max(LEAST_BATCH_BYTES, Math.min(batchBytes, MOST_BATCH_BYTES)),
        compression,
        List.of());
  }
}

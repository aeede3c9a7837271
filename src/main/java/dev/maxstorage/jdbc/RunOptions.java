package dev.maxstorage.jdbc;

import dev.maxstorage.storage.ParallelOptions;
import dev.maxstorage.storage.ReadOptions;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.TableReadRequest;

/**
 * How a statement wants its result.
 *
 * @param batchRows rows of a record batch
 * @param maxRows most rows that the caller will read, 0 for all
 * @param scrolling how the result set moves
 */
record RunOptions(int batchRows, long maxRows, Scrolling scrolling) {

  /** Most rows that the caller will read, as the streams want to know it. */
  long wantedRows() {
    return maxRows > 0 ? maxRows : ParallelOptions.ALL_ROWS;
  }

  /** The same for a caller that reads all rows. */
  RunOptions forAllRows() {
    return new RunOptions(batchRows, 0, scrolling);
  }

  /** The same for the streams of a read session; a batch is never larger than what is wanted. */
  ReadOptions readOptions(Compression compression) {
    long rows = maxRows > 0 ? Math.min(batchRows, maxRows) : batchRows;
    return ReadOptions.DEFAULT
        .withMaxBatchRows((int) Math.min(rows, TableReadRequest.MAX_BATCH_ROWS))
        .withCompression(compression);
  }
}

package dev.maxstorage.warehouse;

import dev.maxstorage.wire.TableReadRequest;

/**
 * The most rows and bytes of a record batch.
 *
 * <p>Source: Storage API document, 4.6.
 *
 * @param bytes uncompressed; 0 for no limit
 */
record BatchLimits(int rows, long bytes) {
  private static final long LEAST_BYTES = 1L << 20;
  private static final long MOST_BYTES = 256L << 20;

  static final BatchLimits DEFAULT = new BatchLimits(TableReadRequest.DEFAULT_BATCH_ROWS, 0);

  static BatchLimits of(TableReadRequest body) {
    if (body.maxBatchRows() > TableReadRequest.MAX_BATCH_ROWS) {
      throw Refusal.badRequest(
          "MaxBatchRows " + body.maxBatchRows() + " is above " + TableReadRequest.MAX_BATCH_ROWS);
    }
    long bytes = body.maxBatchRawSize();
    if (bytes != 0 && (bytes < LEAST_BYTES || bytes > MOST_BYTES)) {
      throw Refusal.badRequest(
          "MaxBatchRawSize "
              + bytes
              + " is neither 0 nor from "
              + LEAST_BYTES
              + " to "
              + MOST_BYTES);
    }
    int rows = body.maxBatchRows() <= 0 ? TableReadRequest.DEFAULT_BATCH_ROWS : body.maxBatchRows();
    return new BatchLimits(rows, bytes);
  }
}

package dev.maxstorage.wire;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * Body of {@code TableRead}. Source: Storage API document, 4.6.
 *
 * @param maxBatchRows most rows a record batch, at most 20,000; 0 for the server's choice
 * @param skipRowNum rows to skip at the start of the split or range
 * @param maxBatchRawSize most uncompressed bytes a record batch; 0 for none
 * @param dataColumns narrower projection; empty for the session's own
 */
public record TableReadRequest(
    int maxBatchRows,
    long skipRowNum,
    long maxBatchRawSize,
    DataFormat dataFormat,
    List<String> dataColumns,
    boolean dataColumnsUnordered) {

  /** Rows a batch when the caller names none. */
  public static final int DEFAULT_BATCH_ROWS = 4096;

  /** Most rows a batch that the service accepts. */
  public static final int MAX_BATCH_ROWS = 20_000;

  public TableReadRequest {
    dataFormat = requireNonNullElse(dataFormat, DataFormat.ARROW_V5);
    dataColumns = List.copyOf(dataColumns);
  }
}

package dev.maxstorage.storage;

import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.TableReadRequest;
import java.util.List;

/**
 * How one stream of a read session is delivered. Source: Storage API document, 4.6 and 5.2.
 *
 * @param maxBatchRows most rows a batch, 1 to 20,000, or 0 for the server's choice; results of SQL
 *     jobs ignore it
 * @param maxBatchBytes most uncompressed bytes a batch, 1 MiB to 256 MiB, or 0 for no limit;
 *     results of SQL jobs ignore it
 * @param compression to ask for; what really comes is found out from the bytes
 * @param columns a narrower projection; empty for the session's own
 */
public record ReadOptions(
    int maxBatchRows, long maxBatchBytes, Compression compression, List<String> columns) {

  private static final long MIN_BATCH_BYTES = 1L << 20;
  private static final long MAX_BATCH_BYTES = 256L << 20;

  /** 4096 rows a batch, no compression, all columns of the session. */
  public static final ReadOptions DEFAULT =
      new ReadOptions(TableReadRequest.DEFAULT_BATCH_ROWS, 0, Compression.NONE, List.of());

  public ReadOptions {
    if (maxBatchRows < 0 || maxBatchRows > TableReadRequest.MAX_BATCH_ROWS) {
      throw new IllegalArgumentException(
          "Batch of "
              + maxBatchRows
              + " rows; allowed are 1 to "
              + TableReadRequest.MAX_BATCH_ROWS
              + ", or 0 for the server's choice");
    }
    if (maxBatchBytes != 0
        && (maxBatchBytes < MIN_BATCH_BYTES || maxBatchBytes > MAX_BATCH_BYTES)) {
      throw new IllegalArgumentException(
          "Batch of "
              + maxBatchBytes
              + " bytes; allowed are "
              + MIN_BATCH_BYTES
              + " to "
              + MAX_BATCH_BYTES
              + ", or 0 for no limit");
    }
    columns = List.copyOf(columns);
  }

  /** The same with other batches. */
  public ReadOptions withMaxBatchRows(int rows) {
    return new ReadOptions(rows, maxBatchBytes, compression, columns);
  }

  /** The same with smaller or larger batches; brought into the bounds that the service has. */
  public ReadOptions withMaxBatchBytes(long bytes) {
    long allowed = Math.max(MIN_BATCH_BYTES, Math.min(bytes, MAX_BATCH_BYTES));
    return new ReadOptions(maxBatchRows, allowed, compression, columns);
  }

  /** The same with some of the session's columns, in its order; empty for all of them. */
  public ReadOptions withColumns(List<String> names) {
    return new ReadOptions(maxBatchRows, maxBatchBytes, compression, names);
  }

  /** The same, asking for a codec. */
  public ReadOptions withCompression(Compression codec) {
    return new ReadOptions(maxBatchRows, maxBatchBytes, codec, columns);
  }
}

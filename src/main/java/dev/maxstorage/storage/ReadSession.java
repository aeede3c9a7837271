package dev.maxstorage.storage;

import dev.maxstorage.storage.Split.RowRangeSplit;
import dev.maxstorage.transport.StreamingResponse;
import dev.maxstorage.types.Column;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a table, or the result of a SQL job, ready to be read in splits.
 *
 * <p>Made by {@link StorageClient}. It holds nothing that must be closed; on the server it dies by
 * expiry. Immutable, so splits may be read by several threads at once, each with an allocator or
 * source of its own.
 */
public final class ReadSession {

  /** Opens one stream; what a session of a table and one of a job do differently. */
  @FunctionalInterface
  interface StreamOpener {
    StreamingResponse open(Split split, long skipRows, ReadOptions options) throws IOException;
  }

  private final String id;
  private final List<Column> columns;
  private final long recordCount;
  private final List<Split> splits;
  private final boolean exact;
  private final @Nullable String requestId;
  private final StreamOpener opener;
  private final ResumePolicy resume;

  ReadSession(
      String id,
      List<Column> columns,
      long recordCount,
      List<Split> splits,
      boolean exact,
      @Nullable String requestId,
      StreamOpener opener,
      ResumePolicy resume) {
    this.id = id;
    this.columns = columns;
    this.recordCount = recordCount;
    this.splits = splits;
    this.exact = exact;
    this.requestId = requestId;
    this.opener = opener;
    this.resume = resume;
  }

  /** The id on the server. */
  public String id() {
    return id;
  }

  /** The columns that every batch has, in order: data columns, then partition columns. */
  public List<Column> columns() {
    return columns;
  }

  /**
   * All rows of the session; -1 or 0 if the server counts none, as with splits by size. Of no use
   * with a filter.
   */
  public long recordCount() {
    return recordCount;
  }

  /** The splits; together every row once. None for an empty table. */
  public List<Split> splits() {
    return splits;
  }

  /** The request id of the answer that made the session ready, or null. */
  public @Nullable String requestId() {
    return requestId;
  }

  /**
   * Opens the bytes of one split. Whoever calls closes the reader.
   *
   * @param skipRows rows of the split that are not delivered again; at least 0
   */
  public StreamReader openStream(Split split, long skipRows, ReadOptions options)
      throws IOException {
    if (skipRows < 0) {
      throw new IllegalArgumentException("Cannot skip " + skipRows + " rows");
    }
    return new StreamReader(opener.open(split, skipRows, options));
  }

  /**
   * Opens the batches of one split. Whoever calls closes the reader.
   *
   * @param allocator of the vectors; must outlive the reader
   */
  public ArrowBatchReader openBatches(Split split, ReadOptions options, BufferAllocator allocator)
      throws IOException {
    return openBatches(split, 0, options, allocator);
  }

  ArrowBatchReader openBatches(
      Split split, long skipRows, ReadOptions options, BufferAllocator allocator)
      throws IOException {
    long promised =
        exact && split instanceof RowRangeSplit range
            ? Math.max(0, range.count() - skipRows)
            : ArrowBatchReader.ANY_NUMBER_OF_ROWS;
    return new ArrowBatchReader(openStream(split, skipRows, options), allocator, promised);
  }

  /** Whether that many rows are all that was promised of a split. */
  boolean isWhole(Split split, long rows) {
    return exact && split instanceof RowRangeSplit range && rows == range.count();
  }

  /**
   * The batches of some splits, one split after the other, in one root. Nothing is read yet.
   *
   * @param allocator of the vectors; must outlive the source
   */
  public SplitBatches batches(List<Split> chosen, ReadOptions options, BufferAllocator allocator) {
    return new SplitBatches(this, chosen, options, allocator, resume);
  }

  /** The batches of all splits. */
  public SplitBatches batches(ReadOptions options, BufferAllocator allocator) {
    return batches(splits, options, allocator);
  }
}

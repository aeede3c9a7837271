package dev.maxstorage.storage;

import dev.maxstorage.storage.Split.RowRangeSplit;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.types.Column;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a table, or the result of a SQL job, ready to be read in splits.
 *
 * <p>Made by {@link StorageClient}. It holds nothing that must be closed; on the server it dies by
 * expiry, which is put off while streams are read. Splits may be read by several threads at once,
 * each with an allocator or source of its own.
 */
public final class ReadSession {

  /** What is known about the rows before they are read. */
  enum Addressing {
    /** Rows have numbers, and as many come as were asked for. */
    EXACT_ROWS,
    /** Rows have numbers, but a filter may keep any of them back. */
    ROWS,
    /** The server made the splits, each of an unknown number of rows. */
    SPLITS
  }

  private final String id;
  private final List<Column> columns;
  private final long recordCount;
  private final List<Split> splits;
  private final Addressing addressing;
  private final @Nullable String requestId;
  private final SplitStreams streams;
  private final HttpTransport transport;

  ReadSession(
      String id,
      List<Column> columns,
      long recordCount,
      List<Split> splits,
      Addressing addressing,
      @Nullable String requestId,
      SplitStreams streams,
      HttpTransport transport) {
    this.id = id;
    this.columns = columns;
    this.recordCount = recordCount;
    this.splits = splits;
    this.addressing = addressing;
    this.requestId = requestId;
    this.streams = streams;
    this.transport = transport;
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
    return openStream(transport, split, skipRows, options);
  }

  private StreamReader openStream(
      HttpTransport through, Split split, long skipRows, ReadOptions options) throws IOException {
    if (skipRows < 0) {
      throw new IllegalArgumentException("Cannot skip " + skipRows + " rows");
    }
    return new StreamReader(streams.open(through, split, skipRows, options));
  }

  /**
   * Opens the batches of one split. Whoever calls closes the reader.
   *
   * @param allocator of the vectors; must outlive the reader
   */
  public ArrowBatchReader openBatches(Split split, ReadOptions options, BufferAllocator allocator)
      throws IOException {
    return openBatches(transport, split, 0, options, allocator);
  }

  ArrowBatchReader openBatches(
      HttpTransport through,
      Split split,
      long skipRows,
      ReadOptions options,
      BufferAllocator allocator)
      throws IOException {
    long promised =
        addressing == Addressing.EXACT_ROWS && split instanceof RowRangeSplit range
            ? Math.max(0, range.count() - skipRows)
            : ArrowBatchReader.ANY_NUMBER_OF_ROWS;
    return new ArrowBatchReader(openStream(through, split, skipRows, options), allocator, promised);
  }

  /** Whether that many rows are all that was promised of a split. */
  boolean isWhole(Split split, long rows) {
    return addressing == Addressing.EXACT_ROWS
        && split instanceof RowRangeSplit range
        && rows == range.count();
  }

  /** Whether rows are addressed by number and {@link #recordCount} is how many there are. */
  public boolean hasExactRows() {
    return addressing == Addressing.EXACT_ROWS;
  }

  Addressing addressing() {
    return addressing;
  }

  SplitStreams streams() {
    return streams;
  }

  HttpTransport transport() {
    return transport;
  }

  /** As often as the transport repeats a request, a broken stream is opened again. */
  ResumePolicy resume() {
    return new ResumePolicy(transport.options().retry().maxRetries());
  }

  /**
   * The batches of some splits, one split after the other, in one root. Nothing is read yet.
   *
   * @param allocator of the vectors; must outlive the source
   */
  public SplitBatches batches(List<Split> chosen, ReadOptions options, BufferAllocator allocator) {
    return new SplitBatches(this, chosen, options, allocator);
  }

  /** The batches of all splits. */
  public SplitBatches batches(ReadOptions options, BufferAllocator allocator) {
    return batches(splits, options, allocator);
  }

  /**
   * The batches of all splits, several of them read at once and ahead of the caller. Nothing is
   * read yet. Where rows have numbers, the ranges are chosen as the reading goes, whatever {@link
   * #splits} says.
   *
   * @param ahead limits what is read ahead, for all sources that share it
   * @param allocator of the vectors; must outlive the source
   */
  public ParallelBatches parallelBatches(
      ParallelOptions parallel, ReadOptions options, ReadAhead ahead, BufferAllocator allocator) {
    return new ParallelBatches(this, parallel, options, ahead, allocator);
  }
}

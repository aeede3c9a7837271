package dev.maxstorage.jdbc;

import dev.maxstorage.predicate.BoundPredicate;
import dev.maxstorage.storage.ReadOptions;
import dev.maxstorage.storage.ReadSession;
import dev.maxstorage.storage.Split;
import dev.maxstorage.storage.Split.RowRangeSplit;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The ranges of a read session that counts its rows: of a table without a filter of the service, or
 * of a SQL job. Each opening is one request. Source: Storage API document, 4.5 and 5.
 */
final class SessionRanges implements RowRanges {
  private final ReadSession session;
  private final int rangeRows;
  private final ReadOptions options;
  private final @Nullable BoundPredicate predicate;
  private final List<TableScan.Constant> constants;
  private final BufferAllocator allocator;

  /**
   * Ranges of a session.
   *
   * @param predicate decided on every range, null for none
   * @param constants columns behind those of the session
   * @param allocator closed with the ranges
   */
  SessionRanges(
      ReadSession session,
      int rangeRows,
      ReadOptions options,
      @Nullable BoundPredicate predicate,
      List<TableScan.Constant> constants,
      BufferAllocator allocator) {
    this.session = session;
    this.rangeRows = rangeRows;
    this.options = options;
    this.predicate = predicate;
    this.constants = constants;
    this.allocator = allocator;
  }

  @Override
  public long rowCount() {
    return session.recordCount();
  }

  @Override
  public int rangeRows() {
    return rangeRows;
  }

  @Override
  public boolean isFiltered() {
    return predicate != null;
  }

  @Override
  public ResultBatches open(long range) {
    long offset = range * rangeRows;
    Split split = new RowRangeSplit(offset, Math.min(rangeRows, rowCount() - offset));
    ResultBatches batches =
        new FilteredBatches(session.batches(List.of(split), options, allocator), predicate);
    return constants.isEmpty()
        ? batches
        : new ConstantColumns(
            batches,
            constants.stream().map(TableScan.Constant::column).toList(),
            constants.stream()
                .<@Nullable Object>map(TableScan.Constant::value)
                .collect(Collectors.toList()),
            allocator);
  }

  @Override
  public BufferAllocator allocator() {
    return allocator;
  }

  @Override
  public void close() throws IOException {
    allocator.close();
  }
}

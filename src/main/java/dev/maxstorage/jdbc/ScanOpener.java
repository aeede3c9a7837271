package dev.maxstorage.jdbc;

import dev.maxstorage.sql.IncrementalRange;
import dev.maxstorage.storage.ParallelBatches;
import dev.maxstorage.storage.ParallelOptions;
import dev.maxstorage.storage.ReadSession;
import dev.maxstorage.storage.ReadSessionOptions;
import dev.maxstorage.storage.ReadSessionOptions.FilterFallback;
import dev.maxstorage.storage.RowOrder;
import dev.maxstorage.storage.StorageClient;
import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.wire.IncrementalReadOptions;
import dev.maxstorage.wire.SplitMode;
import dev.maxstorage.wire.SplitOptions;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Opens the read session of a scan and the batches of its splits. */
final class ScanOpener {
  private static final Logger LOG = System.getLogger(ScanOpener.class.getName());

  /** Tells the service how rows are addressed; the ranges are chosen as the reading goes. */
  static final long RANGE_ROWS = 1L << 20;

  /** Bytes of a split by size; in table order small ones, since those behind the first wait. */
  private static final long ORDERED_SPLIT_BYTES = 32L << 20;

  private final Clients clients;
  private final RejectedFilters rejected = new RejectedFilters();
  private final SplitOpener splits;

  ScanOpener(Clients clients) {
    this.clients = clients;
    this.splits = new SplitOpener(clients);
  }

  /** The batches of a scan, with an allocator of their own; whoever calls closes them. */
  ResultBatches open(TableScan scan, RunOptions options, CancelScope scope)
      throws IOException, SQLException {
    if (scan.isEmpty()) {
      return new InMemoryBatches(List.of(), List.of(), clients.allocator());
    }
    BufferAllocator allocator = clients.child("scan of " + scan.table().table().table());
    try {
      TableSplit split = scan.split();
      ReadSession session =
          split == null ? createSession(scan, scope) : splits.open(scan, split, scope);
      boolean decidesRows = scan.predicate() != null;
      long beginning = split == null ? 0 : split.firstRow();
      long skippedThere =
          session.hasExactRows() && !decidesRows && split == null ? scan.offset() : 0;
      long skipped = scan.offset() - skippedThere;
      // Of a session that is cut by rows, rows that the predicate leaves out count as well.
      long wanted =
          session.hasExactRows() && decidesRows
              ? ParallelOptions.ALL_ROWS
              : wantedRows(scan, options);
      long asked = wanted > ParallelOptions.ALL_ROWS - skipped ? wanted : wanted + skipped;
      ParallelBatches streams =
          clients.batches(
              session,
              clients.rowOrder(),
              beginning + skippedThere,
              split == null ? asked : Math.min(asked, split.rows()),
              options,
              split == null ? List.of() : scan.vectorNames(),
              allocator);
      ResultBatches batches = new FilteredBatches(streams, scan.predicate());
      if (scan.incremental() != null || split != null) {
        batches = new ChosenColumns(batches, scan.vectorNames(), scan.table().allColumns());
      }
      if (skipped > 0) {
        batches = new SkippedRows(batches, skipped);
      }
      if (!scan.constants().isEmpty()) {
        batches =
            new ConstantColumns(
                batches,
                scan.constants().stream().map(TableScan.Constant::column).toList(),
                scan.constants().stream()
                    .<@Nullable Object>map(TableScan.Constant::value)
                    .collect(Collectors.toList()),
                allocator);
      }
      return new OwnedBatches(batches, streams, allocator);
    } catch (IOException | SQLException | RuntimeException e) {
      allocator.close();
      throw e;
    }
  }

  private static long wantedRows(TableScan scan, RunOptions options) {
    return scan.limit() < 0 ? options.wantedRows() : Math.min(scan.limit(), options.wantedRows());
  }

  /** The rows of the partitions of a scan, whatever its predicate; -1 if the server counts none. */
  long recordCount(TableScan scan, CancelScope scope) throws IOException {
    ReadSession session = createExactSession(scan, scope);
    return session.hasExactRows() ? session.recordCount() : -1;
  }

  /** A session without a filter, cut by rows. */
  private ReadSession createExactSession(TableScan scan, CancelScope scope) throws IOException {
    return clients
        .storage(scope)
        .createReadSession(
            scan.table().table(), wanted(scan).withSplits(SplitMode.ROW_OFFSET, RANGE_ROWS));
  }

  /** What a session of a scan has; how it is cut is not said yet. */
  static ReadSessionOptions wanted(TableScan scan) {
    List<String> partitions = scan.partitions();
    IncrementalRange range = scan.incremental();
    ReadSessionOptions wanted =
        ReadSessionOptions.ALL
            .withColumns(scan.dataColumns(), scan.partitionColumns())
            .withPartitions(partitions == null ? List.of() : partitions);
    return range == null
        ? wanted
        : wanted.withIncremental(
            new IncrementalReadOptions(
                range.mode().word(),
                range.startVersion(),
                range.endVersion(),
                range.startTime(),
                range.endTime()));
  }

  /**
   * A read session; with a predicate it is cut by size, since row counts mean nothing then. A
   * filter that the service refuses is left out once: the driver decides the predicate anyway.
   * Source: control-plane document, 16.3.
   */
  private ReadSession createSession(TableScan scan, CancelScope scope) throws IOException {
    if (scan.hasExactRecordCount()) {
      return createExactSession(scan, scope);
    }
    StorageClient storage = clients.storage(scope);
    ReadSessionOptions bySize =
        wanted(scan)
            .withSplits(
                scan.readsImages() ? SplitMode.BUCKET : SplitMode.SIZE,
                clients.rowOrder() == RowOrder.TABLE
                    ? ORDERED_SPLIT_BYTES
                    : SplitOptions.DEFAULT_SPLIT_NUMBER);
    if (scan.pushed().isEmpty() || rejected.contains(scan.pushed())) {
      return storage.createReadSession(scan.table().table(), bySize);
    }
    try {
      return storage.createReadSession(
          scan.table().table(), bySize.withFilter(scan.pushed(), FilterFallback.REFUSE));
    } catch (ServiceException e) {
      if (e.status() != 400 && e.status() != 422) {
        throw e;
      }
      rejected.add(scan.pushed());
      LOG.log(
          Level.INFO, () -> "The service refused the filter " + scan.pushed() + ": " + e.reason());
      return storage.createReadSession(scan.table().table(), bySize);
    }
  }
}

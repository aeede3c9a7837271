package dev.maxstorage.jdbc;

import dev.maxstorage.sql.IncrementalRange;
import dev.maxstorage.storage.ReadSession;
import dev.maxstorage.storage.ReadSessionOptions;
import dev.maxstorage.storage.ReadSessionOptions.FilterFallback;
import dev.maxstorage.storage.Split;
import dev.maxstorage.storage.Split.RowRangeSplit;
import dev.maxstorage.storage.StorageClient;
import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.wire.IncrementalReadOptions;
import dev.maxstorage.wire.SplitMode;
import dev.maxstorage.wire.SplitOptions;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Opens the read session of a scan and the batches of its splits. */
final class ScanOpener {
  private static final Logger LOG = System.getLogger(ScanOpener.class.getName());

  /** Rows of one range of a scan without a predicate: each range is one request. */
  private static final long RANGE_ROWS = 1L << 20;

  private final Clients clients;
  private final RejectedFilters rejected = new RejectedFilters();

  ScanOpener(Clients clients) {
    this.clients = clients;
  }

  /** The batches of a scan, with an allocator of their own; whoever calls closes them. */
  ResultBatches open(TableScan scan, RunOptions options, CancelScope scope) throws IOException {
    if (scan.isEmpty()) {
      return new InMemoryBatches(List.of(), List.of(), clients.allocator());
    }
    BufferAllocator allocator = clients.child("scan of " + scan.table().table().table());
    try {
      ReadSession session = createSession(scan, options, scope);
      List<Split> window = window(scan, session, options);
      ResultBatches batches =
          new FilteredBatches(
              session.batches(
                  window == null ? session.splits() : window,
                  options.readOptions(clients.compression()),
                  allocator),
              scan.predicate());
      if (scan.incremental() != null) {
        batches = new ChosenColumns(batches, scan.vectorNames(), scan.table().allColumns());
      }
      if (window == null && scan.offset() > 0) {
        batches = new SkippedRows(batches, scan.offset());
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
      return new OwnedBatches(batches, allocator);
    } catch (IOException | RuntimeException e) {
      allocator.close();
      throw e;
    }
  }

  /** The rows of the partitions of a scan, whatever its predicate; -1 if the server counts none. */
  long recordCount(TableScan scan, CancelScope scope) throws IOException {
    ReadSession session =
        clients
            .storage(scope)
            .createReadSession(
                scan.table().table(), wanted(scan).withSplits(SplitMode.ROW_OFFSET, RANGE_ROWS));
    return session.splits().stream().allMatch(RowRangeSplit.class::isInstance)
        ? session.recordCount()
        : -1;
  }

  /** The row ranges that OFFSET and LIMIT leave; null where the session is not cut by rows. */
  private static @Nullable List<Split> window(
      TableScan scan, ReadSession session, RunOptions options) {
    if (!scan.hasExactRecordCount()
        || !session.splits().stream().allMatch(RowRangeSplit.class::isInstance)) {
      return null;
    }
    long end =
        scan.limit() < 0 || scan.limit() > session.recordCount() - scan.offset()
            ? session.recordCount()
            : scan.offset() + scan.limit();
    long rows = rangeRows(scan, options);
    List<Split> ranges = new ArrayList<>();
    for (long from = scan.offset(); from < end; from += rows) {
      ranges.add(new RowRangeSplit(from, Math.min(rows, end - from)));
    }
    return ranges;
  }

  /** Rows of one range: no more than the caller wants at all. */
  private static long rangeRows(TableScan scan, RunOptions options) {
    long rows = scan.limit() > 0 ? Math.min(scan.limit(), RANGE_ROWS) : RANGE_ROWS;
    return options.maxRows() > 0 ? Math.min(rows, options.maxRows()) : rows;
  }

  private static ReadSessionOptions wanted(TableScan scan) {
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
  private ReadSession createSession(TableScan scan, RunOptions options, CancelScope scope)
      throws IOException {
    StorageClient storage = clients.storage(scope);
    ReadSessionOptions wanted = wanted(scan);
    if (scan.hasExactRecordCount()) {
      return storage.createReadSession(
          scan.table().table(),
          wanted.withSplits(SplitMode.ROW_OFFSET, rangeRows(scan, options)));
    }
    ReadSessionOptions bySize =
        wanted.withSplits(
            scan.readsImages() ? SplitMode.BUCKET : SplitMode.SIZE,
            SplitOptions.DEFAULT_SPLIT_NUMBER);
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

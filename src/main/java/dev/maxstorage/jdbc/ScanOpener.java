package dev.maxstorage.jdbc;

import dev.maxstorage.storage.ParallelBatches;
import dev.maxstorage.storage.ReadSession;
import dev.maxstorage.storage.ReadSessionOptions;
import dev.maxstorage.storage.ReadSessionOptions.FilterFallback;
import dev.maxstorage.storage.RowOrder;
import dev.maxstorage.storage.StorageClient;
import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.wire.SplitMode;
import dev.maxstorage.wire.SplitOptions;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Opens the read session of a scan and the batches of its splits. */
final class ScanOpener {
  private static final Logger LOG = System.getLogger(ScanOpener.class.getName());

  /** Tells the service how rows are addressed; the ranges are chosen as the reading goes. */
  private static final long RANGE_ROWS = 1L << 20;

  /** Bytes of a split by size; in table order small ones, since those behind the first wait. */
  private static final long ORDERED_SPLIT_BYTES = 32L << 20;

  private final Clients clients;

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
      ReadSession session = createSession(scan, scope);
      ParallelBatches streams =
          clients.batches(
              session, clients.rowOrder(), wantedRows(scan, options), options, allocator);
      ResultBatches batches = new FilteredBatches(streams, scan.predicate());
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
    } catch (IOException | RuntimeException e) {
      allocator.close();
      throw e;
    }
  }

  private static long wantedRows(TableScan scan, RunOptions options) {
    return scan.limit() < 0 ? options.wantedRows() : Math.min(scan.limit(), options.wantedRows());
  }

  /**
   * A read session; with a predicate it is cut by size, since row counts mean nothing then. A
   * filter that the service refuses is left out once: the driver decides the predicate anyway.
   * Source: control-plane document, 16.3.
   */
  private ReadSession createSession(TableScan scan, CancelScope scope) throws IOException {
    StorageClient storage = clients.storage(scope);
    List<String> partitions = scan.partitions();
    ReadSessionOptions wanted =
        ReadSessionOptions.ALL
            .withColumns(scan.dataColumns(), scan.partitionColumns())
            .withPartitions(partitions == null ? List.of() : partitions);
    if (scan.predicate() == null) {
      return storage.createReadSession(
          scan.table().table(), wanted.withSplits(SplitMode.ROW_OFFSET, RANGE_ROWS));
    }
    ReadSessionOptions bySize =
        wanted.withSplits(
            SplitMode.SIZE,
            clients.rowOrder() == RowOrder.TABLE
                ? ORDERED_SPLIT_BYTES
                : SplitOptions.DEFAULT_SPLIT_NUMBER);
    if (scan.pushed().isEmpty()) {
      return storage.createReadSession(scan.table().table(), bySize);
    }
    try {
      return storage.createReadSession(
          scan.table().table(), bySize.withFilter(scan.pushed(), FilterFallback.REFUSE));
    } catch (ServiceException e) {
      if (e.status() != 400 && e.status() != 422) {
        throw e;
      }
      LOG.log(
          Level.INFO, () -> "The service refused the filter " + scan.pushed() + ": " + e.reason());
      return storage.createReadSession(scan.table().table(), bySize);
    }
  }
}

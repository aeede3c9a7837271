package dev.maxstorage.jdbc;

import dev.maxstorage.storage.ReadOptions;
import dev.maxstorage.storage.ReadSession;
import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.wire.SplitMode;
import java.io.IOException;
import java.util.List;

/** Opens results whose rows are read by position. */
final class RangeOpener {
  private final Clients clients;

  RangeOpener(Clients clients) {
    this.clients = clients;
  }

  /**
   * The ranges of a scan. A predicate is not sent, since row ranges count the rows of the session;
   * the partitions that cannot match are left out all the same.
   *
   * @throws NotAScanException if the scan has an OFFSET
   */
  RowRanges ofScan(TableScan scan, RunOptions options, CancelScope scope)
      throws IOException, NotAScanException {
    if (scan.offset() > 0) {
      throw new NotAScanException("a scrollable result set with OFFSET is left to the service");
    }
    if (scan.isEmpty()) {
      return RowRanges.ofMemory(
          new InMemoryBatches(List.of(), List.of(), clients.allocator()), clients.allocator());
    }
    ReadOptions reading = options.readOptions(clients.compression());
    ReadSession session =
        clients
            .storage(scope)
            .createReadSession(
                scan.table().table(),
                ScanOpener.wanted(scan).withSplits(SplitMode.ROW_OFFSET, reading.maxBatchRows()));
    return new SessionRanges(
        session,
        reading.maxBatchRows(),
        reading,
        scan.predicate(),
        scan.constants(),
        clients.child("ranges of " + scan.table().table()));
  }

  /** The ranges of the result of a SQL job. */
  RowRanges ofJob(ReadSession session, RunOptions options) {
    ReadOptions reading = options.readOptions(clients.compression());
    return new SessionRanges(
        session,
        reading.maxBatchRows(),
        reading,
        null,
        List.of(),
        clients.child("ranges of session " + session.id()));
  }
}

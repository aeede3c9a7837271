package dev.maxstorage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.transport.AccessKey;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.TransportOptions;
import dev.maxstorage.wire.SplitMode;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scans of tables that are far larger than the memory they may take. */
class LargeScanTest {
  private static final Target.Table TABLE = new Target.Table("p", "default", "t");
  private static final long PREFETCH_BYTES = 16L << 20;
  private static final long BATCH_BYTES = 1L << 20;

  @Test
  @Timeout(120)
  void memoryStaysWithinTheReadAhead() throws Exception {
    scan(100L << 20, PREFETCH_BYTES);
  }

  /** Run with -Xmx128m; prints figures. */
  @Test
  @Tag("long")
  @Timeout(1800)
  void tenGigabytes() throws Exception {
    scan(10_000_000_000L, 128L << 20);
  }

  private static void scan(long bytes, long prefetchBytes) throws IOException {
    long rows = bytes / GeneratedTable.ROW_BYTES;
    try (GeneratedTable table = new GeneratedTable(rows);
        HttpTransport transport =
            HttpTransport.open(
                TransportOptions.of(table.uri(), "p").withTunnelEndpoint(table.uri()),
                AccessKey.of("id", "key"));
        BufferAllocator allocator = new RootAllocator()) {
      long start = System.nanoTime();
      ReadSession session =
          new StorageClient(transport)
              .createReadSession(
                  TABLE, ReadSessionOptions.ALL.withSplits(SplitMode.ROW_OFFSET, 1 << 20));
      long read = 0;
      long received;
      try (ParallelBatches batches =
          session.parallelBatches(
              new ParallelOptions(8, RowOrder.TABLE, ParallelOptions.ALL_ROWS),
              ReadOptions.DEFAULT.withMaxBatchRows(8192).withMaxBatchBytes(BATCH_BYTES),
              new ReadAhead(prefetchBytes),
              allocator)) {
        while (batches.next()) {
          read += batches.root().getRowCount();
        }
        received = batches.progress().bytes();
      }
      assertThat(read).isEqualTo(rows);
      assertThat(allocator.getPeakMemoryAllocation()).isLessThan(prefetchBytes);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.println(
          String.format(
              Locale.ROOT,
              "%.2f GB in %.1f s, %.0f MB/s, peak of vectors %d MiB, heap limit %d MiB",
              received / 1e9,
              seconds,
              received / seconds / 1e6,
              allocator.getPeakMemoryAllocation() >> 20,
              Runtime.getRuntime().maxMemory() >> 20));
    }
  }
}

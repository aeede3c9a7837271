package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand small commits are nearly as fast to scan as one large one. */
@Tag("long")
class ManyCommitsTest {
  private static final int COMMITS = 1000;
  private static final int SCANS = 41;

  @TempDir Path directory;

  @Test
  void aThousandCommitsOfOneRowScanInAtMostThreeTimesTheTimeOfOneCommit() {
    try (TestWarehouse warehouse = TestWarehouse.start(WarehouseOptions.onDisk(directory))) {
      warehouse.sql("create table one (a bigint)");
      warehouse.sql("create table many (a bigint)");
      warehouse.insert("one", "", ArrowBytes.with().range("a", 0, COMMITS).bytes());
      for (long row = 0; row < COMMITS; row++) {
        warehouse.insert("many", "", ArrowBytes.with().longs("a", row).bytes());
      }
      assertThat(warehouse.rows("many")).isEqualTo(warehouse.rows("one"));
      medianNanos(warehouse, "one");
      medianNanos(warehouse, "many");
      long one = medianNanos(warehouse, "one");
      long many = medianNanos(warehouse, "many");
      System.getLogger(ManyCommitsTest.class.getName())
          .log(
              System.Logger.Level.INFO,
              "scan of one commit {0} us, of {1} commits {2} us",
              one / 1000,
              COMMITS,
              many / 1000);
      assertThat(many).isLessThanOrEqualTo(3 * one);
    }
  }

  private static long medianNanos(TestWarehouse warehouse, String table) {
    long[] nanos = new long[SCANS];
    for (int i = 0; i < SCANS; i++) {
      long start = System.nanoTime();
      assertThat(warehouse.rows(table)).hasSize(COMMITS);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos[SCANS / 2];
  }
}

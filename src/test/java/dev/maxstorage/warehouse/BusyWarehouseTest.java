package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * 64 readers and 8 writers at once. Each writer has a partition of its own: six append ten rows a
 * commit, two replace all they have by a hundred rows of one stamp.
 */
class BusyWarehouseTest {
  private static final int READERS = 64;
  private static final int APPENDERS = 6;
  private static final int REPLACERS = 2;
  private static final int APPENDED_ROWS = 10;
  private static final int REPLACED_ROWS = 100;

  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();

  @Test
  void readersSeeStableSnapshotsForAMoment() throws Exception {
    run(Duration.ofSeconds(5));
  }

  @Test
  @Tag("long")
  void readersSeeStableSnapshotsForAMinute() throws Exception {
    run(Duration.ofMinutes(1));
  }

  /** Closing the warehouse fails if memory was leaked. */
  private void run(Duration duration) throws Exception {
    try (TestWarehouse warehouse = TestWarehouse.start()) {
      warehouse.sql("create table t (stamp bigint, row_id bigint) partitioned by (w string)");
      long end = System.nanoTime() + duration.toNanos();
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int writer = 0; writer < APPENDERS + REPLACERS; writer++) {
        int number = writer;
        tasks.add(() -> write(warehouse, number, end));
      }
      for (int reader = 0; reader < READERS; reader++) {
        tasks.add(() -> read(warehouse, end));
      }
      ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
      try {
        for (Future<Void> task : threads.invokeAll(tasks)) {
          task.get();
        }
      } finally {
        threads.shutdownNow();
      }
      check(warehouse.rows("t"));
      assertThat(commits.get()).isGreaterThan(APPENDERS);
      assertThat(reads.get()).isGreaterThan(READERS);
    }
  }

  private Void write(TestWarehouse warehouse, int writer, long end) {
    boolean appends = writer < APPENDERS;
    int count = appends ? APPENDED_ROWS : REPLACED_ROWS;
    for (long stamp = 0; System.nanoTime() < end; stamp++) {
      Long[] stamps = new Long[count];
      java.util.Arrays.fill(stamps, stamp);
      byte[] rows = ArrowBytes.with().longs("stamp", stamps).range("row_id", 0, count).bytes();
      String session =
          warehouse.writeSession(
              "t",
              "{\"PartialPartitionSpec\":\"w="
                  + writer
                  + "\",\"Flags\":{\"overwrite\":\""
                  + !appends
                  + "\"}}");
      warehouse.openStream("t", session, "s", 1).ok();
      warehouse.write("t", session, "s", 1, rows).send().ok();
      warehouse.closeStream("t", session, "s", 1).ok();
      warehouse.commit("t", session).ok();
      commits.incrementAndGet();
    }
    return null;
  }

  private Void read(TestWarehouse warehouse, long end) {
    do {
      JsonNode session = warehouse.readSession("t", "{}");
      List<String> once = ArrowBytes.rows(warehouse.read("t", session).send().ok().bytes());
      List<String> again = ArrowBytes.rows(warehouse.read("t", session).send().ok().bytes());
      assertThat(again).isEqualTo(once).hasSize(session.path("RecordCount").asInt());
      check(once);
      reads.incrementAndGet();
    } while (System.nanoTime() < end);
    return null;
  }

  /** Whole commits only: of an appender all from its first on, of a replacer one. */
  private static void check(List<String> rows) {
    Map<String, Map<String, Integer>> countsByWriter = new HashMap<>();
    for (String row : rows) {
      String[] values = row.split("\\|", -1);
      countsByWriter
          .computeIfAbsent(values[2], w -> new HashMap<>())
          .merge(values[0], 1, Integer::sum);
    }
    countsByWriter.forEach(
        (writer, counts) -> {
          if (Integer.parseInt(writer) < APPENDERS) {
            assertThat(counts.values()).allMatch(count -> count == APPENDED_ROWS);
            long last = counts.keySet().stream().mapToLong(Long::parseLong).max().orElse(-1);
            assertThat(counts).hasSize((int) last + 1);
          } else {
            assertThat(counts).hasSize(1).containsValue(REPLACED_ROWS);
          }
        });
  }
}

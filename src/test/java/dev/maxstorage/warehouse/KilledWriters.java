package dev.maxstorage.warehouse;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A program that serves a warehouse on disk and writes to it from several threads until it is
 * killed. Prints the number of each commit after it was confirmed.
 *
 * <p>Arguments: the directory, and the number of this run. Commit {@code c} has {@code 1 + c % 40}
 * rows: {@code commit_id} is c, {@code row_id} counts from 0.
 */
final class KilledWriters {
  static final int THREADS = 4;
  private static final long COMMITS_PER_THREAD = 1_000_000;

  /** The end of a line: a line that the kill has cut lacks it. */
  static final String CONFIRMED = " confirmed";

  private static final int AUTO_COMMIT_THREAD = 0;

  private KilledWriters() {}

  static int rows(long commit) {
    return 1 + (int) (commit % 40);
  }

  static long firstCommit(int run, int thread) {
    return (run * (long) THREADS + thread) * COMMITS_PER_THREAD;
  }

  /** Opens, writes, never ends by itself. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int run = Integer.parseInt(arguments[1]);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (TestWarehouse warehouse =
        TestWarehouse.start(WarehouseOptions.onDisk(Path.of(arguments[0])))) {
      warehouse.sql("create table if not exists t (commit_id bigint, row_id bigint)");
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        threads.execute(() -> write(warehouse, run, number, out));
      }
      threads.shutdown();
      threads.awaitTermination(10, TimeUnit.MINUTES);
    }
  }

  private static void write(TestWarehouse warehouse, int run, int thread, PrintStream out) {
    for (long commit = firstCommit(run, thread); ; commit++) {
      Long[] ids = new Long[rows(commit)];
      java.util.Arrays.fill(ids, commit);
      byte[] rows =
          ArrowBytes.with().longs("commit_id", ids).range("row_id", 0, ids.length).bytes();
      if (thread == AUTO_COMMIT_THREAD) {
        warehouse.write("t", "default", "s" + run, 1, rows).send().ok();
      } else {
        warehouse.insert("t", "", rows);
      }
      out.println(commit + CONFIRMED);
    }
  }
}

package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers in a JVM of their own that is killed without warning, as by {@code kill -9}. */
class KilledWritersTest {
  private static final int MOST_CONFIRMED = 60;

  @TempDir Path directory;

  private final Set<Long> confirmed = new HashSet<>();

  @Test
  void confirmedCommitsSurvive20Kills() throws Exception {
    killAndCheck(20, 7);
  }

  @Test
  @Tag("long")
  void confirmedCommitsSurvive200Kills() throws Exception {
    killAndCheck(200, 8);
  }

  private void killAndCheck(int kills, long seed) throws Exception {
    Random random = new Random(seed);
    for (int run = 0; run < kills; run++) {
      runAndKill(run, 1 + random.nextInt(MOST_CONFIRMED));
      if (run % 2 == 1) {
        tearLastWrite(random);
      }
      if (run % 20 == 19) {
        check();
      }
    }
    check();
  }

  /** Kills the writers once so many commits were confirmed; those that follow until then count. */
  private void runAndKill(int run, int wanted) throws IOException, InterruptedException {
    Process writers =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriters.class.getName(),
                directory.toString(),
                String.valueOf(run))
            .redirectError(Redirect.INHERIT)
            .start();
    int seen = 0;
    try (BufferedReader lines = writers.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null) {
        if (line.endsWith(KilledWriters.CONFIRMED)) {
          confirmed.add(Long.parseLong(line.substring(0, line.indexOf(' '))));
          seen++;
        }
        if (seen == wanted) {
          // The process's own method would close the stream of lines too.
          writers.toHandle().destroyForcibly();
        }
        line = lines.readLine();
      }
    } finally {
      writers.destroyForcibly().waitFor();
    }
    assertThat(seen).as("commits confirmed in run %s", run).isGreaterThanOrEqualTo(wanted);
  }

  /**
   * Puts the beginning of one more record behind the log, as if a write had not been finished: its
   * length, its checksum, and less than its length.
   */
  private void tearLastWrite(Random random) throws IOException {
    Path log = directory.resolve("warehouse.duckdb.wal");
    if (Files.exists(log)) {
      byte[] record = new byte[2 * Long.BYTES + 1 + random.nextInt(4000)];
      random.nextBytes(record);
      ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 4096);
      Files.write(log, record, StandardOpenOption.APPEND);
    }
  }

  /** Every confirmed commit is there whole and once; any other is there whole and once, or not. */
  private void check() {
    Map<Long, Set<Long>> found = new HashMap<>();
    try (TestWarehouse warehouse = TestWarehouse.start(WarehouseOptions.onDisk(directory))) {
      for (String row : warehouse.rows("t")) {
        String[] values = row.split("\\|", -1);
        long commit = Long.parseLong(values[0]);
        boolean first =
            found.computeIfAbsent(commit, c -> new HashSet<>()).add(Long.parseLong(values[1]));
        assertThat(first).as("row %s is there once", row).isTrue();
      }
    }
    assertThat(found.keySet()).containsAll(confirmed);
    found.forEach(
        (commit, rows) ->
            assertThat(rows).as("rows of %s", commit).hasSize(KilledWriters.rows(commit)));
    // What was under way at a kill: at most one commit a thread and a run.
    assertThat(found.size() - confirmed.size()).isBetween(0, runs() * KilledWriters.THREADS);
  }

  private int runs() {
    return (int)
            confirmed.stream()
                .mapToLong(commit -> commit / KilledWriters.firstCommit(1, 0))
                .max()
                .orElse(0)
        + 1;
  }
}

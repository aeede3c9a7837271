package dev.maxstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load in a JVM of its own that is killed without warning, as by {@code kill -9}. */
class KilledLoadTest {
  private static final int ROWS = 100_000;
  private static final String COUNT = "select count(*), count(distinct id), sum(id) from ";
  private static final String ALL = "100000|100000|5000050000";

  @TempDir private Path directory;
  private Path csv;
  private String url;

  @BeforeEach
  void write() throws IOException {
    csv = directory.resolve("a.csv");
    try (BufferedWriter lines = Files.newBufferedWriter(csv)) {
      lines.write("id,name\n");
      for (int id = 1; id <= ROWS; id++) {
        lines.write(id + ",name " + id + "\n");
      }
    }
    url = EmbeddedUrl.of(directory.resolve("wh"), "demo");
  }

  /** Starts a load and kills it once it has printed that so many rows were sent. */
  private void killAfter(int sentRows, String table) throws Exception {
    Process load =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ObservedLoad.class.getName(),
                url,
                table,
                csv.toString())
            .redirectError(Redirect.INHERIT)
            .start();
    try (BufferedReader lines = load.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null && Long.parseLong(line) < sentRows) {
        line = lines.readLine();
      }
      assertThat(line).as("the load ended before it could be killed").isNotNull();
    } finally {
      load.destroyForcibly().waitFor();
    }
    assertThat(load.exitValue()).isNotZero();
  }

  private List<String> rows(String sql) throws SQLException {
    try (Connection connection = MemoryWarehouse.open(url)) {
      return MemoryWarehouse.rows(connection, sql);
    }
  }

  @Test
  void aNewTableIsAbsentAfterAKillInTheMiddle() throws Exception {
    killAfter(20_000, "t");
    assertThat(rows("show tables")).doesNotContain("t");
    CommandRun again = CommandRun.of("load", url, "t", csv.toString());
    assertThat(again.err()).isEmpty();
    assertThat(rows(COUNT + "t")).containsExactly(ALL);
    assertThat(rows("show tables")).containsExactly("t");
  }

  @Test
  void aTableIsAsBeforeOrCompleteAfterAKillAtTheEnd() throws Exception {
    Path one = Files.writeString(directory.resolve("one.csv"), "id,name\n0,before\n");
    assertThat(CommandRun.of("load", url, "t", one.toString()).exitCode()).isZero();
    killAfter(ROWS, "t");
    assertThat(rows("select count(*) from t")).containsAnyOf("1", "100001").hasSize(1);
    assertThat(rows("select name from t where id = 0")).containsExactly("before");
  }
}

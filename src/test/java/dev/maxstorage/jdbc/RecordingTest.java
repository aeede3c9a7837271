package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The events that docs/how-to/observe.md describes. */
@Timeout(60)
class RecordingTest {
  private static final int ROWS = 50_000;

  @AutoClose private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  @TempDir Path directory;

  /** What is recorded. */
  private interface Work {
    void run() throws SQLException;
  }

  @BeforeAll
  static void fill() throws SQLException {
    DATABASE.run(
        "create table numbers as select explode(sequence(1, " + ROWS + ")) as id",
        "create table written (id bigint, pic blob)");
  }

  private List<RecordedEvent> recorded(Work work) throws IOException, SQLException {
    try (Recording recording = new Recording()) {
      for (String name : List.of("Request", "Retry", "Upload", "Split", "Batch")) {
        recording.enable("dev.maxstorage." + name).withoutThreshold();
      }
      recording.start();
      work.run();
      recording.stop();
      Path file = directory.resolve("recorded.jfr");
      recording.dump(file);
      return RecordingFile.readAllEvents(file);
    }
  }

  private static List<RecordedEvent> of(String name, List<RecordedEvent> all) {
    return all.stream()
        .filter(event -> event.getEventType().getName().equals("dev.maxstorage." + name))
        .toList();
  }

  private static long sum(List<RecordedEvent> events, String field) {
    return events.stream().mapToLong(event -> event.getLong(field)).sum();
  }

  private static void scan() throws SQLException {
    try (Connection connection = DATABASE.connect("engine=storage");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id from numbers")) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      assertThat(count).isEqualTo(ROWS);
    }
  }

  @Test
  void aScanIsRequestsSplitsAndBatches() throws Exception {
    List<RecordedEvent> all = recorded(RecordingTest::scan);
    List<RecordedEvent> splits = of("Split", all);
    List<RecordedEvent> batches = of("Batch", all);
    List<RecordedEvent> reads =
        of("Request", all).stream()
            .filter(event -> event.getString("request").startsWith("TableRead "))
            .toList();
    assertThat(splits).isNotEmpty().allMatch(event -> event.getBoolean("whole"));
    assertThat(sum(splits, "rows")).isEqualTo(ROWS);
    assertThat(batches.size()).isGreaterThanOrEqualTo(splits.size());
    assertThat(batches).allMatch(event -> event.getString("direction").equals("read"));
    assertThat(sum(batches, "rows")).isEqualTo(ROWS);
    assertThat(reads).hasSameSizeAs(splits);
    assertThat(reads)
        .allSatisfy(
            event -> {
              assertThat(event.getInt("status")).isEqualTo(200);
              assertThat(event.getString("requestId")).isNotEmpty();
              assertThat(event.getInt("attempt")).isEqualTo(1);
            });
    assertThat(sum(reads, "bytesReceived")).isEqualTo(sum(splits, "bytes"));
    assertThat(of("Retry", all)).isEmpty();
    assertThat(of("Upload", all)).isEmpty();
    assertThat(all.get(0).getEventType().getCategoryNames()).containsExactly("MaxStorage");
  }

  @Test
  void anInsertIsUploadsAndBatches() throws Exception {
    List<RecordedEvent> all =
        recorded(
            () -> {
              try (Connection connection = DATABASE.connect();
                  PreparedStatement insert =
                      connection.prepareStatement("insert into written values (?, ?)")) {
                for (int i = 0; i < 100; i++) {
                  insert.setLong(1, i);
                  insert.setBytes(2, new byte[1000]);
                  insert.addBatch();
                }
                insert.executeBatch();
              }
            });
    List<RecordedEvent> uploads = of("Upload", all);
    List<RecordedEvent> written = of("Batch", all);
    assertThat(uploads).allMatch(event -> event.getInt("status") == 200);
    assertThat(uploads.stream().map(event -> event.getString("request").split(" ")[0]))
        .contains("TableWrite")
        .anyMatch(action -> action.contains("Blob"));
    assertThat(sum(uploads, "bytes")).isGreaterThan(100_000);
    assertThat(written).allMatch(event -> event.getString("direction").equals("written"));
    assertThat(sum(written, "rows")).isEqualTo(100);
  }

  @Test
  void aRequestThatIsSentAgainIsARetry() throws Exception {
    DATABASE.faults().on("TableCreateReadSession").request(1).answer(503);
    DATABASE.faults().on("TableRead").request(1).answer(503);
    List<RecordedEvent> all = recorded(RecordingTest::scan);
    List<RecordedEvent> retries = of("Retry", all);
    assertThat(retries).hasSize(2);
    assertThat(retries).allMatch(event -> event.getString("failure").equals("503"));
    assertThat(of("Request", all)).filteredOn(event -> event.getInt("status") == 503).hasSize(2);
  }
}

package dev.maxstorage.warehouse;

import static dev.maxstorage.warehouse.TestWarehouse.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maxstorage.warehouse.TestWarehouse.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Storage API document, 12.7. */
class ExactlyOnceWriteTest {
  private static TestWarehouse warehouse;

  @BeforeAll
  static void start() {
    warehouse = TestWarehouse.start();
  }

  @AfterAll
  static void stop() {
    warehouse.close();
  }

  private static byte[] rows(long first, int count) {
    return ArrowBytes.with().range("a", first, count).bytes();
  }

  /** One stream of one session, and the token that its writer holds. */
  private static final class Writer {
    private final String table;
    private final String session;
    private String token;

    Writer(String table) {
      this.table = table;
      warehouse.sql("create table " + table + " (a bigint)");
      this.session = warehouse.writeSession(table, "{}");
      this.token =
          warehouse
              .action("TableCreateWriteStream", table(table))
              .query("SessionId", session)
              .body("{\"StreamId\":\"s\",\"StreamVersion\":1,\"ExactlyOnceMode\":true}")
              .send()
              .ok()
              .json()
              .path("AccessToken")
              .asText();
      assertThat(token).isNotEmpty();
    }

    Answer write(long offset, byte[] body) {
      return warehouse
          .write(table, session, "s", 1, body)
          .query("RowOffset", offset)
          .header("x-odps-max-storage-write-access-token", token)
          .send();
    }

    JsonNode resume() {
      JsonNode answer =
          warehouse
              .action("TableGetWriteStream", table(table))
              .query("SessionId", session)
              .query("StreamId", "s")
              .query("StreamVersion", 1)
              .query("ExactlyOnceMode", true)
              .body("{\"StreamId\":\"s\",\"StreamVersion\":1,\"ExactlyOnceMode\":true}")
              .send()
              .ok()
              .json();
      token = answer.path("AccessToken").asText();
      return answer;
    }

    void commit() {
      warehouse.closeStream(table, session, "s", 1).ok();
      warehouse.commit(table, session).ok();
    }
  }

  private static void assertOffset(Answer answer, long offset) {
    assertThat(answer.ok().json().path("ExactlyOnceRowOffset").asLong()).isEqualTo(offset);
  }

  @Test
  void case115To118RepetitionsAreRecognised() {
    Writer writer = new Writer("c115");
    assertOffset(writer.write(0, rows(0, 1000)), 1000);
    assertOffset(writer.write(0, rows(0, 1000)), 1000);
    assertOffset(writer.write(1000, rows(1000, 500)), 1500);
    writer.write(1501, rows(1501, 10)).refused(409, "RowOffsetConflict");
    writer.write(0, rows(7, 1000)).refused(409, "RowOffsetConflict");
    assertOffset(writer.write(0, rows(0, 1000)), 1500);
    writer.commit();
    assertThat(warehouse.rows("c115")).hasSize(1500).doesNotHaveDuplicates();
  }

  @Test
  void case119AMissingRowOffsetIsABadRequest() {
    Writer writer = new Writer("c119");
    warehouse
        .write("c119", writer.session, "s", 1, rows(0, 1))
        .header("x-odps-max-storage-write-access-token", writer.token)
        .send()
        .refused(400, "InvalidParameter");
    writer.write(-1, rows(0, 1)).refused(400, "InvalidParameter");
  }

  @Test
  void aMissingOrOldAccessTokenIsRefused() {
    Writer writer = new Writer("tokens");
    warehouse
        .write("tokens", writer.session, "s", 1, rows(0, 1))
        .query("RowOffset", 0)
        .send()
        .refused(403, "NoPermission");
    String old = writer.token;
    writer.resume();
    assertThat(writer.token).isNotEqualTo(old);
    warehouse
        .write("tokens", writer.session, "s", 1, rows(0, 1))
        .query("RowOffset", 0)
        .header("x-odps-max-storage-write-access-token", old)
        .send()
        .refused(403, "NoPermission");
    assertOffset(writer.write(0, rows(0, 1)), 1);
  }

  @Test
  void case229AWriterThatLostItsAnswerGoesOnWhereTheServerIs() {
    Writer writer = new Writer("c229");
    assertOffset(writer.write(0, rows(0, 100)), 100);
    warehouse.faults().on("TableWrite").request(1).dropAnswer();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> writer.write(100, rows(100, 100)))
        .isInstanceOf(java.io.UncheckedIOException.class);
    long offset = writer.resume().path("RowOffset").asLong();
    assertThat(offset).isEqualTo(200);
    assertOffset(writer.write(offset, rows(200, 50)), 250);
    writer.commit();
    assertThat(warehouse.rows("c229")).hasSize(250).doesNotHaveDuplicates();
  }
}

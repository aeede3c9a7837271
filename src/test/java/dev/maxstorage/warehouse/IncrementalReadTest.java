package dev.maxstorage.warehouse;

import static dev.maxstorage.warehouse.TestWarehouse.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Storage API document, 4.10. */
class IncrementalReadTest {
  private static final TestWarehouse.ManualClock CLOCK = new TestWarehouse.ManualClock();
  private static TestWarehouse warehouse;

  /** Commit n brings the row n, at second n after the hour. */
  @BeforeAll
  static void start() {
    CLOCK.set("2026-11-22T10:00:00Z");
    warehouse = TestWarehouse.start(WarehouseOptions.inMemory().withClock(CLOCK));
    warehouse.sql("create table t (a bigint)");
    for (long commit = 1; commit <= 6; commit++) {
      CLOCK.advance(Duration.ofSeconds(1));
      warehouse.insert("t", "", ArrowBytes.with().longs("a", commit).bytes());
    }
  }

  @AfterAll
  static void stop() {
    warehouse.close();
  }

  private static JsonNode session(String options) {
    return warehouse.readSession(
        "t", "{\"IncrementalRead\":true,\"IncrementalReadOptions\":" + options + "}");
  }

  private static List<String> rows(JsonNode session) {
    return ArrowBytes.rows(warehouse.read("t", session).send().ok().bytes());
  }

  @Test
  void case54BothFamiliesOfMembersGiveTheSameRows() {
    JsonNode first = session("{\"StartVersion\":3,\"EndVersion\":5}");
    assertThat(rows(first)).containsExactly("4", "5");
    assertThat(first.path("RecordCount").asLong()).isEqualTo(2);
    assertThat(first.path("LatestVersion").asLong()).isEqualTo(6);
    assertThat(rows(session("{\"From\":3,\"To\":5}"))).containsExactly("4", "5");
  }

  @Test
  void timesAreBoundsToo() {
    List<String> expected = List.of("4", "5");
    assertThat(
            rows(
                session(
                    "{\"Mode\":\"timestamp\",\"StartVersion\":0,\"EndVersion\":0,"
                        + "\"StartTimeStamp\":\"2026-11-22 10:00:03\","
                        + "\"EndTimeStamp\":\"2026-11-22 10:00:05.999\"}")))
        .isEqualTo(expected);
    assertThat(
            rows(session("{\"From\":\"2026-11-22 10:00:03.000\",\"To\":\"2026-11-22 10:00:05\"}")))
        .isEqualTo(expected);
  }

  @Test
  void boundsMayBeUnset() {
    assertThat(rows(session("{\"StartVersion\":4}"))).containsExactly("5", "6");
    assertThat(
            rows(
                session(
                    "{\"Mode\":\"APPEND\",\"StartVersion\":-1,\"EndVersion\":2,"
                        + "\"StartTimeStamp\":\"-1\",\"EndTimeStamp\":\"-1\"}")))
        .containsExactly("1", "2");
    assertThat(rows(session("null"))).hasSize(6);
  }

  @Test
  void nothingNewIsAnEmptySession() {
    JsonNode session = session("{\"StartVersion\":6}");
    assertThat(session.path("SplitsCount").asInt()).isZero();
    assertThat(session.path("RecordCount").asLong()).isZero();
    assertThat(session.path("SessionStatus").asText()).isEqualTo("NORMAL");
  }

  @Test
  void theAnswerEchoesTheBoundsWithAllMembers() {
    assertThat(session("{\"From\":3}").path("IncrementalReadOptions").toString())
        .isEqualTo(
            "{\"Mode\":\"append\",\"StartVersion\":3,\"EndVersion\":-1,"
                + "\"StartTimeStamp\":\"-1\",\"EndTimeStamp\":\"-1\"}");
  }

  @Test
  void onlyTheSwitchMakesAReadIncremental() {
    JsonNode session =
        warehouse.readSession(
            "t", "{\"IncrementalRead\":false,\"IncrementalReadOptions\":{\"StartVersion\":3}}");
    assertThat(rows(session)).hasSize(6);
  }

  @Test
  void whatCannotBeServedIsRefused() {
    refused("{\"Mode\":\"cdc\"}", "UnsupportedOperation");
    refused("{\"Mode\":\"sideways\"}", "InvalidParameter");
    refused("{\"StartTimeStamp\":\"yesterday\"}", "InvalidParameter");
    refused("{\"StartVersion\":\"x\"}", "InvalidParameter");
  }

  private static void refused(String options, String code) {
    warehouse
        .action("TableCreateReadSession", table("t"))
        .body("{\"IncrementalRead\":true,\"IncrementalReadOptions\":" + options + "}")
        .send()
        .refused(400, code);
  }
}

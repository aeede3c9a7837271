package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Storage API document, 4.10: incremental reads of a delta table. */
class DeltaTableChangesTest {
  private final TestWarehouse.ManualClock clock = new TestWarehouse.ManualClock();
  private TestWarehouse warehouse;

  /** Versions 1 to 3 of a table. */
  @BeforeEach
  void start() {
    clock.set("2026-11-22T10:00:00Z");
    warehouse = TestWarehouse.start(WarehouseOptions.inMemory().withClock(clock));
    warehouse.sql(
        "create table t (k bigint not null primary key, v string)"
            + " tblproperties ('transactional'='true')");
    warehouse.sql("insert into t values (1, 'a'), (2, 'b'), (3, 'c')");
    warehouse.sql("update t set v = 'bb' where k = 2");
    warehouse.sql("delete from t where k = 1");
  }

  @AfterEach
  void stop() {
    warehouse.close();
  }

  private JsonNode session(String options) {
    return warehouse.readSession(
        "t", "{\"IncrementalRead\":true,\"IncrementalReadOptions\":" + options + "}");
  }

  private List<String> rows(JsonNode session) {
    return ArrowBytes.rows(warehouse.read("t", session).send().ok().bytes());
  }

  private List<String> changes(long after, long upTo) {
    return rows(
        session("{\"Mode\":\"cdc\",\"StartVersion\":" + after + ",\"EndVersion\":" + upTo + "}"));
  }

  @Test
  void changeDataHasImagesBeforeAndAfter() {
    assertThat(changes(0, 1)).containsExactly("1|a|2", "2|b|2", "3|c|2");
    assertThat(changes(1, 2)).containsExactly("2|b|16", "2|bb|32");
    assertThat(changes(2, 3)).containsExactly("1|a|4");
    assertThat(changes(0, -1)).hasSize(6);
    assertThat(changes(3, -1)).isEmpty();
    JsonNode session = session("{\"Mode\":\"cdc\",\"StartVersion\":1}");
    assertThat(session.path("RecordCount").asLong()).isEqualTo(3);
    assertThat(session.path("LatestVersion").asLong()).isEqualTo(3);
    JsonNode system = session.path("DataSchema").path("SystemColumns");
    assertThat(system.findValuesAsText("Name")).containsExactly("__meta_op_type");
    assertThat(system.findValuesAsText("Type")).containsExactly("tinyint");
  }

  @Test
  void appendModeLeavesOutDeletesAndOldImages() {
    assertThat(rows(session("{\"Mode\":\"append\"}")))
        .containsExactly("1|a|8", "2|b|8", "3|c|8", "2|bb|8");
    assertThat(rows(session("{\"StartVersion\":1}"))).containsExactly("2|bb|8");
    assertThat(rows(session("{\"StartVersion\":2}"))).isEmpty();
  }

  @Test
  void rowsThatGoAllAtOnceAreDeletes() {
    warehouse.sql("insert overwrite table t values (2, 'x'), (9, 'y')");
    assertThat(changes(3, 4)).containsExactlyInAnyOrder("2|bb|4", "3|c|4", "2|x|2", "9|y|2");
    warehouse.sql("truncate table t");
    assertThat(changes(4, 5)).containsExactlyInAnyOrder("2|x|4", "9|y|4");
    assertThat(changes(3, 5))
        .containsExactlyInAnyOrder("2|bb|4", "3|c|4", "2|x|2", "9|y|2", "2|x|4", "9|y|4");
  }

  @Test
  void aRangeOfChangesIsReadByRowOffset() {
    JsonNode session = session("{\"Mode\":\"cdc\"}");
    byte[] part =
        warehouse.read("t", session).query("Offset", 2).query("Count", 3).send().ok().bytes();
    assertThat(ArrowBytes.rows(part)).containsExactly("3|c|2", "2|b|16", "2|bb|32");
  }

  @Test
  void sessionsKeepTheirChanges() {
    warehouse.sql(
        "create table brief (k bigint not null primary key, v string) tblproperties"
            + " ('transactional'='true', 'acid.data.retain.hours'='0')");
    warehouse.sql("insert into brief values (1, 'a')");
    warehouse.sql("update brief set v = 'b'");
    JsonNode session =
        warehouse.readSession(
            "brief", "{\"IncrementalRead\":true,\"IncrementalReadOptions\":{\"Mode\":\"cdc\"}}");
    clock.advance(Duration.ofSeconds(1));
    warehouse.sql("delete from brief");
    warehouse.sql("insert into brief values (2, 'c')");
    assertThat(ArrowBytes.rows(warehouse.read("brief", session).send().ok().bytes()))
        .containsExactly("1|a|2", "1|a|16", "1|b|32");
  }

  @Test
  void changesAreKeptForADay() {
    clock.advance(Duration.ofHours(23));
    warehouse.sql("insert into t values (7, 'g')");
    assertThat(changes(0, -1)).hasSize(7);
    clock.advance(Duration.ofHours(2));
    warehouse.sql("insert into t values (8, 'h')");
    assertThat(changes(0, -1)).containsExactly("7|g|2", "8|h|2");
    assertThat(warehouse.rows("t")).containsExactlyInAnyOrder("2|bb", "3|c", "7|g", "8|h");
  }

  @Test
  void columnsMayBeChosen() {
    JsonNode session =
        warehouse.readSession(
            "t",
            "{\"IncrementalRead\":true,\"IncrementalReadOptions\":{\"Mode\":\"cdc\","
                + "\"StartVersion\":1},\"RequiredDataColumns\":[\"v\"]}");
    assertThat(rows(session)).containsExactly("b|16", "bb|32", "a|4");
  }
}

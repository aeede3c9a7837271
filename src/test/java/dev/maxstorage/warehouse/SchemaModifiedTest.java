package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maxstorage.warehouse.TestWarehouse.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Open sessions on a table that gets other columns. Storage API document, 1.6, 1.11 and 6.4. */
class SchemaModifiedTest {
  private static final byte[] TWO = ArrowBytes.with().longs("id", 1L, 2L).bytes();

  private static TestWarehouse warehouse;

  @BeforeAll
  static void start() {
    warehouse = TestWarehouse.start();
  }

  @AfterAll
  static void stop() {
    warehouse.close();
  }

  @BeforeEach
  void createTable() {
    warehouse.sql("drop table if exists t");
    warehouse.sql("create table t (id bigint, s string)");
  }

  private static void assertModified(Answer answer, String latest) {
    answer.refused(412, "SchemaModified");
    assertThat(answer.header("odps-tunnel-latest-schema-version")).isEqualTo(latest);
    assertThat(answer.json().path("Message").asText()).contains("demo.t");
  }

  @Test
  void aStreamFromBeforeTakesNoMoreRowsAndOneFromAfterDoes() {
    String session = warehouse.writeSession("t", "{}");
    JsonNode before = warehouse.openStream("t", session, "a", 1).ok().json();
    assertThat(before.path("SchemaVersion").asLong()).isEqualTo(1);
    warehouse.sql("alter table t add columns (n int)");
    assertModified(warehouse.write("t", session, "a", 1, TWO).send(), "2");
    JsonNode state =
        warehouse
            .action("TableGetWriteStream", TestWarehouse.table("t"))
            .query("SessionId", session)
            .query("StreamId", "a")
            .query("StreamVersion", 1)
            .body("{}")
            .send()
            .ok()
            .json();
    assertThat(state.path("SchemaVersion").asLong()).isEqualTo(1);
    assertThat(state.path("LatestSchemaVersion").asLong()).isEqualTo(2);

    JsonNode after = warehouse.openStream("t", session, "b", 1).ok().json();
    assertThat(after.path("SchemaVersion").asLong()).isEqualTo(2);
    assertThat(after.path("TableSchema").path("DataColumns")).hasSize(3);
    warehouse.write("t", session, "b", 1, TWO).query("SchemaVersion", 2).send().ok();
    assertModified(
        warehouse.write("t", session, "b", 1, TWO).query("SchemaVersion", 1).send(), "2");
    warehouse.closeStream("t", session, "b", 1).ok();
    warehouse.commit("t", session).ok();
    assertThat(warehouse.rows("t")).hasSize(2);
  }

  @Test
  void aStreamThatIsOpenedAgainHasTheNewColumns() {
    String session = warehouse.writeSession("t", "{}");
    warehouse.openStream("t", session, "a", 1).ok();
    warehouse.write("t", session, "a", 1, TWO).send().ok();
    warehouse.sql("alter table t rename column s to name");
    assertThat(
            warehouse.openStream("t", session, "a", 1).ok().json().path("SchemaVersion").asLong())
        .isEqualTo(2);
    warehouse.write("t", session, "a", 1, TWO).send().ok();
    warehouse.closeStream("t", session, "a", 1).ok();
    warehouse.commit("t", session).ok();
    assertThat(warehouse.rows("t")).hasSize(2);
  }

  @Test
  void rowsFromBeforeAreNotCommitted() {
    String session = warehouse.writeSession("t", "{}");
    warehouse.openStream("t", session, "a", 1).ok();
    warehouse.write("t", session, "a", 1, TWO).send().ok();
    warehouse.closeStream("t", session, "a", 1).ok();
    warehouse.sql("alter table t drop column s");
    assertModified(warehouse.commit("t", session), "2");
    assertThat(warehouse.rows("t")).isEmpty();
    warehouse
        .action("TableAbortWriteSession", TestWarehouse.table("t"))
        .query("SessionId", session)
        .body("{}")
        .send()
        .ok();
  }

  @Test
  void commentsAndPropertiesDisturbNobody() {
    String session = warehouse.writeSession("t", "{}");
    warehouse.openStream("t", session, "a", 1).ok();
    warehouse.sql("alter table t change column s comment 'c'");
    warehouse.sql("alter table t set lifecycle 5");
    warehouse.write("t", session, "a", 1, TWO).send().ok();
    warehouse.closeStream("t", session, "a", 1).ok();
    warehouse.commit("t", session).ok();
    assertThat(warehouse.rows("t")).hasSize(2);
  }

  @Test
  void theAutoCommitSessionTakesRowsForTheColumnsThereAre() {
    warehouse.write("t", "default", "default", 1, TWO).send().ok();
    warehouse.sql("alter table t add columns (n bigint)");
    byte[] wider = ArrowBytes.with().longs("id", 3L).longs("n", 7L).bytes();
    warehouse.write("t", "default", "default", 1, wider).send().ok();
    warehouse.write("t", "default", "default", 1, TWO).send().ok();
    assertThat(warehouse.rows("t")).hasSize(5);
  }

  @Test
  void aReadSessionStaysAsItWas() {
    warehouse.insert("t", "", TWO);
    JsonNode session = warehouse.readSession("t", "{}");
    warehouse.sql("alter table t drop column s");
    warehouse.sql("alter table t rename column id to key");
    warehouse.sql("truncate table t");
    assertThat(ArrowBytes.rows(warehouse.read("t", session).send().ok().bytes())).hasSize(2);
    JsonNode again =
        warehouse
            .action("TableGetReadSession", TestWarehouse.table("t"))
            .query("SessionId", session.path("SessionId").asText())
            .body("{}")
            .send()
            .ok()
            .json();
    assertThat(again.path("DataSchema")).isEqualTo(session.path("DataSchema"));
    assertThat(warehouse.rows("t")).isEmpty();
  }
}

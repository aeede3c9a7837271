package dev.maxstorage.warehouse;

import static dev.maxstorage.warehouse.TestWarehouse.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Storage API document, 6.13, and case 227 of 12.13; control-plane document, 8.3. */
class DeltaTableWriteTest {
  private static final int UPSERT = 85;
  private static final int DELETE = 68;

  private static TestWarehouse warehouse;

  @BeforeAll
  static void start() {
    warehouse = TestWarehouse.start();
  }

  @AfterAll
  static void stop() {
    warehouse.close();
  }

  private static void create(String name, String columns, String rest) {
    warehouse.sql(
        "create table %s (k bigint not null primary key, %s)%s tblproperties ('transactional'='true')"
            .formatted(name, columns, rest));
  }

  private static byte[] rows(Long[] keys, String[] values, Integer[] operations) {
    return ArrowBytes.with()
        .longs("k", keys)
        .texts("v", values)
        .bytes("__operation", operations)
        .bytes();
  }

  @Test
  void case124UpsertsAndDeletesOfOneStreamTakeEffectInOrder() {
    create("c124", "v string", "");
    warehouse.insert(
        "c124",
        "",
        rows(
            new Long[] {1L, 2L, 3L, 2L, 3L},
            new String[] {"one", "two", "three", "two again", null},
            new Integer[] {UPSERT, null, UPSERT, UPSERT, DELETE}));
    assertThat(warehouse.rows("c124")).containsExactly("1|one", "2|two again");
    JsonNode session = warehouse.readSession("c124", "{}");
    assertThat(session.path("RecordCount").asLong()).isEqualTo(2);
    assertThat(session.path("DataSchema").path("SystemColumns")).isEmpty();
    assertThat(session.path("DataSchema").toString()).doesNotContain("__operation");
  }

  @Test
  void batchesOfOneStreamTakeEffectInTheOrderTheyCame() {
    create("ordered", "v string", "");
    String session = warehouse.writeSession("ordered", "{}");
    warehouse.openStream("ordered", session, "s", 1).ok();
    for (int i = 0; i < 12; i++) {
      byte[] batch =
          rows(
              new Long[] {1L, (long) i + 2},
              new String[] {"v" + i, "x"},
              new Integer[] {UPSERT, i % 2 == 0 ? UPSERT : DELETE});
      warehouse.write("ordered", session, "s", 1, batch).send().ok();
    }
    warehouse.closeStream("ordered", session, "s", 1).ok();
    warehouse.commit("ordered", session).ok();
    warehouse.commit("ordered", session).ok();
    assertThat(warehouse.rows("ordered"))
        .containsExactlyInAnyOrder("1|v11", "2|x", "4|x", "6|x", "8|x", "10|x", "12|x");
  }

  @Test
  void writeSchemasNameTheKeyAndTheOperation() {
    create("described", "v array<bigint>", " partitioned by (d string)");
    String session = warehouse.writeSession("described", "{\"PartialPartitionSpec\":\"\"}");
    JsonNode opened = warehouse.openStream("described", session, "s", 1).ok().json();
    assertThat(opened.path("IsDeltaTable").asBoolean()).isTrue();
    JsonNode asked =
        warehouse
            .action("TableGetWriteSchema", table("described"))
            .query("SessionId", session)
            .body("{}")
            .send()
            .ok()
            .json()
            .path("TableSchema");
    assertThat(asked).isEqualTo(opened.path("TableSchema"));
    assertThat(asked.path("DataColumns").findValuesAsText("MemberName"))
        .containsExactly("k", "v", "element", "d", "__operation");
    assertThat(asked.path("DataColumns").at("/0/columnType/IsDistributionKey").asBoolean())
        .isTrue();
    assertThat(asked.path("DataColumns").at("/1/columnType/IsDistributionKey").asBoolean())
        .isFalse();
    JsonNode operation = asked.path("SystemColumns").at("/0/columnType");
    assertThat(operation.path("MemberName").asText()).isEqualTo("__operation");
    assertThat(operation.path("Type").asInt()).isEqualTo(6);
    assertThat(operation.path("ColumnId").asInt()).isEqualTo(5);
    assertThat(operation.path("Nullable").asBoolean()).isTrue();
    assertThat(asked.path("SystemColumns")).hasSize(1);
  }

  @Test
  void otherOperationsAndTypesAreRefused() {
    create("strict", "v string", "");
    String session = warehouse.writeSession("strict", "{}");
    warehouse.openStream("strict", session, "s", 1).ok();
    byte[] seven = rows(new Long[] {1L}, new String[] {"a"}, new Integer[] {7});
    assertThat(
            warehouse
                .write("strict", session, "s", 1, seven)
                .send()
                .refused(400, "InvalidParameter")
                .text())
        .contains("__operation is 7");
    byte[] text =
        ArrowBytes.with().longs("k", 1L).texts("v", "a").texts("__operation", "U").bytes();
    warehouse.write("strict", session, "s", 1, text).send().refused(400, "InvalidParameter");
    byte[] noKey = rows(new Long[] {null}, new String[] {"a"}, new Integer[] {DELETE});
    warehouse.write("strict", session, "s", 1, noKey).send().refused(400, "InvalidParameter");
    warehouse.closeStream("strict", session, "s", 1).ok();
    warehouse.commit("strict", session).ok();
    assertThat(warehouse.rows("strict")).isEmpty();
  }

  @Test
  void streamingWritesAreUpsertsAtOnce() {
    create("streamed", "v string", "");
    for (int i = 0; i < 3; i++) {
      warehouse
          .write(
              "streamed",
              "default",
              "s",
              1,
              rows(new Long[] {1L}, new String[] {"v" + i}, new Integer[] {UPSERT}))
          .query("WriteMode", "Streaming")
          .send()
          .ok();
      assertThat(warehouse.rows("streamed")).containsExactly("1|v" + i);
    }
  }

  @Test
  void overwriteReplacesAllKeys() {
    create("replaced", "v string", "");
    warehouse.sql("insert into replaced values (1, 'a'), (2, 'b')");
    String session = warehouse.writeSession("replaced", "{\"Flags\":{\"overwrite\":\"true\"}}");
    warehouse.openStream("replaced", session, "s", 1).ok();
    warehouse
        .write(
            "replaced",
            session,
            "s",
            1,
            rows(new Long[] {2L, 3L}, new String[] {"x", "y"}, new Integer[] {UPSERT, DELETE}))
        .send()
        .ok();
    warehouse.closeStream("replaced", session, "s", 1).ok();
    warehouse.commit("replaced", session).ok();
    assertThat(warehouse.rows("replaced")).containsExactly("2|x");
  }

  @Test
  void case227BlobsFollowTheirKeys() {
    create("c227", "pic blob, n bigint", "");
    String session = warehouse.writeSession("c227", "{}");
    warehouse.openStream("c227", session, "s", 1).ok();
    String[] references =
        Arrays.stream(new String[] {"one", "two", "three", "two again"})
            .map(payload -> upload("c227", session, payload))
            .toArray(String[]::new);
    byte[] rows =
        ArrowBytes.with()
            .longs("k", 1L, 2L, 3L, 2L, 3L)
            .references("pic", references[0], references[1], references[2], references[3], null)
            .bytes("__operation", UPSERT, UPSERT, UPSERT, UPSERT, DELETE)
            .bytes();
    warehouse.write("c227", session, "s", 1, rows).send().ok();
    warehouse.closeStream("c227", session, "s", 1).ok();
    warehouse.commit("c227", session).ok();
    List<String> read = warehouse.rows("c227");
    assertThat(read)
        .containsExactly("1|" + references[0] + "|null", "2|" + references[3] + "|null");
    warehouse.sql("update c227 set n = k * 10");
    assertThat(warehouse.rows("c227"))
        .containsExactly("1|" + references[0] + "|10", "2|" + references[3] + "|20");
    assertThat(download(references[0])).startsWith("one");
    assertThat(download(references[3])).startsWith("two again");
    warehouse
        .action("BlobRead", "generic.blob")
        .body("{\"BlobReferences\":[\"" + references[1] + "\"]}")
        .send()
        .refused(404, "NoSuchBlob");
  }

  private static String upload(String table, String session, String payload) {
    String encoded =
        warehouse
            .action("TableWriteBlob", table(table))
            .query("SessionId", session)
            .query("StreamId", "s")
            .query("StreamVersion", 1)
            .query("PartitionValues", "")
            .query("ColumnIndex", 2)
            .chunked(payload.getBytes(StandardCharsets.UTF_8))
            .send()
            .ok()
            .json()
            .path("BlobReference")
            .asText();
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  private static String download(String reference) {
    return warehouse
        .action("BlobRead", "generic.blob")
        .body("{\"BlobReferences\":[\"" + reference + "\"]}")
        .send()
        .ok()
        .text();
  }

  @Test
  void theTableResourceTellsTheKey() throws IOException {
    create("keyed", "v string", "");
    String extended =
        warehouse.call("GET", "/api/projects/demo/tables/keyed").key("extended").send().ok().text();
    String json = extended.substring(extended.indexOf('{'), extended.lastIndexOf('}') + 1);
    JsonNode reserved =
        new ObjectMapper().readTree(new ObjectMapper().readTree(json).path("Reserved").asText());
    assertThat(reserved.toString())
        .isEqualTo("{\"Transactional\":\"true\",\"PrimaryKey\":[\"k\"]}");
  }

  @Test
  void theSummaryTellsHowManyRowsAMergeChanged() throws IOException {
    create("merged", "v string", "");
    warehouse.sql("insert into merged values (1, 'a'), (2, 'b')");
    String id =
        warehouse.submit(
            "merge into merged t using (select 2L k union all select 3L k) s on t.k = s.k"
                + " when matched then delete when not matched then insert values (s.k, 'new')");
    JsonNode answer =
        warehouse
            .instance(id)
            .key("instancesummary")
            .query("taskname", "AnonymousSQLTask")
            .send()
            .ok()
            .json();
    JsonNode summary =
        new ObjectMapper().readTree(answer.path("Instance").path("JsonSummary").asText());
    assertThat(summary.path("Outputs").toString()).isEqualTo("{\"demo.merged\":[2,0]}");
    assertThat(warehouse.rows("merged")).containsExactly("1|a", "3|new");
  }
}

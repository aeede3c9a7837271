package dev.maxstorage.warehouse;

import static dev.maxstorage.warehouse.TestWarehouse.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Storage API document, 12.4. */
class ReadSessionTest {
  private static TestWarehouse warehouse;

  @BeforeAll
  static void start() {
    warehouse = TestWarehouse.start();
    warehouse.sql(
        "create table t (a bigint, b string comment 'text', c bigint)"
            + " partitioned by (p1 string, p2 string)");
    warehouse.insert("t", "p1=a/p2=b", rows(1, 2, 3));
    warehouse.insert("t", "p1=a/p2=c", rows(4, 5));
    warehouse.insert("t", "p1=d/p2=b", rows(6));
  }

  private static byte[] rows(long... values) {
    Long[] numbers = java.util.Arrays.stream(values).boxed().toArray(Long[]::new);
    String[] texts = new String[values.length];
    java.util.Arrays.setAll(texts, i -> "t" + values[i]);
    return ArrowBytes.with().longs("a", numbers).texts("b", texts).longs("c", numbers).bytes();
  }

  @AfterAll
  static void stop() {
    warehouse.close();
  }

  private static List<String> names(JsonNode columns) {
    List<String> names = new ArrayList<>();
    columns.forEach(column -> names.add(column.path("Name").asText()));
    return names;
  }

  @Test
  void case47EmptyListsDeliverAllDataThenAllPartitionColumns() {
    JsonNode session = warehouse.readSession("t", "{}");
    assertThat(names(session.path("DataSchema").path("DataColumns")))
        .containsExactly("a", "b", "c");
    assertThat(names(session.path("DataSchema").path("PartitionColumns")))
        .containsExactly("p1", "p2");
    byte[] stream = warehouse.read("t", session).send().ok().bytes();
    assertThat(ArrowBytes.columns(stream)).containsExactly("a", "b", "c", "p1", "p2");
    assertThat(ArrowBytes.rows(stream)).contains("1|t1|1|a|b", "6|t6|6|d|b").hasSize(6);
  }

  @Test
  void case48OnlyDataColumnsComeInTableOrder() {
    JsonNode session = warehouse.readSession("t", "{\"RequiredDataColumns\":[\"B\",\"a\"]}");
    assertThat(names(session.path("DataSchema").path("DataColumns"))).containsExactly("a", "b");
    assertThat(session.path("DataSchema").path("PartitionColumns")).isEmpty();
    assertThat(ArrowBytes.columns(warehouse.read("t", session).send().ok().bytes()))
        .containsExactly("a", "b");
  }

  @Test
  void case49OnlyPartitionColumns() {
    JsonNode session = warehouse.readSession("t", "{\"RequiredPartitionColumns\":[\"p2\"]}");
    assertThat(session.path("DataSchema").path("DataColumns")).isEmpty();
    byte[] stream = warehouse.read("t", session).send().ok().bytes();
    assertThat(ArrowBytes.columns(stream)).containsExactly("p2");
    assertThat(ArrowBytes.rows(stream)).containsExactlyInAnyOrder("b", "b", "b", "c", "c", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p1=a/p2=b", "p1=a,p2=b", "p1='a'/p2='b'"})
  void case50RequiredPartitionsReduceRowsAndRecordCount(String spec) {
    JsonNode session = warehouse.readSession("t", "{\"RequiredPartitions\":[\"" + spec + "\"]}");
    assertThat(session.path("RecordCount").asLong()).isEqualTo(3);
    assertThat(ArrowBytes.rows(warehouse.read("t", session).send().ok().bytes()))
        .containsExactlyInAnyOrder("1|t1|1|a|b", "2|t2|2|a|b", "3|t3|3|a|b");
  }

  @Test
  void aPrefixOfThePartitionLevelsSelectsAllBelow() {
    JsonNode session = warehouse.readSession("t", "{\"RequiredPartitions\":[\"p1=a\"]}");
    assertThat(session.path("RecordCount").asLong()).isEqualTo(5);
  }

  @Test
  void aPartitionThatDoesNotExistGivesAnEmptySession() {
    JsonNode session = warehouse.readSession("t", "{\"RequiredPartitions\":[\"p1=zz\"]}");
    assertThat(session.path("RecordCount").asLong()).isZero();
    assertThat(session.path("SplitsCount").asInt()).isZero();
    assertThat(session.path("SessionStatus").asText()).isEqualTo("NORMAL");
  }

  @Test
  void unknownColumnsAndPartitionColumnsAreBadRequests() {
    for (String body :
        List.of(
            "{\"RequiredDataColumns\":[\"nope\"]}",
            "{\"RequiredDataColumns\":[\"p1\"]}",
            "{\"RequiredPartitionColumns\":[\"a\"]}",
            "{\"RequiredPartitions\":[\"nope=1\"]}",
            "{\"RequiredPartitions\":[\"p1\"]}",
            "{\"SplitOptions\":{\"SplitMode\":\"Zebra\"}}",
            "{\"ArrowOptions\":{\"TimestampUnit\":\"fortnight\"}}")) {
      warehouse
          .action("TableCreateReadSession", table("t"))
          .body(body)
          .send()
          .refused(400, "InvalidParameter");
    }
  }

  @Test
  void case51AnUnknownSessionIsNotFound() {
    warehouse
        .action("TableGetReadSession", table("t"))
        .query("SessionId", "nope")
        .query("session_refresh", false)
        .body("{}")
        .send()
        .refused(404, "NoSuchSession");
  }

  @Test
  void case52EveryAnswerHasAllMembers() {
    JsonNode created = warehouse.readSession("t", "{}");
    JsonNode got =
        warehouse
            .action("TableGetReadSession", table("t"))
            .query("SessionId", created.path("SessionId").asText())
            .query("session_refresh", true)
            .body("{}")
            .send()
            .ok()
            .json();
    for (JsonNode session : List.of(created, got)) {
      assertThat(session.fieldNames())
          .toIterable()
          .contains(
              "SessionId",
              "SessionStatus",
              "SessionType",
              "ExpirationTime",
              "SplitsCount",
              "RecordCount",
              "SplitMode",
              "SplitBucketId",
              "DataSchema",
              "TableSchema",
              "SupportedDataFormat",
              "SessionStats",
              "LatestVersion",
              "Message",
              "EnableLargeString",
              "IncrementalReadOptions");
      assertThat(session.path("SessionStatus").asText()).isEqualTo("NORMAL");
      assertThat(session.path("ExpirationTime").isIntegralNumber()).isTrue();
      assertThat(session.path("SplitBucketId").isArray()).isTrue();
      assertThat(session.path("IncrementalReadOptions").toString())
          .isEqualTo(
              "{\"Mode\":\"append\",\"StartVersion\":-1,\"EndVersion\":-1,"
                  + "\"StartTimeStamp\":\"-1\",\"EndTimeStamp\":\"-1\"}");
      assertThat(session.path("DataSchema").path("DataColumns").path(1).toString())
          .isEqualTo(
              "{\"Name\":\"b\",\"Type\":\"string\",\"Comment\":\"text\",\"Nullable\":true,"
                  + "\"ColumnId\":2}");
      assertThat(
              session.path("DataSchema").path("PartitionColumns").path(1).path("ColumnId").asInt())
          .isEqualTo(5);
      assertThat(session.path("DataSchema").path("SystemColumns").isArray()).isTrue();
      JsonNode nested = session.path("TableSchema").path("DataColumns").path(0).path("columnType");
      assertThat(nested.path("MemberName").asText()).isEqualTo("a");
      assertThat(nested.path("Type").asInt()).isZero();
      assertThat(nested.path("ColumnId").asInt()).isEqualTo(1);
    }
  }

  @Test
  void case53TwoSplitsInAnyOrderAndTwiceAreTheTable() {
    JsonNode session =
        warehouse.readSession(
            "t", "{\"SplitOptions\":{\"SplitMode\":\"Parallelism\",\"SplitNumber\":2}}");
    assertThat(session.path("SplitMode").asText()).isEqualTo("Parallelism");
    assertThat(session.path("SplitsCount").asInt()).isEqualTo(2);
    for (int pass = 0; pass < 2; pass++) {
      List<String> rows = new ArrayList<>();
      for (int index : new int[] {1, 0}) {
        byte[] stream = warehouse.read("t", session).query("Index", index).send().ok().bytes();
        assertThat(ArrowBytes.rows(stream)).hasSize(3);
        rows.addAll(ArrowBytes.rows(stream));
      }
      assertThat(rows).hasSize(6).doesNotHaveDuplicates().containsAll(warehouse.rows("t"));
    }
  }

  @Test
  void case45BucketSplitsAreAsManyAsTheirBuckets() {
    JsonNode session = warehouse.readSession("t", "{\"SplitOptions\":{\"SplitMode\":\"Bucket\"}}");
    assertThat(session.path("SplitMode").asText()).isEqualTo("Bucket");
    assertThat(session.path("SplitsCount").asInt()).isEqualTo(1);
    assertThat(session.path("SplitBucketId").toString()).isEqualTo("[0]");
    assertThat(ArrowBytes.rows(warehouse.read("t", session).query("Index", 0).send().ok().bytes()))
        .hasSize(6);
    JsonNode other =
        warehouse.readSession(
            "t", "{\"RequiredBucketIds\":[\"3\"],\"SplitOptions\":{\"SplitMode\":\"Bucket\"}}");
    assertThat(other.path("SplitsCount").asInt()).isZero();
    assertThat(other.path("SplitBucketId").toString()).isEqualTo("[]");
    JsonNode own = warehouse.readSession("t", "{\"RequiredBucketIds\":[0,3]}");
    assertThat(own.path("RecordCount").asInt()).isEqualTo(6);
  }

  @Test
  void splitsStayInsideTheirPartitionsWhereAskedFor() {
    warehouse.sql("create table parts (a bigint) partitioned by (p string)");
    for (long i = 0; i < 6; i++) {
      warehouse.insert(
          "parts", i % 2 == 0 ? "p=x" : "p=y", ArrowBytes.with().longs("a", i).bytes());
    }
    JsonNode session =
        warehouse.readSession(
            "parts", "{\"SplitOptions\":{\"SplitMode\":\"Size\",\"CrossPartition\":false}}");
    assertThat(session.path("SplitsCount").asInt()).isEqualTo(2);
    List<List<String>> splits = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      byte[] stream = warehouse.read("parts", session).query("Index", i).send().ok().bytes();
      splits.add(ArrowBytes.rows(stream));
    }
    assertThat(splits).containsExactly(List.of("0|x", "2|x", "4|x"), List.of("1|y", "3|y", "5|y"));
  }

  @Test
  void sizeModeCutsByBytes() {
    JsonNode session =
        warehouse.readSession("t", "{\"SplitOptions\":{\"SplitMode\":\"Size\",\"SplitNumber\":1}}");
    int splits = session.path("SplitsCount").asInt();
    assertThat(splits).isEqualTo(6);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < splits; i++) {
      rows.addAll(
          ArrowBytes.rows(warehouse.read("t", session).query("Index", i).send().ok().bytes()));
    }
    assertThat(rows).containsExactlyInAnyOrderElementsOf(warehouse.rows("t"));
  }

  @Test
  void aSessionIsASnapshot() {
    warehouse.sql("create table grows (a bigint)");
    warehouse.insert("grows", "", ArrowBytes.with().longs("a", 1L).bytes());
    JsonNode session = warehouse.readSession("grows", "{}");
    warehouse.insert("grows", "", ArrowBytes.with().longs("a", 2L).bytes());
    assertThat(ArrowBytes.rows(warehouse.read("grows", session).send().ok().bytes()))
        .containsExactly("1");
    assertThat(warehouse.rows("grows")).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void sessionsExpireUnlessTheyAreUsed() {
    TestWarehouse.ManualClock clock = new TestWarehouse.ManualClock();
    try (TestWarehouse timed =
        TestWarehouse.start(
            WarehouseOptions.inMemory()
                .withClock(clock)
                .withSessionLifetime(Duration.ofMinutes(10)))) {
      timed.sql("create table t (a bigint)");
      JsonNode session = timed.readSession("t", "{}");
      assertThat(session.path("ExpirationTime").asLong())
          .isEqualTo(clock.instant().plusSeconds(600).getEpochSecond());
      clock.advance(Duration.ofMinutes(9));
      timed.read("t", session).send().ok();
      clock.advance(Duration.ofMinutes(9));
      timed.read("t", session).send().ok();
      clock.advance(Duration.ofMinutes(10));
      timed.read("t", session).send().refused(404, "NoSuchSession");
    }
  }
}

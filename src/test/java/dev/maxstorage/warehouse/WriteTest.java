package dev.maxstorage.warehouse;

import static dev.maxstorage.warehouse.TestWarehouse.bytes;
import static dev.maxstorage.warehouse.TestWarehouse.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maxstorage.warehouse.TestWarehouse.Answer;
import dev.maxstorage.wire.Compression;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Storage API document, 12.6, and the writes of 12.13. */
class WriteTest {
  /** Appendix B: one nullable int64 column {@code a}, values 1 and 2, made by Arrow C++. */
  static final byte[] ARROW_CPP_STREAM =
      bytes(
          "FFFFFFFF780000001000000000000A000C000600050008000A00000000010400",
          "0C00000008000800000004000800000004000000010000001400000010001400",
          "0800060007000C00000010001000000000000102100000001C00000004000000",
          "00000000010000006100000008000C0008000700080000000000000140000000",
          "FFFFFFFF8800000014000000000000000C0016000600050008000C000C000000",
          "0003040018000000100000000000000000000A0018000C00040008000A000000",
          "3C00000010000000020000000000000000000000020000000000000000000000",
          "0000000000000000000000000000000010000000000000000000000001000000",
          "0200000000000000000000000000000001000000000000000200000000000000",
          "FFFFFFFF00000000");

  private static TestWarehouse warehouse;

  @BeforeAll
  static void start() {
    warehouse = TestWarehouse.start();
  }

  @AfterAll
  static void stop() {
    warehouse.close();
  }

  private static byte[] longs(Long... values) {
    return ArrowBytes.with().longs("a", values).bytes();
  }

  @Test
  void aStreamOfArrowCppIsStored() {
    assertThat(ARROW_CPP_STREAM).hasSize(296);
    warehouse.sql("create table cpp (a bigint)");
    warehouse.insert("cpp", "", ARROW_CPP_STREAM);
    assertThat(warehouse.rows("cpp")).containsExactly("1", "2");
  }

  @Test
  void case96OnlyTheHighestClosedVersionOfEachStreamCounts() {
    warehouse.sql("create table c96 (a bigint)");
    String session = warehouse.writeSession("c96", "{}");
    long[][] plan = {{1, 1, 11, 1}, {1, 2, 12, 1}, {2, 1, 21, 0}, {3, 2, 32, 1}, {3, 3, 33, 0}};
    for (long[] step : plan) {
      String stream = "s" + step[0];
      warehouse.openStream("c96", session, stream, step[1]).ok();
      warehouse.write("c96", session, stream, step[1], longs(step[2])).send().ok();
      if (step[3] == 1) {
        warehouse.closeStream("c96", session, stream, step[1]).ok();
      }
    }
    JsonNode answer =
        warehouse
            .action("TableGetWriteSession", table("c96"))
            .query("SessionId", session)
            .body("{}")
            .send()
            .ok()
            .json();
    assertThat(answer.path("Streams").toString()).isEqualTo("{\"s1\":2,\"s3\":2}");
    warehouse.commit("c96", session).ok();
    assertThat(warehouse.rows("c96")).containsExactlyInAnyOrder("12", "32");
  }

  @Test
  void case97RowsBecomeVisibleAtCommitAndNotAfterAbort() {
    warehouse.sql("create table c97 (a bigint)");
    String committed = warehouse.writeSession("c97", "{}");
    warehouse.openStream("c97", committed, "s", 1).ok();
    warehouse.write("c97", committed, "s", 1, longs(1L)).send().ok();
    warehouse.write("c97", committed, "s", 1, longs(2L)).send().ok();
    warehouse.closeStream("c97", committed, "s", 1).ok();
    assertThat(warehouse.rows("c97")).isEmpty();
    warehouse.commit("c97", committed).ok();
    assertThat(warehouse.rows("c97")).containsExactly("1", "2");

    String aborted = warehouse.writeSession("c97", "{}");
    warehouse.openStream("c97", aborted, "s", 1).ok();
    warehouse.write("c97", aborted, "s", 1, longs(3L)).send().ok();
    warehouse.closeStream("c97", aborted, "s", 1).ok();
    abort("c97", aborted).ok();
    assertThat(warehouse.rows("c97")).containsExactly("1", "2");
  }

  private static Answer abort(String table, String session) {
    return warehouse
        .action("TableAbortWriteSession", table(table))
        .query("SessionId", session)
        .body("{}")
        .send();
  }

  @Test
  void case98AStreamCannotBeOpenedAfterAbort() {
    warehouse.sql("create table c98 (a bigint)");
    String session = warehouse.writeSession("c98", "{}");
    abort("c98", session).ok();
    warehouse.openStream("c98", session, "s", 1).refused(409, "InvalidState");
    abort("c98", session).ok();
    warehouse.commit("c98", session).refused(409, "InvalidState");
  }

  @Test
  void case99CommitIsRepeatable() {
    warehouse.sql("create table c99 (a bigint)");
    String session = warehouse.writeSession("c99", "{}");
    warehouse.openStream("c99", session, "s", 1).ok();
    warehouse.write("c99", session, "s", 1, longs(1L)).send().ok();
    warehouse.closeStream("c99", session, "s", 1).ok();
    warehouse.commit("c99", session).ok();
    warehouse.commit("c99", session).ok();
    assertThat(warehouse.rows("c99")).containsExactly("1");
    abort("c99", session).refused(409, "InvalidState");
  }

  @Test
  void case100MissingPartitionLevelsAreColumnsToWrite() {
    warehouse.sql("create table c100 (a bigint) partitioned by (p1 string, p2 string)");
    String session = warehouse.writeSession("c100", "{\"PartialPartitionSpec\":\"p1=aaa\"}");
    JsonNode schema = warehouse.openStream("c100", session, "s", 1).ok().json().path("TableSchema");
    assertThat(schema.path("DataColumns").findValuesAsText("MemberName"))
        .containsExactly("a", "p2");
    warehouse
        .write("c100", session, "s", 1, ArrowBytes.with().longs("a", 7L).texts("p2", "x").bytes())
        .send()
        .ok();
    warehouse.closeStream("c100", session, "s", 1).ok();
    warehouse.commit("c100", session).ok();
    assertThat(warehouse.rows("c100")).containsExactly("7|aaa|x");
  }

  @Test
  void case101OverwriteReplacesThePartitionsThatReceiveRows() {
    warehouse.sql("create table c101 (a bigint) partitioned by (p string)");
    for (String p : List.of("x", "y", "z", "untouched")) {
      warehouse.insert("c101", "p=" + p, longs(1L));
    }
    String session =
        warehouse.writeSession(
            "c101", "{\"PartialPartitionSpec\":\"\",\"Flags\":{\"overwrite\":\"true\"}}");
    warehouse.openStream("c101", session, "s", 1).ok();
    byte[] rows = ArrowBytes.with().longs("a", 2L, 3L, 4L).texts("p", "x", "y", "z").bytes();
    warehouse.write("c101", session, "s", 1, rows).send().ok();
    warehouse.closeStream("c101", session, "s", 1).ok();
    warehouse.commit("c101", session).ok();
    assertThat(warehouse.rows("c101"))
        .containsExactlyInAnyOrder("2|x", "3|y", "4|z", "1|untouched");
  }

  @Test
  void case102PartitionLevelsAreJoinedBySlashOrComma() {
    warehouse.sql("create table c102 (a bigint) partitioned by (p1 string, p2 string)");
    warehouse.insert("c102", "p1=u/p2=v", longs(1L));
    warehouse.insert("c102", "p1='u', p2='v'", longs(2L));
    assertThat(warehouse.rows("c102")).containsExactlyInAnyOrder("1|u|v", "2|u|v");
  }

  @Test
  void anUnknownPartitionColumnIsABadRequest() {
    warehouse.sql("create table plain (a bigint)");
    warehouse
        .action("TableCreateWriteSession", table("plain"))
        .body("{\"PartialPartitionSpec\":\"nope=1\"}")
        .send()
        .refused(400, "InvalidParameter");
  }

  @Test
  void case103CountNeedNotBeTrue() {
    warehouse.sql("create table c103 (a bigint)");
    String session = warehouse.writeSession("c103", "{}");
    warehouse.openStream("c103", session, "s", 1).ok();
    warehouse
        .write("c103", session, "s", 1, ArrowBytes.with().range("a", 0, 40_960).bytes())
        .query("Count", 4096)
        .send()
        .ok();
    warehouse.closeStream("c103", session, "s", 1).ok();
    warehouse.commit("c103", session).ok();
    assertThat(warehouse.readSession("c103", "{}").path("RecordCount").asLong()).isEqualTo(40_960);
  }

  @Test
  void case104BrokenOrForeignBodiesAreRefusedWhole() {
    warehouse.sql("create table c104 (a bigint)");
    String session = warehouse.writeSession("c104", "{}");
    warehouse.openStream("c104", session, "s", 1).ok();
    byte[] good = ArrowBytes.with().range("a", 0, 1000).bytes();
    byte[] foreign = ArrowBytes.with().longs("a", 1L).longs("other", 2L).bytes();
    byte[] wrongType = ArrowBytes.with().texts("a", "x").bytes();
    byte[] cut = Arrays.copyOf(good, good.length - 100);
    byte[] withoutEnd = Arrays.copyOf(good, good.length - 8);
    byte[] garbage = "not arrow".getBytes(StandardCharsets.UTF_8);
    for (byte[] body : List.of(foreign, wrongType, cut, withoutEnd, garbage, new byte[0])) {
      warehouse.write("c104", session, "s", 1, body).send().refused(400, "InvalidParameter");
    }
    warehouse.closeStream("c104", session, "s", 1).ok();
    warehouse.commit("c104", session).ok();
    assertThat(warehouse.rows("c104")).isEmpty();
  }

  @Test
  void case109AStreamTellsItsStateInBothSpellings() {
    warehouse.sql("create table states (a bigint)");
    String session = warehouse.writeSession("states", "{}");
    warehouse.openStream("states", session, "s", 1).ok();
    warehouse
        .write("states", session, "s", 1, ArrowBytes.with().range("a", 0, 5).bytes())
        .send()
        .ok();
    JsonNode open = stream("states", session);
    assertThat(open.path("status").toString()).isEqualTo("0");
    assertThat(open.path("Status").asText()).isEqualTo("OPEN");
    assertThat(open.path("recordCount").toString()).isEqualTo("5");
    assertThat(open.path("RecordCount").toString()).isEqualTo("5");
    warehouse.closeStream("states", session, "s", 1).ok();
    assertThat(stream("states", session).path("status").toString()).isEqualTo("1");
    assertThat(stream("states", session).path("Status").asText()).isEqualTo("CLOSED");
  }

  private static JsonNode stream(String table, String session) {
    return warehouse
        .action("TableGetWriteStream", table(table))
        .query("SessionId", session)
        .query("StreamId", "s")
        .query("StreamVersion", 1)
        .body("{}")
        .send()
        .ok()
        .json();
  }

  @Test
  void case105AClosedStreamTakesNoRows() {
    warehouse.sql("create table c105 (a bigint)");
    String session = warehouse.writeSession("c105", "{}");
    warehouse.openStream("c105", session, "s", 1).ok();
    warehouse.closeStream("c105", session, "s", 1).ok();
    warehouse.closeStream("c105", session, "s", 1).ok();
    warehouse.write("c105", session, "s", 1, longs(1L)).send().refused(409, "InvalidState");
    warehouse.openStream("c105", session, "s", 1).refused(409, "InvalidState");
  }

  @Test
  void case106TheStreamingSessionShowsRowsAtOnce() {
    warehouse.sql("create table c106 (a bigint)");
    warehouse
        .action("TableCreateWriteStream", table("c106"))
        .query("SessionId", "default")
        .query("WriteMode", "Streaming")
        .body("{\"StreamId\":\"default\",\"StreamVersion\":1}")
        .send()
        .ok();
    JsonNode first = warehouse.write("c106", "default", "default", 1, longs(1L)).send().ok().json();
    assertThat(warehouse.rows("c106")).containsExactly("1");
    JsonNode second =
        warehouse.write("c106", "default", "default", 1, longs(2L)).send().ok().json();
    assertThat(warehouse.rows("c106")).containsExactlyInAnyOrder("1", "2");
    assertThat(second.path("StagingId").asLong()).isGreaterThan(first.path("StagingId").asLong());
    warehouse.commit("c106", "default").ok();
    abort("c106", "default").ok();
    assertThat(warehouse.rows("c106")).hasSize(2);
  }

  @Test
  void case230TheDefaultStreamOfABatchSessionNeedsNoClose() {
    warehouse.sql("create table c230 (a bigint)");
    String session = warehouse.writeSession("c230", "{}");
    warehouse.openStream("c230", session, "default", 0).ok();
    warehouse.write("c230", session, "default", 0, longs(5L)).send().ok();
    warehouse.commit("c230", session).ok();
    assertThat(warehouse.rows("c230")).containsExactly("5");
  }

  @Test
  void case232AForeignWriteModeIsAConflict() {
    warehouse.sql("create table c232 (a bigint)");
    String session =
        warehouse
            .action("TableCreateWriteSession", table("c232"))
            .query("WriteMode", "Batch")
            .send()
            .ok()
            .json()
            .path("SessionId")
            .asText();
    warehouse
        .action("TableCreateWriteStream", table("c232"))
        .query("SessionId", session)
        .query("WriteMode", "Streaming")
        .body("{\"StreamId\":\"s\",\"StreamVersion\":1}")
        .send()
        .refused(409, "InvalidState");
    warehouse
        .action("TableCreateWriteStream", table("c232"))
        .query("SessionId", session)
        .query("WriteMode", "Sideways")
        .body("{\"StreamId\":\"s\",\"StreamVersion\":1}")
        .send()
        .refused(400, "InvalidParameter");
    warehouse.openStream("c232", session, "s", 1).ok();
  }

  @Test
  void case222TwoStreamsOfThreeBatchesAreReadOnceInSizeMode() {
    warehouse.sql("create table c222 (a bigint) partitioned by (pt string)");
    String session = warehouse.writeSession("c222", "{\"PartialPartitionSpec\":\"pt=1\"}");
    for (int stream = 0; stream < 2; stream++) {
      warehouse.openStream("c222", session, "s" + stream, 1).ok();
      for (int batch = 0; batch < 3; batch++) {
        byte[] rows = ArrowBytes.with().range("a", stream * 300L + batch * 100L, 100).bytes();
        warehouse.write("c222", session, "s" + stream, 1, rows).send().ok();
      }
      warehouse.closeStream("c222", session, "s" + stream, 1).ok();
    }
    warehouse.commit("c222", session).ok();
    JsonNode read = warehouse.readSession("c222", "{\"RequiredDataColumns\":[\"a\"]}");
    assertThat(read.path("SplitsCount").asInt()).isEqualTo(1);
    assertThat(ArrowBytes.rows(warehouse.read("c222", read).query("Index", 0).send().ok().bytes()))
        .hasSize(600)
        .doesNotHaveDuplicates();
  }

  @Test
  void case223CompressedBuffersAreAccepted() {
    warehouse.sql("create table c223 (a bigint)");
    byte[] zstd = ArrowBytes.with().range("a", 0, 1000).compressed(Compression.ZSTD).bytes();
    byte[] lz4 = ArrowBytes.with().range("a", 1000, 1000).compressed(Compression.LZ4_FRAME).bytes();
    warehouse.insert("c223", "", zstd);
    warehouse.insert("c223", "", lz4);
    assertThat(warehouse.rows("c223")).hasSize(2000).contains("0", "1999").doesNotHaveDuplicates();
  }

  @Test
  void namesMatchInAnyCaseAndMissingColumnsAreNull() {
    warehouse.sql("create table lenient (a bigint, b string)");
    warehouse.insert("lenient", "", ArrowBytes.with().longs("A", 1L).bytes());
    assertThat(warehouse.rows("lenient")).containsExactly("1|null");
  }

  @Test
  void anOpenVersionThatIsCreatedAgainBeginsAnew() {
    warehouse.sql("create table anew (a bigint)");
    String session = warehouse.writeSession("anew", "{}");
    warehouse.openStream("anew", session, "s", 1).ok();
    warehouse.write("anew", session, "s", 1, longs(1L)).send().ok();
    warehouse.openStream("anew", session, "s", 1).ok();
    warehouse.write("anew", session, "s", 1, longs(2L)).send().ok();
    warehouse.closeStream("anew", session, "s", 1).ok();
    warehouse.commit("anew", session).ok();
    assertThat(warehouse.rows("anew")).containsExactly("2");
  }

  @Test
  void aCommitMayNameItsStreams() {
    warehouse.sql("create table named (a bigint)");
    String session = warehouse.writeSession("named", "{}");
    for (long version = 1; version <= 2; version++) {
      warehouse.openStream("named", session, "s", version).ok();
      warehouse.write("named", session, "s", version, longs(version)).send().ok();
      warehouse.closeStream("named", session, "s", version).ok();
    }
    warehouse.openStream("named", session, "open", 1).ok();
    commitNamed(session, "[\"s\"]", "[1,2]").refused(400, "InvalidParameter");
    commitNamed(session, "[\"open\"]", "[1]").refused(409, "InvalidState");
    commitNamed(session, "[\"nope\"]", "[1]").refused(404, "NoSuchStream");
    commitNamed(session, "[\"s\"]", "[1]").ok();
    assertThat(warehouse.rows("named")).containsExactly("1");
  }

  private static Answer commitNamed(String session, String ids, String versions) {
    return warehouse
        .action("TableCommitWriteSession", table("named"))
        .query("SessionId", session)
        .body("{\"StreamIds\":" + ids + ",\"StreamVersions\":" + versions + "}")
        .send();
  }

  @Test
  void theWriteSchemaIsToldWithoutAStream() {
    warehouse.sql("create table told (a bigint, tags array<string>)");
    String session = warehouse.writeSession("told", "{}");
    JsonNode columns =
        warehouse
            .action("TableGetWriteSchema", table("told"))
            .query("SessionId", session)
            .body("{}")
            .send()
            .ok()
            .json()
            .path("TableSchema")
            .path("DataColumns");
    JsonNode tags = columns.path(1).path("columnType");
    assertThat(tags.path("Type").asInt()).isEqualTo(17);
    assertThat(tags.path("ColumnId").asInt()).isEqualTo(2);
    assertThat(tags.path("SubTypes").path(0).path("MemberName").asText()).isEqualTo("element");
    assertThat(tags.path("SubTypes").path(0).path("Type").asInt()).isEqualTo(4);
    assertThat(tags.path("SubTypes").path(0).path("ColumnId").asInt()).isEqualTo(3);
  }

  @Test
  void aValueAboveTheFieldSizeIsRefused() {
    warehouse.sql("create table big (s string)");
    String session = warehouse.writeSession("big", "{}");
    warehouse.openStream("big", session, "s", 1).ok();
    byte[] most = ArrowBytes.with().texts("s", "x".repeat(8_388_608)).bytes();
    byte[] more = ArrowBytes.with().texts("s", "x".repeat(8_388_609)).bytes();
    warehouse.write("big", session, "s", 1, most).send().ok();
    warehouse.write("big", session, "s", 1, more).send().refused(400, "InvalidParameter");
  }

  @Test
  void aNotNullColumnTakesNoNull() {
    warehouse.sql("create table strict (a bigint not null)");
    String session = warehouse.writeSession("strict", "{}");
    warehouse.openStream("strict", session, "s", 1).ok();
    warehouse
        .write("strict", session, "s", 1, longs(1L, null))
        .send()
        .refused(400, "InvalidParameter");
    warehouse.write("strict", session, "s", 1, longs(1L)).send().ok();
  }

  @Test
  void unknownSessionsAndStreamsAreNotFound() {
    warehouse.sql("create table known (a bigint)");
    warehouse.commit("known", "nope").refused(404, "NoSuchSession");
    String session = warehouse.writeSession("known", "{}");
    warehouse.write("known", session, "s", 1, longs(1L)).send().refused(404, "NoSuchStream");
    warehouse.closeStream("known", session, "s", 1).refused(404, "NoSuchStream");
    warehouse.sql("create table other (a bigint)");
    warehouse.commit("other", session).refused(404, "NoSuchSession");
  }
}

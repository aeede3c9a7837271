package dev.maxstorage.warehouse;

import static dev.maxstorage.warehouse.TestWarehouse.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maxstorage.warehouse.TestWarehouse.Answer;
import dev.maxstorage.warehouse.TestWarehouse.Call;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Storage API document, 12.5. */
class TableReadTest {
  private static final String ROW_OFFSET =
      "{\"SplitOptions\":{\"SplitMode\":\"RowOffset\",\"SplitNumber\":4096}}";
  private static TestWarehouse warehouse;

  @BeforeAll
  static void start() {
    warehouse = TestWarehouse.start();
    warehouse.sql("create table numbers (n bigint)");
    warehouse.insert("numbers", "", ArrowBytes.with().range("n", 0, 30_000).bytes());
    warehouse.sql("create table eight (a bigint, b bigint)");
    warehouse.insert("eight", "", ArrowBytes.with().range("a", 0, 8).range("b", 100, 8).bytes());
    warehouse.sql("create table parted (a bigint, b string) partitioned by (region string)");
    warehouse.insert(
        "parted", "region=eu", ArrowBytes.with().longs("a", 1L).texts("b", "x").bytes());
  }

  @AfterAll
  static void stop() {
    warehouse.close();
  }

  private static Call numbers(String body) {
    return warehouse.read("numbers", warehouse.readSession("numbers", ROW_OFFSET)).body(body);
  }

  @Test
  void rowOffsetSessionsTellTheRecordCountAndNoSplits() {
    JsonNode session = warehouse.readSession("numbers", ROW_OFFSET);
    assertThat(session.path("SplitMode").asText()).isEqualTo("RowOffset");
    assertThat(session.path("SplitsCount").asInt()).isEqualTo(-1);
    assertThat(session.path("RecordCount").asLong()).isEqualTo(30_000);
  }

  @Test
  void case58SkipRowNumSkipsInsideTheRange() {
    JsonNode session = warehouse.readSession("numbers", ROW_OFFSET);
    List<String> whole =
        ArrowBytes.rows(
            warehouse
                .read("numbers", session)
                .query("Offset", 2000)
                .query("Count", 1000)
                .send()
                .ok()
                .bytes());
    List<String> skipped =
        ArrowBytes.rows(
            warehouse
                .read("numbers", session)
                .query("Offset", 2000)
                .query("Count", 1000)
                .body("{\"SkipRowNum\":100}")
                .send()
                .ok()
                .bytes());
    assertThat(skipped).hasSize(900).isEqualTo(whole.subList(100, 1000));
  }

  @Test
  void case59MaxBatchRowsIsAtMost20000() {
    byte[] stream = numbers("{\"MaxBatchRows\":20000}").send().ok().bytes();
    assertThat(ArrowBytes.batches(stream)).allMatch(rows -> rows <= 20_000);
    assertThat(ArrowBytes.rows(stream)).hasSize(30_000);
    numbers("{\"MaxBatchRows\":20001}").send().refused(400, "InvalidParameter");
    byte[] small = numbers("{\"MaxBatchRows\":100}").query("Count", 250).send().ok().bytes();
    assertThat(ArrowBytes.batches(small)).allMatch(rows -> rows <= 100);
  }

  @Test
  void case60MaxBatchRawSizeIsFrom1To256Mebibytes() {
    numbers("{\"MaxBatchRawSize\":1048576}").send().ok();
    numbers("{\"MaxBatchRawSize\":268435456}").send().ok();
    numbers("{\"MaxBatchRawSize\":1024}").send().refused(400, "InvalidParameter");
    numbers("{\"MaxBatchRawSize\":268435457}").send().refused(400, "InvalidParameter");
  }

  @Test
  void maxBatchRawSizeCutsBatches() {
    warehouse.sql("create table wide (s string)");
    String kilobyte = "x".repeat(1000);
    String[] texts = new String[3000];
    Arrays.fill(texts, kilobyte);
    warehouse.insert("wide", "", ArrowBytes.with().texts("s", texts).bytes());
    byte[] stream =
        warehouse
            .read("wide", warehouse.readSession("wide", "{}"))
            .body("{\"MaxBatchRawSize\":1048576,\"MaxBatchRows\":4096}")
            .send()
            .ok()
            .bytes();
    assertThat(ArrowBytes.batches(stream)).hasSizeGreaterThanOrEqualTo(3).allMatch(r -> r <= 1048);
    assertThat(ArrowBytes.rows(stream)).hasSize(3000).allMatch(kilobyte::equals);
  }

  @Test
  void case61ACountBeyondTheEndIsClamped() {
    JsonNode session = warehouse.readSession("eight", ROW_OFFSET);
    byte[] stream =
        warehouse
            .read("eight", session)
            .query("Offset", 5)
            .query("Count", 4294967295L)
            .send()
            .ok()
            .bytes();
    assertThat(ArrowBytes.rows(stream)).hasSize(3);
  }

  @Test
  void case62AnIndexOutOfRangeIsABadRequest() {
    JsonNode session = warehouse.readSession("eight", "{}");
    warehouse
        .read("eight", session)
        .query("Index", session.path("SplitsCount").asInt())
        .send()
        .refused(400, "InvalidParameter");
    warehouse.read("eight", session).query("Index", -1).send().refused(400, "InvalidParameter");
    warehouse
        .read("eight", session)
        .query("Offset", -1)
        .query("Count", 1)
        .send()
        .refused(400, "InvalidParameter");
  }

  @Test
  void case63AnEmptyRangeIsACompleteStream() {
    JsonNode session = warehouse.readSession("numbers", ROW_OFFSET);
    byte[] stream =
        warehouse
            .read("numbers", session)
            .query("Offset", 30_000)
            .query("Count", 10)
            .send()
            .ok()
            .bytes();
    assertThat(ArrowBytes.columns(stream)).containsExactly("n");
    assertThat(ArrowBytes.rows(stream)).isEmpty();
    assertThat(Arrays.copyOfRange(stream, stream.length - 8, stream.length))
        .isEqualTo(TestWarehouse.bytes("FF FF FF FF 00 00 00 00"));
  }

  @Test
  void streamsAreArrowIpcWithAnEndMarkerAndWithoutCrc() {
    byte[] stream = numbers("{}").query("Count", 1).send().ok().bytes();
    assertThat(Arrays.copyOf(stream, 4)).isEqualTo(TestWarehouse.bytes("FF FF FF FF"));
    assertThat(Arrays.copyOfRange(stream, stream.length - 8, stream.length))
        .isEqualTo(TestWarehouse.bytes("FF FF FF FF 00 00 00 00"));
  }

  @Test
  void aFormatOtherThanArrowV5IsABadRequest() {
    numbers("{\"DataFormat\":{\"Type\":\"Arrow\",\"Version\":\"V9\"}}")
        .send()
        .refused(400, "InvalidParameter");
  }

  @Test
  void dataColumnsNarrowTheProjection() {
    JsonNode session = warehouse.readSession("eight", "{}");
    byte[] ordered =
        warehouse
            .read("eight", session)
            .body("{\"DataColumns\":[\"b\",\"a\"]}")
            .send()
            .ok()
            .bytes();
    assertThat(ArrowBytes.columns(ordered)).containsExactly("a", "b");
    byte[] unordered =
        warehouse
            .read("eight", session)
            .body("{\"DataColumns\":[\"b\",\"a\"],\"DataColumnsUnordered\":true}")
            .send()
            .ok()
            .bytes();
    assertThat(ArrowBytes.columns(unordered)).containsExactly("b", "a");
    assertThat(ArrowBytes.rows(unordered)).contains("100|0");
    warehouse
        .read("eight", session)
        .body("{\"DataColumns\":[\"nope\"]}")
        .send()
        .refused(400, "InvalidParameter");
  }

  @Test
  void case72ACodecAskedForIsUsedInsideTheIpcStream() {
    JsonNode session = warehouse.readSession("numbers", "{}");
    Answer plain = warehouse.read("numbers", session).send().ok();
    for (String accept : List.of("x-lz4-frame,zstd", "zstd", "x-lz4-frame")) {
      Answer compressed =
          warehouse.read("numbers", session).header("Accept-Encoding", accept).send().ok();
      assertThat(compressed.header("Content-Encoding")).isNull();
      assertThat(Arrays.copyOf(compressed.bytes(), 4))
          .isEqualTo(TestWarehouse.bytes("FF FF FF FF"));
      assertThat(compressed.bytes().length).isLessThan(plain.bytes().length);
      assertThat(ArrowBytes.rows(compressed.bytes())).isEqualTo(ArrowBytes.rows(plain.bytes()));
    }
  }

  @Test
  void aFilterIsAppliedExactly() {
    JsonNode session =
        warehouse.readSession("eight", "{\"FilterPredicate\":\"`a` >= 6 or `b` = 101\"}");
    assertThat(ArrowBytes.rows(warehouse.read("eight", session).send().ok().bytes()))
        .containsExactlyInAnyOrder("1|101", "6|106", "7|107");
  }

  @Test
  void case74AFilterThatCannotBeUsedIsRefusedUnlessFallback() {
    warehouse
        .action("TableCreateReadSession", table("eight"))
        .body("{\"FilterPredicate\":\"`nope` = = 3\"}")
        .send()
        .refused(400, "InvalidParameter");
    JsonNode session =
        warehouse.readSession(
            "eight", "{\"FilterPredicate\":\"`nope` = = 3\",\"FilterPredicateFallback\":true}");
    assertThat(ArrowBytes.rows(warehouse.read("eight", session).send().ok().bytes())).hasSize(8);
  }

  @Test
  void case75PreviewKeepsItsLimit() {
    assertThat(preview("numbers", "{\"Limit\":15}")).hasSize(15);
    assertThat(
            ArrowBytes.rows(
                warehouse
                    .action("TablePreview", table("numbers"))
                    .query("Limit", 7)
                    .send()
                    .ok()
                    .bytes()))
        .hasSize(7);
    assertThat(preview("numbers", "{\"Limit\":0}")).hasSize(1000);
  }

  private static List<String> preview(String name, String body) {
    return ArrowBytes.rows(
        warehouse.action("TablePreview", table(name)).body(body).send().ok().bytes());
  }

  @Test
  void case76PreviewOfAPartitionThatDoesNotExistIsAnEmptyStream() {
    Answer answer =
        warehouse
            .action("TablePreview", table("parted"))
            .body("{\"Partition\":\"region=none\"}")
            .send()
            .ok();
    assertThat(ArrowBytes.columns(answer.bytes())).containsExactly("a", "b", "region");
    assertThat(ArrowBytes.rows(answer.bytes())).isEmpty();
    assertThat(preview("parted", "{\"Partition\":\"region=eu\"}")).containsExactly("1|x|eu");
  }

  @Test
  void case77PreviewDeliversTheColumnsInTheOrderAskedFor() {
    Answer answer =
        warehouse
            .action("TablePreview", table("parted"))
            .body("{\"Columns\":[\"b\",\"a\"]}")
            .send()
            .ok();
    assertThat(ArrowBytes.columns(answer.bytes())).containsExactly("b", "a");
    assertThat(ArrowBytes.rows(answer.bytes())).containsExactly("x|1");
  }

  @Test
  void case81AnInstanceIsReadWithoutASession() {
    String target = "projects.demo.instances." + warehouse.submit("select a, b from eight");
    byte[] direct =
        warehouse
            .action("InstanceRead", target)
            .body("{\"TaskName\":\"AnonymousSQLTask\"}")
            .send()
            .ok()
            .bytes();
    assertThat(ArrowBytes.columns(direct)).containsExactly("a", "b");
    assertThat(ArrowBytes.rows(direct)).hasSize(8);
    byte[] range =
        warehouse
            .action("InstanceRead", target)
            .query("Offset", 6)
            .query("Count", 10)
            .body("{\"Columns\":[\"b\"]}")
            .send()
            .ok()
            .bytes();
    assertThat(ArrowBytes.columns(range)).containsExactly("b");
    assertThat(ArrowBytes.rows(range)).hasSize(2);
  }

  @Test
  void anInstanceThatIsNoQueryHasNoRows() {
    String target = "projects.demo.instances." + warehouse.submit("create table x1 (a bigint)");
    warehouse
        .action("InstanceCreateReadSession", target)
        .send()
        .refused(400, "InstanceTypeNotSupported");
  }
}

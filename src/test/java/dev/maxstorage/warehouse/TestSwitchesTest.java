package dev.maxstorage.warehouse;

import static dev.maxstorage.warehouse.TestWarehouse.bytes;
import static dev.maxstorage.warehouse.TestWarehouse.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maxstorage.warehouse.TestWarehouse.Answer;
import dev.maxstorage.wire.Compression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Storage API document, 10.1; control-plane document, 16.4. */
class TestSwitchesTest {
  private static TestWarehouse warehouse;

  @BeforeAll
  static void start() {
    warehouse = TestWarehouse.start();
    warehouse.sql("create table t (id bigint, name string)");
    warehouse.insert("t", "", ArrowBytes.with().range("id", 0, 100).texts("name", names()).bytes());
    warehouse.sql("create table b (id bigint, img blob)");
  }

  private static String[] names() {
    String[] names = new String[100];
    Arrays.setAll(names, i -> "n" + i);
    return names;
  }

  @AfterAll
  static void stop() {
    warehouse.close();
  }

  @AfterEach
  void reset() {
    warehouse.switches().reset();
  }

  private static void set(TestSwitches.Choice choice) {
    warehouse.switches().set(choice);
  }

  private static Answer read(String session, String accept) {
    return warehouse
        .read("t", warehouse.readSession("t", session))
        .header("Accept-Encoding", accept)
        .send();
  }

  private static List<String> ids(String session) {
    return ArrowBytes.rows(read(session, "").ok().bytes()).stream()
        .map(row -> row.substring(0, row.indexOf('|')))
        .toList();
  }

  @Test
  void rowsAreCompressedInsideOrAsAWholeOrNotAtAll() throws IOException {
    byte[] plain = read("{}", "").ok().bytes();
    set(TestSwitches.ArrowCompression.BODY);
    Answer whole = read("{}", "x-lz4-frame").ok();
    assertThat(whole.header("Content-Encoding")).isEqualTo("x-lz4-frame");
    assertThat(Arrays.copyOf(whole.bytes(), 4)).isEqualTo(bytes("04 22 4D 18"));
    assertThat(Compression.LZ4_FRAME.decode(new ByteArrayInputStream(whole.bytes())).readAllBytes())
        .isEqualTo(plain);
    assertThat(read("{}", "").ok().bytes()).isEqualTo(plain);
    set(TestSwitches.ArrowCompression.NONE);
    Answer none = read("{}", "zstd").ok();
    assertThat(none.header("Content-Encoding")).isNull();
    assertThat(none.bytes()).isEqualTo(plain);
  }

  private static Answer upload(String payload) {
    String session = warehouse.writeSession("b", "{}");
    warehouse.openStream("b", session, "s", 1).ok();
    return warehouse
        .action("TableWriteBlob", table("b"))
        .query("SessionId", session)
        .query("StreamId", "s")
        .query("StreamVersion", 1)
        .query("PartitionValues", "")
        .query("ColumnIndex", 2)
        .chunked(payload.getBytes(StandardCharsets.UTF_8))
        .send()
        .ok();
  }

  @Test
  void crcBlocksMayBeInsideTheCompression() {
    String base64 = upload("hello").json().path("BlobReference").asText();
    String reference = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    set(TestSwitches.BlobLayers.CRC_INNERMOST);
    Answer answer =
        warehouse
            .action("BlobRead", "generic.blob")
            .header("Accept-Encoding", "x-lz4-frame")
            .body("{\"BlobReferences\":[\"" + reference + "\"]}")
            .send()
            .ok();
    assertThat(answer.bytes())
        .isEqualTo(
            bytes("04 22 4D 18 60 40 82 09 00 00 80 68 65 6C 6C 6F", "4C BB 71 9A 00 00 00 00"));
  }

  @Test
  void theDigestOfAnUploadMayBeWrong() {
    set(TestSwitches.BlobDigests.WRONG);
    assertThat(upload("x").json().path("MD5Value").asText()).isEqualTo("0".repeat(32));
  }

  @Test
  void sessionsMayTakeTheirTime() {
    warehouse.switches().readSessions(2, "NORMAL");
    JsonNode created = warehouse.readSession("t", "{}");
    assertThat(created.path("SessionStatus").asText()).isEqualTo("INIT");
    assertThat(created.path("SplitsCount").asInt()).isZero();
    assertThat(created.path("DataSchema").path("DataColumns").isArray()).isTrue();
    warehouse.read("t", created).send().refused(409, "InvalidState");
    assertThat(poll(created).path("SessionStatus").asText()).isEqualTo("INIT");
    JsonNode ready = poll(created);
    assertThat(ready.path("SessionStatus").asText()).isEqualTo("NORMAL");
    assertThat(ready.path("RecordCount").asInt()).isEqualTo(100);
    warehouse.read("t", created).send().ok();
  }

  @Test
  void sessionsMayEndInAnyState() {
    warehouse.switches().readSessions(0, "CRITICAL");
    JsonNode critical = warehouse.readSession("t", "{}");
    assertThat(critical.path("SessionStatus").asText()).isEqualTo("CRITICAL");
    assertThat(critical.path("Message").asText()).contains("CRITICAL");
    warehouse.read("t", critical).send().refused(409, "InvalidState");
    warehouse.switches().readSessions(0, "EXPIRED");
    JsonNode expired = warehouse.readSession("t", "{}");
    warehouse.read("t", expired).send().refused(404, "NoSuchSession");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> warehouse.switches().readSessions(-1, "NORMAL"));
  }

  private static JsonNode poll(JsonNode session) {
    return warehouse
        .action("TableGetReadSession", table("t"))
        .query("SessionId", session.path("SessionId").asText())
        .body("{}")
        .send()
        .ok()
        .json();
  }

  @Test
  void theCountOfAWriteMayHaveToBeTrue() {
    warehouse.sql("create table counted (id bigint)");
    String session = warehouse.writeSession("counted", "{}");
    warehouse.openStream("counted", session, "s", 1).ok();
    byte[] rows = ArrowBytes.with().longs("id", 1L, 2L).bytes();
    set(TestSwitches.WriteCounts.STRICT);
    warehouse
        .write("counted", session, "s", 1, rows)
        .query("Count", 3)
        .send()
        .refused(400, "InvalidParameter");
    warehouse.write("counted", session, "s", 1, rows).query("Count", 2).send().ok();
    warehouse.closeStream("counted", session, "s", 1).ok();
    warehouse.commit("counted", session).ok();
    assertThat(warehouse.rows("counted")).containsExactly("1", "2");
  }

  @Test
  void unclosedStreamsMayHinderTheCommit() {
    warehouse.sql("create table unclosed (id bigint)");
    String session = warehouse.writeSession("unclosed", "{}");
    warehouse.openStream("unclosed", session, "s", 1).ok();
    warehouse.openStream("unclosed", session, "default", 1).ok();
    set(TestSwitches.UnclosedStreams.REFUSE);
    warehouse.commit("unclosed", session).refused(409, "InvalidState");
    warehouse.closeStream("unclosed", session, "s", 1).ok();
    warehouse.commit("unclosed", session).ok();
  }

  private static Answer openOnce(String session) {
    return warehouse
        .action("TableCreateWriteStream", table("once"))
        .query("SessionId", session)
        .body("{\"StreamId\":\"s\",\"StreamVersion\":1,\"ExactlyOnceMode\":true}")
        .send()
        .ok();
  }

  @Test
  void accessTokensMayBeIgnoredOrMissing() {
    warehouse.sql("create table once (id bigint)");
    String session = warehouse.writeSession("once", "{}");
    assertThat(openOnce(session).json().path("AccessToken").asText()).isNotEmpty();
    byte[] rows = ArrowBytes.with().longs("id", 1L).bytes();
    warehouse
        .write("once", session, "s", 1, rows)
        .query("RowOffset", 0)
        .send()
        .refused(403, "NoPermission");
    set(TestSwitches.AccessTokens.IGNORE);
    warehouse.write("once", session, "s", 1, rows).query("RowOffset", 0).send().ok();
    set(TestSwitches.AccessTokens.OMIT);
    assertThat(openOnce(session).json().has("AccessToken")).isFalse();
  }

  @Test
  void timestampsMayBeStructs() {
    warehouse.sql("create table times (ts timestamp, ntz timestamp_ntz)");
    warehouse.sql(
        "insert into times values"
            + " (timestamp'1969-12-31 23:59:59.999999999', timestamp_ntz'2023-11-14 22:13:20.123456789'),"
            + " (null, null)");
    set(TestSwitches.TimestampForm.STRUCT);
    assertThat(warehouse.rows("times"))
        .containsExactly(
            "{\"sec\":-1,\"nano\":999999999}|{\"sec\":1700000000,\"nano\":123456789}", "null|null");
    JsonNode seconds =
        warehouse.readSession("times", "{\"ArrowOptions\":{\"TimestampUnit\":\"milli\"}}");
    assertThat(ArrowBytes.rows(warehouse.read("times", seconds).send().ok().bytes()))
        .contains("{\"sec\":-1,\"nano\":999000000}|{\"sec\":1700000000,\"nano\":123000000}");
  }

  @Test
  void textsMayBeLarge() {
    List<String> plain = warehouse.rows("t");
    set(TestSwitches.TextForm.LARGE);
    JsonNode session = warehouse.readSession("t", "{}");
    assertThat(session.path("EnableLargeString").asBoolean()).isTrue();
    byte[] large = warehouse.read("t", session).send().ok().bytes();
    assertThat(ArrowBytes.rows(large)).isEqualTo(plain);
    assertThat(ArrowBytes.types(large)).containsExactly("Int(64, true)", "LargeUtf8");
  }

  @Test
  void routeTokensAreNewOnEachAnswerOrMissing() {
    Answer first = warehouse.action("TableCreateReadSession", table("t")).body("{}").send().ok();
    Answer second = warehouse.action("TableCreateReadSession", table("t")).body("{}").send().ok();
    assertThat(first.header("x-odps-max-storage-route-token"))
        .isNotEmpty()
        .isNotEqualTo(second.header("x-odps-max-storage-route-token"));
    set(TestSwitches.RouteTokens.OMIT);
    Answer none = warehouse.action("TableCreateReadSession", table("t")).body("{}").send().ok();
    assertThat(none.header("x-odps-max-storage-route-token")).isNull();
  }

  private static final String FILTER = "{\"FilterPredicate\":\"`id` = 42\"}";
  private static final String FALLBACK =
      "{\"FilterPredicate\":\"`id` = 42\",\"FilterPredicateFallback\":true}";

  private static void refused(String session) {
    warehouse
        .action("TableCreateReadSession", table("t"))
        .body(session)
        .send()
        .refused(400, "InvalidParameter");
  }

  @Test
  void filtersMayBeExactIgnoredOrRefused() {
    assertThat(ids(FILTER)).containsExactly("42");
    set(TestSwitches.Filters.IGNORE);
    assertThat(ids(FILTER)).hasSize(100);
    set(TestSwitches.Filters.REJECT);
    refused(FILTER);
    refused(FALLBACK);
    assertThat(ids("{}")).hasSize(100);
    set(TestSwitches.Filters.REJECT_UNLESS_FALLBACK);
    refused(FILTER);
    assertThat(ids(FALLBACK)).hasSize(100);
  }

  @Test
  void aCoarseFilterDeliversWholeBatches() {
    set(TestSwitches.Filters.COARSE);
    JsonNode session = warehouse.readSession("t", FILTER);
    byte[] some = warehouse.read("t", session).body("{\"MaxBatchRows\":10}").send().ok().bytes();
    assertThat(ArrowBytes.rows(some)).hasSize(10).contains("42|n42").contains("49|n49");
    byte[] none =
        warehouse
            .read("t", session)
            .query("Offset", 50)
            .query("Count", 50)
            .body("{\"MaxBatchRows\":10}")
            .send()
            .ok()
            .bytes();
    assertThat(ArrowBytes.rows(none)).isEmpty();
  }

  @Test
  void recordsMayBeCountedAfterTheFilter() {
    assertThat(warehouse.readSession("t", FILTER).path("RecordCount").asInt()).isEqualTo(100);
    set(TestSwitches.RecordCounts.AFTER_FILTER);
    assertThat(warehouse.readSession("t", FILTER).path("RecordCount").asInt()).isEqualTo(1);
    assertThat(ids(FILTER)).containsExactly("42");
  }

  private static int withBearerToken(WarehouseServer server) throws Exception {
    URI project = URI.create("http://127.0.0.1:" + server.port() + "/api/projects/demo");
    HttpRequest request =
        HttpRequest.newBuilder(project).header("x-odps-bearer-token", "dG9rZW4=").build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void bearerTokensAreForTestsOnTheLoopbackAddress() throws Exception {
    assertThat(withBearerToken(warehouse.server())).isEqualTo(401);
    set(TestSwitches.BearerTokens.ACCEPT);
    assertThat(withBearerToken(warehouse.server())).isEqualTo(200);
    WarehouseOptions open =
        WarehouseOptions.inMemory()
            .withCredentials(new WarehouseCredentials("me", "secret"))
            .withBindAddress(InetAddress.getByName("0.0.0.0"))
            .withProjects("demo");
    try (WarehouseServer server = WarehouseServer.start(open)) {
      server.switches().set(TestSwitches.BearerTokens.ACCEPT);
      assertThat(withBearerToken(server)).isEqualTo(401);
    }
  }
}

package dev.maxstorage.warehouse;

import static dev.maxstorage.warehouse.TestWarehouse.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maxstorage.warehouse.TestWarehouse.Answer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Storage API document, 12.1 to 12.3. */
class TransportTest {
  private static TestWarehouse warehouse;

  @BeforeAll
  static void start() {
    warehouse = TestWarehouse.start();
    warehouse.sql("create table t (id bigint, name string)");
    warehouse.insert(
        "t", "", ArrowBytes.with().longs("id", 1L, 2L).texts("name", "a", "b").bytes());
  }

  @AfterAll
  static void stop() {
    warehouse.close();
  }

  @Test
  void case5BothFormsOfATableTargetMeanTheSameTable() {
    JsonNode longForm = warehouse.readSession("t", "{}");
    JsonNode shortForm =
        warehouse
            .action("TableCreateReadSession", "projects.demo.tables.t")
            .body("{}")
            .send()
            .ok()
            .json();
    assertThat(shortForm.path("DataSchema")).isEqualTo(longForm.path("DataSchema"));
    assertThat(shortForm.path("RecordCount").asLong()).isEqualTo(2);
  }

  @Test
  void case7AnUnknownOrMissingActionIsABadRequest() {
    warehouse
        .action("TableFrobnicate", table("t"))
        .body("{}")
        .send()
        .refused(400, "InvalidParameter");
    warehouse.call("POST", "/api/storage/v2").send().refused(400, "InvalidParameter");
  }

  @Test
  void case8UnknownParametersHeadersAndMembersAreIgnored() {
    warehouse
        .action("TableCreateReadSession", table("t"))
        .query("curr_project", "demo")
        .query("curr_schema", "default")
        .query("quotaName", "q")
        .query("foo", "a b+c%&=ü")
        .header("odps-tunnel-tags", "x,y")
        .body("{\"Foo\":{\"bar\":[1]},\"AccquireDownload\":true}")
        .send()
        .ok();
  }

  @Test
  void case9ContentTypeDoesNotMatterAndBodiesMayBeChunked() {
    warehouse
        .action("TableCreateReadSession", table("t"))
        .header("Content-Type", "text/html")
        .chunked(
            "{\"RequiredDataColumns\":[\"id\"]}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .send()
        .ok();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip, deflate", "gzip, deflate, br, zstd", "gzip;q=1.0, zstd;q=0.5"})
  void case10And11ForeignEncodingsAskForNoCompression(String accept) {
    JsonNode session = warehouse.readSession("t", "{}");
    Answer plain = warehouse.read("t", session).send().ok();
    Answer read = warehouse.read("t", session).header("Accept-Encoding", accept).send().ok();
    assertThat(read.bytes()).isEqualTo(plain.bytes());
    assertThat(read.header("Content-Encoding")).isNull();
    Answer preview =
        warehouse
            .action("TablePreview", table("t"))
            .header("Accept-Encoding", accept)
            .body("{}")
            .send()
            .ok();
    assertThat(preview.bytes()).isEqualTo(plain.bytes());
    assertThat(preview.header("Content-Encoding")).isNull();
  }

  @Test
  void case12InstanceSessionsAnswerGetAndPostAlike() {
    String id = warehouse.submit("select count(*) as n from t");
    String target = "projects.demo.instances." + id;
    JsonNode created =
        warehouse
            .action("InstanceCreateReadSession", target)
            .body("{\"EnableLimit\":false}")
            .send()
            .ok()
            .json();
    String session = created.path("DownloadID").asText();
    JsonNode post =
        warehouse
            .action("InstanceGetReadSession", target)
            .query("SessionId", session)
            .body("{}")
            .send()
            .ok()
            .json();
    JsonNode get =
        warehouse
            .call("GET", "/api/storage/v2")
            .query("Action", "InstanceGetReadSession")
            .query("Target", target)
            .query("SessionId", session)
            .send()
            .ok()
            .json();
    assertThat(get).isEqualTo(post);
    assertThat(post.path("Status").asText()).isEqualTo("normal");
    assertThat(post.path("RecordCount").asLong()).isEqualTo(1);
    assertThat(post.has("SessionId")).isFalse();
  }

  @Test
  void case13WriteStreamsAnswerGetAndPostAlike() {
    String session = warehouse.writeSession("t", "{}");
    warehouse.openStream("t", session, "s", 3).ok();
    JsonNode post =
        warehouse
            .action("TableGetWriteStream", table("t"))
            .query("SessionId", session)
            .body("{\"StreamId\":\"s\",\"StreamVersion\":3,\"ExactlyOnceMode\":false}")
            .send()
            .ok()
            .json();
    JsonNode get =
        warehouse
            .call("GET", "/api/storage/v2")
            .query("Action", "TableGetWriteStream")
            .query("Target", table("t"))
            .query("SessionId", session)
            .query("StreamId", "s")
            .query("StreamVersion", 3)
            .send()
            .ok()
            .json();
    assertThat(get).isEqualTo(post);
    assertThat(get.path("status").isInt()).isTrue();
    assertThat(get.path("Status").asText()).isEqualTo("OPEN");
    assertThat(get.path("recordCount").asLong()).isZero();
    assertThat(get.path("RecordCount").asLong()).isZero();
  }

  @Test
  void case14GetOfARowReadIsTheWrongMethod() {
    warehouse
        .call("GET", "/api/storage/v2")
        .query("Action", "TableRead")
        .query("Target", table("t"))
        .send()
        .refused(405, "MethodNotAllowed");
  }

  @Test
  void case23AFullFlowNeedsNoRouteToken() {
    warehouse.sql("create table untokened (id bigint)");
    warehouse.insert("untokened", "", ArrowBytes.with().longs("id", 1L).bytes());
    JsonNode session = warehouse.readSession("untokened", "{}");
    warehouse
        .action("TableGetReadSession", table("untokened"))
        .query("SessionId", session.path("SessionId").asText())
        .body("{}")
        .send()
        .ok();
    assertThat(ArrowBytes.rows(warehouse.read("untokened", session).send().ok().bytes()))
        .containsExactly("1");
  }

  @Test
  void case24AGarbageRouteTokenDoesNoHarm() {
    JsonNode session = warehouse.readSession("t", "{}");
    warehouse
        .read("t", session)
        .header("x-odps-max-storage-route-token", "~~garbage~~")
        .send()
        .ok();
  }

  @Test
  void routeTokensAreHandedOut() {
    Answer created = warehouse.action("TableCreateReadSession", table("t")).body("{}").send().ok();
    assertThat(created.header("x-odps-max-storage-route-token")).isNotEmpty();
  }

  @Test
  void case32EveryFailureHasAJsonBody() {
    warehouse.action("TableCreateReadSession", table("nope")).send().refused(404, "NoSuchTable");
    warehouse
        .action("TableCreateReadSession", "projects.nope.tables.t")
        .send()
        .refused(404, "NoSuchProject");
    warehouse.action("TableCreateReadSession", "nonsense").send().refused(400, "InvalidParameter");
    warehouse
        .action("TableCreateReadSession", table("t"))
        .body("[not json")
        .send()
        .refused(400, "InvalidParameter");
    warehouse.call("POST", "/api/storage/v9").send().refused(404, "NoSuchObject");
  }

  @Test
  void bothPathVersionsAreServed() {
    warehouse
        .call("POST", "/api/storage/v3")
        .query("Action", "TableCreateReadSession")
        .query("Target", table("t"))
        .send()
        .ok();
  }

  @Test
  void requestIdsAreThereAndUnique() {
    String first =
        warehouse.action("TablePreview", table("t")).send().ok().header("x-odps-request-id");
    String second =
        warehouse.action("TablePreview", table("t")).send().ok().header("x-odps-request-id");
    assertThat(first).isNotEmpty().isNotEqualTo(second);
  }

  @Test
  void theHealthUrlAnswersWithoutSignature() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(warehouse.server().healthUrl()).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ok\n");
    assertThat(warehouse.call("POST", "/health").send().status()).isEqualTo(405);
  }

  @Test
  void unsignedRequestsAreRefused() {
    warehouse
        .action("TableCreateReadSession", table("t"))
        .header("Authorization", "")
        .send()
        .refused(401, "AuthorizationRequired");
  }

  @Test
  void requestsSignedWithAnotherKeyAreRefused() {
    warehouse
        .action("TableCreateReadSession", table("t"))
        .header(
            "Authorization",
            "ODPS " + warehouse.server().credentials().accessId() + ":AAAAAAAAAAAAAAAAAAAAAAAAAAA=")
        .send()
        .refused(401, "SignatureNotMatch");
    warehouse
        .action("TableCreateReadSession", table("t"))
        .header("Authorization", "ODPS someoneElse:AAAAAAAAAAAAAAAAAAAAAAAAAAA=")
        .send()
        .refused(401, "InvalidAccessKeyId");
  }

  @Test
  void requestsFromAnotherTimeAreRefused() {
    warehouse
        .action("TableCreateReadSession", table("t"))
        .header("Date", "Tue, 03 Feb 2015 04:05:06 GMT")
        .send()
        .refused(401, "RequestTimeTooSkewed");
  }
}

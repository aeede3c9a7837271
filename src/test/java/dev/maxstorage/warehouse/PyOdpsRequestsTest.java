package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maxstorage.wire.Signatures;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The requests that PyODPS makes, member for member and header for header, and what it reads of the
 * answers. Source: Storage API document, which cites it as PS and PL.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PyOdpsRequestsTest {
  private static final String READ_SESSION =
      "{\"RequiredDataColumns\": [], \"RequiredPartitionColumns\": [], \"RequiredPartitions\": [],"
          + " \"RequiredBucketIds\": [], \"SplitOptions\": {\"SplitMode\": \"Size\", \"SplitUnit\":"
          + " \"ByteSize\", \"SplitNumber\": 268435456, \"CrossPartition\": true},"
          + " \"ArrowOptions\": {\"TimestampUnit\": \"nano\", \"DatetimeUnit\": \"milli\"},"
          + " \"FilterPredicate\": \"\", \"FilterPredicateFallback\": false,"
          + " \"SplitMaxFileNum\": 0, \"IncrementalRead\": false}";
  private static final String READ =
      "{\"MaxBatchRows\": 4096, \"SkipRowNum\": 0, \"MaxBatchRawSize\": 0, \"DataFormat\":"
          + " {\"Type\": \"Arrow\", \"Version\": \"V5\"}, \"DataColumns\": [],"
          + " \"DataColumnsUnordered\": false}";

  private final TestWarehouse warehouse = TestWarehouse.start();

  @BeforeAll
  void fill() {
    warehouse.sql("create table t (id bigint, name string)");
    warehouse.sql("insert into t values (1, 'a'), (2, 'b')");
    warehouse.sql("create table b (id bigint, pic blob)");
  }

  @AfterAll
  void close() {
    warehouse.close();
  }

  /** A call as its HTTP layer makes it, with what requests and urllib3 add. */
  private TestWarehouse.Call call(String version, String action, String target) {
    return warehouse
        .call("POST", "/api/storage/v" + version)
        .query("Action", action)
        .query("Target", target)
        .query("curr_project", TestWarehouse.PROJECT)
        .header("User-Agent", "pyodps/0.13.0 CPython/3.11.9 linux/x86_64")
        .header("Accept", "*/*")
        .header("Accept-Encoding", "gzip, deflate")
        .header("odps-tunnel-retry-trace-id", "3f1d0c52a9")
        .header("odps-tunnel-retry-index", "0")
        .header("Content-Type", "application/json; charset=utf-8");
  }

  private TestWarehouse.Call table(String version, String action, String table) {
    return call(version, action, TestWarehouse.table(table));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void aTableIsReadBySessions(String version) {
    TestWarehouse.Answer created =
        table(version, "TableCreateReadSession", "t").body(READ_SESSION).send().ok();
    JsonNode session = created.json();
    String id = session.path("SessionId").asText();
    assertThat(created.header("x-odps-request-id")).isNotNull();
    assertThat(session.path("SessionStatus").asText()).isIn("INIT", "NORMAL");
    assertThat(session.path("ExpirationTime").isIntegralNumber()).isTrue();

    JsonNode again =
        table(version, "TableGetReadSession", "t")
            .query("SessionId", id)
            .query("session_refresh", "false")
            .body("{}")
            .send()
            .ok()
            .json();
    assertThat(again.path("SessionStatus").asText()).isEqualTo("NORMAL");
    assertThat(again.path("SplitsCount").asInt()).isEqualTo(1);
    assertThat(again.path("DataSchema").path("DataColumns")).hasSize(2);

    for (String encoding : new String[] {"", "zstd", "x-lz4-frame"}) {
      TestWarehouse.Call read =
          table(version, "TableRead", "t")
              .query("SessionId", id)
              .query("Index", "0")
              .header("x-odps-max-storage-route-token", "a token of another server");
      if (!encoding.isEmpty()) {
        read.header("Accept-Encoding", encoding);
      }
      TestWarehouse.Answer rows = read.body(READ).send().ok();
      assertThat(rows.bytes().length).as(encoding).isGreaterThan(100);
    }
  }

  @Test
  void aPreviewNamesItsLimitTwice() {
    TestWarehouse.Answer rows =
        table("2", "TablePreview", "t")
            .query("Limit", "1")
            .body("{\"Limit\": 1, \"Columns\": [\"id\"]}")
            .send()
            .ok();
    assertThat(rows.bytes()).startsWith(0xFF, 0xFF, 0xFF, 0xFF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void rowsAreWrittenInASession(String version) {
    String id = writeSession(version, "t");
    JsonNode stream =
        mode(version, table(version, "TableCreateWriteStream", "t"))
            .query("SessionId", id)
            .body("{\"StreamId\": \"0\", \"StreamVersion\": 1}")
            .send()
            .ok()
            .json();
    assertThat(stream.path("TableSchema").path("DataColumns")).hasSize(2);
    TestWarehouse.Answer preview =
        table("2", "TablePreview", "t").query("Limit", "1").body("{\"Limit\": 1}").send().ok();
    byte[] rows = preview.bytes();
    JsonNode written =
        mode(version, table(version, "TableWrite", "t"))
            .query("SessionId", id)
            .query("StreamId", "0")
            .query("StreamVersion", "1")
            .query("Count", "1")
            .header("Content-Type", "application/octet-stream")
            .chunked(rows)
            .send()
            .ok()
            .json();
    assertThat(written.isObject()).isTrue();
    JsonNode state =
        mode(version, table(version, "TableGetWriteStream", "t"))
            .query("SessionId", id)
            .query("StreamId", "0")
            .query("StreamVersion", "1")
            .body("{\"StreamId\": \"0\", \"StreamVersion\": 1}")
            .send()
            .ok()
            .json();
    assertThat(state.path("recordCount").asLong()).isEqualTo(1);
    mode(version, table(version, "TableCloseWriteStream", "t"))
        .query("SessionId", id)
        .body("{\"SessionId\": \"" + id + "\", \"StreamId\": \"0\", \"StreamVersion\": 1}")
        .send()
        .ok();
    JsonNode session =
        mode(version, table(version, "TableGetWriteSession", "t"))
            .query("SessionId", id)
            .body("{}")
            .send()
            .ok()
            .json();
    assertThat(session.path("Streams").isObject()).isTrue();
    mode(version, table(version, "TableAbortWriteSession", "t"))
        .query("SessionId", id)
        .body("{}")
        .send()
        .ok();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"StreamIds\": [\"0\"], \"StreamVersions\": [1]}"})
  void aSessionIsCommittedWithAndWithoutTheListOfItsStreams(String commit) {
    warehouse.sql("create table c (id bigint, name string)");
    byte[] rows =
        table("2", "TablePreview", "t")
            .query("Limit", "2")
            .body("{\"Limit\": 2}")
            .send()
            .ok()
            .bytes();
    String id = writeSession("2", "c");
    table("2", "TableCreateWriteStream", "c")
        .query("SessionId", id)
        .body("{\"StreamId\": \"0\", \"StreamVersion\": 1}")
        .send()
        .ok();
    table("2", "TableWrite", "c")
        .query("SessionId", id)
        .query("StreamId", "0")
        .query("StreamVersion", "1")
        .query("Count", "2")
        .header("Content-Type", "application/octet-stream")
        .chunked(rows)
        .send()
        .ok();
    table("2", "TableCloseWriteStream", "c")
        .query("SessionId", id)
        .body("{\"SessionId\": \"" + id + "\", \"StreamId\": \"0\", \"StreamVersion\": 1}")
        .send()
        .ok();
    for (int time = 1; time <= 2; time++) {
      assertThat(
              table("2", "TableCommitWriteSession", "c")
                  .query("SessionId", id)
                  .body(commit)
                  .send()
                  .ok()
                  .json()
                  .path("WarningMessage")
                  .asText())
          .as("commit %s", time)
          .isEmpty();
    }
    byte[] read =
        table("2", "TablePreview", "c")
            .query("Limit", "9")
            .body("{\"Limit\": 9}")
            .send()
            .ok()
            .bytes();
    assertThat(read).isEqualTo(rows);
    warehouse.sql("drop table c");
  }

  private String writeSession(String version, String table) {
    return mode(version, table(version, "TableCreateWriteSession", table))
        .body("{\"PartialPartitionSpec\": \"\", \"Flags\": {}}")
        .send()
        .ok()
        .json()
        .path("SessionId")
        .asText();
  }

  /** The write mode is sent to version 3 only. */
  private static TestWarehouse.Call mode(String version, TestWarehouse.Call call) {
    return version.equals("3") ? call.query("WriteMode", "Batch") : call;
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void blobsAreWrittenAndReadOneByOneAndTogether(String version) throws Exception {
    String id = writeSession(version, "b");
    JsonNode schema =
        table(version, "TableGetWriteSchema", "b")
            .query("SessionId", id)
            .body("{}")
            .send()
            .ok()
            .json();
    String column = "";
    for (JsonNode each : schema.path("TableSchema").path("DataColumns")) {
      if (each.path("columnType").path("MemberName").asText().equals("pic")) {
        column = each.path("columnType").path("ColumnId").asText();
      }
    }
    JsonNode single =
        blob(version, id)
            .query("PartitionValues", "")
            .query("ColumnIndex", column)
            .chunked("hello".getBytes(StandardCharsets.UTF_8))
            .send()
            .ok()
            .json();
    assertThat(single.path("MD5Value").asText()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frame(frames, column, "one", "{\"Checksum\": {\"Type\": 0}}");
    frame(frames, column, "two", "{\"Checksum\": {\"Type\": 1, \"Crc32\": 298486374}}");
    JsonNode batch =
        blob(version, id).query("Mode", "Batch").chunked(frames.toByteArray()).send().ok().json();
    List<String> references = new ArrayList<>();
    references.add(decoded(single.path("BlobReference").asText()));
    batch.path("BlobReferences").forEach(each -> references.add(decoded(each.asText())));
    assertThat(references).hasSize(3);

    byte[] alone = read(version, references.subList(0, 1));
    assertThat(Arrays.copyOf(alone, 5)).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
    String framed = new String(read(version, references), StandardCharsets.ISO_8859_1);
    assertThat(framed).contains("hello").contains("one").contains("two");
  }

  private TestWarehouse.Call blob(String version, String session) {
    return table(version, "TableWriteBlob", "b")
        .query("SessionId", session)
        .query("StreamId", "0")
        .query("StreamVersion", "1")
        .header("Content-Type", "application/octet-stream");
  }

  private byte[] read(String version, List<String> references) {
    String list = "\"" + String.join("\", \"", references) + "\"";
    return call(version, "BlobRead", "generic.blob")
        .body("{\"BlobReferences\": [" + list + "]}")
        .send()
        .ok()
        .bytes();
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static void frame(ByteArrayOutputStream out, String column, String data, String footer) {
    for (String part :
        new String[] {"{\"PartitionValues\": [], \"ColumnIndex\": " + column + "}", data, footer}) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length).array());
      out.writeBytes(bytes);
    }
  }

  @Test
  void theResultOfAnInstanceIsRead() {
    String instance = warehouse.submit("select id, name from t order by id");
    String target = "projects." + TestWarehouse.PROJECT + ".instances." + instance;
    JsonNode created =
        call("2", "InstanceCreateReadSession", target)
            .body("{\"EnableLimit\": false}")
            .send()
            .ok()
            .json();
    String id = created.path("DownloadID").asText();
    assertThat(id).isNotEmpty();
    assertThat(created.path("RecordCount").asLong()).isGreaterThanOrEqualTo(2);
    warehouse
        .call("GET", "/api/storage/v2")
        .query("Action", "InstanceGetReadSession")
        .query("Target", target)
        .query("SessionId", id)
        .query("curr_project", TestWarehouse.PROJECT)
        .header("Content-Type", "application/json; charset=utf-8")
        .send()
        .ok();
    byte[] rows =
        call("2", "InstanceRead", target)
            .query("SessionId", id)
            .query("Count", "2")
            .query("Offset", "0")
            .body(
                "{\"TaskName\": \"AnonymousSQLTask\", \"QueryId\": 0, \"EnableLimit\": false,"
                    + " \"Columns\": []}")
            .send()
            .ok()
            .bytes();
    assertThat(rows).startsWith(0xFF, 0xFF, 0xFF, 0xFF);
  }

  /** It signs what follows its endpoint, which may or may not end in /api. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        " /projects/demo/tunnel",
        "/api /projects/demo/tunnel",
        " /api/storage/v2",
        "/api /api/storage/v2"
      })
  void endpointsMayEndInApiOrNot(String endpointAndResource) throws Exception {
    String endpoint = endpointAndResource.split(" ", -1)[0];
    String resource = endpointAndResource.split(" ", -1)[1];
    boolean storage = resource.startsWith("/api/storage");
    Map<String, String> query = new LinkedHashMap<>();
    if (storage) {
      query.put("Action", "TableCreateReadSession");
      query.put("Target", TestWarehouse.table("t"));
    } else {
      query.put("service", null);
    }
    String method = storage ? "POST" : "GET";
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Date", Signatures.httpDate(Instant.now()));
    headers.put("Content-Type", "application/json; charset=utf-8");
    String canonical = Signatures.canonicalString(method, headers, resource, query);
    headers.put(
        "Authorization",
        Signatures.authorizationV2(
            warehouse.server().credentials().accessId(),
            warehouse.server().credentials().accessKey(),
            canonical));
    String text =
        storage ? "Action=TableCreateReadSession&Target=" + TestWarehouse.table("t") : "service";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + warehouse.server().port()
                        + endpoint
                        + resource
                        + "?"
                        + text))
            .method(
                method,
                storage
                    ? HttpRequest.BodyPublishers.ofString(READ_SESSION)
                    : HttpRequest.BodyPublishers.noBody());
    headers.forEach(request::header);
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}

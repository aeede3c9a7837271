package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maxstorage.wire.Signatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A warehouse in memory and a raw HTTP client that signs: no code of the client rooms. */
final class TestWarehouse implements AutoCloseable {
  static final String PROJECT = "demo";

  private final WarehouseServer server;
  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private TestWarehouse(WarehouseOptions options) throws IOException {
    this.server = WarehouseServer.start(options.withProjects(PROJECT));
    this.clock = options.clock();
  }

  static TestWarehouse start() {
    return start(WarehouseOptions.inMemory());
  }

  static TestWarehouse start(WarehouseOptions options) {
    try {
      return new TestWarehouse(options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  WarehouseServer server() {
    return server;
  }

  TestSwitches switches() {
    return server.switches();
  }

  FaultPlan faults() {
    return server.faults();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The target text of a table of the test project. */
  static String table(String name) {
    return "projects." + PROJECT + ".schemas.default.tables." + name;
  }

  /** A request under construction. */
  final class Call {
    private final String method;
    private final String path;
    private final Map<String, @Nullable String> query = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private BodyPublisher body = BodyPublishers.noBody();

    Call(String method, String path) {
      this.method = method;
      this.path = path;
    }

    Call query(String name, Object value) {
      query.put(name, value.toString());
      return this;
    }

    /** A parameter without a value. */
    Call key(String name) {
      query.put(name, null);
      return this;
    }

    Call header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    Call body(String text) {
      return body(text.getBytes(StandardCharsets.UTF_8));
    }

    Call body(byte[] bytes) {
      body = BodyPublishers.ofByteArray(bytes);
      return this;
    }

    /** A body of unknown length. */
    Call chunked(byte[] bytes) {
      body = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(bytes));
      return this;
    }

    Answer send() {
      try {
        return new Answer(http.send(request(), BodyHandlers.ofByteArray()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private HttpRequest request() {
      String text =
          query.entrySet().stream()
              .map(
                  e -> e.getValue() == null ? e.getKey() : e.getKey() + "=" + encoded(e.getValue()))
              .collect(Collectors.joining("&"));
      URI uri =
          URI.create(
              "http://127.0.0.1:" + server.port() + path + (text.isEmpty() ? "" : "?" + text));
      headers.putIfAbsent("Date", Signatures.httpDate(clock.instant()));
      String resource = path.startsWith("/api/storage/") ? path : path.substring("/api".length());
      String decoded = java.net.URLDecoder.decode(resource, StandardCharsets.UTF_8);
      String canonical = Signatures.canonicalString(method, headers, decoded, query);
      headers.putIfAbsent(
          "Authorization",
          Signatures.authorizationV2(
              server.credentials().accessId(), server.credentials().accessKey(), canonical));
      HttpRequest.Builder builder = HttpRequest.newBuilder(uri).method(method, body);
      headers.forEach(
          (name, value) -> {
            if (!value.isEmpty()) {
              builder.header(name, value);
            }
          });
      return builder.build();
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** An answer, read to its end. */
  static final class Answer {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final HttpResponse<byte[]> response;

    Answer(HttpResponse<byte[]> response) {
      this.response = response;
    }

    int status() {
      return response.statusCode();
    }

    byte[] bytes() {
      return response.body();
    }

    String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    @Nullable String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    JsonNode json() {
      try {
        return MAPPER.readTree(bytes());
      } catch (IOException e) {
        throw new UncheckedIOException(text(), e);
      }
    }

    /** This answer, after a check that it is a success. */
    Answer ok() {
      assertThat(status()).as(() -> text()).isEqualTo(200);
      return this;
    }

    /** This answer, after a check that it is this error, with a JSON body as servers must send. */
    Answer refused(int status, String code) {
      assertThat(status()).as(() -> text()).isEqualTo(status);
      assertThat(json().path("Code").asText()).isEqualTo(code);
      assertThat(json().path("Message").asText()).isNotEmpty();
      assertThat(json().path("RequestId").asText()).isEqualTo(header("x-odps-request-id"));
      return this;
    }
  }

  Call call(String method, String path) {
    return new Call(method, path);
  }

  /** A POST of the Storage API, version 2. */
  Call action(String action, String target) {
    return new Call("POST", "/api/storage/v2")
        .query("Action", action)
        .query("Target", target)
        .header("Content-Type", "application/json; charset=utf-8");
  }

  /** Runs a statement and gives its answer to {@code ?result}; fails if the job does. */
  String sql(String statement) {
    String id = submit(statement);
    Answer status = instance(id).key("taskstatus").send().ok();
    String result = instance(id).key("result").send().ok().text();
    assertThat(status.text()).as(() -> result).contains("<Status>Success</Status>");
    return result;
  }

  /** Runs a statement and waits for its end; gives the instance's id. */
  String submit(String statement) {
    Answer created =
        call("POST", "/api/projects/" + PROJECT + "/instances")
            .header("Content-Type", "application/xml")
            .body(job(statement))
            .send();
    assertThat(created.status()).as(() -> created.text()).isEqualTo(201);
    String location = String.valueOf(created.header("Location"));
    String id = location.substring(location.lastIndexOf('/') + 1);
    while (!instance(id).key("instancestatus").send().ok().text().contains("Terminated")) {
      Thread.onSpinWait();
    }
    return id;
  }

  static String job(String statement) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Instance><Job><Priority>9</Priority><Tasks><SQL><Name>AnonymousSQLTask</Name>
        <Config><Property><Name>settings</Name><Value>{"odps.sql.type.system.odps2":"true"}</Value>
        </Property></Config><Query><![CDATA[%s]]></Query></SQL></Tasks></Job></Instance>
        """
        .formatted(statement);
  }

  Call instance(String id) {
    return call("GET", "/api/projects/" + PROJECT + "/instances/" + id);
  }

  /** Creates a write session; gives its id. */
  String writeSession(String table, String body) {
    return action("TableCreateWriteSession", table(table))
        .body(body)
        .send()
        .ok()
        .json()
        .path("SessionId")
        .asText();
  }

  Answer openStream(String table, String session, String stream, long version) {
    return action("TableCreateWriteStream", table(table))
        .query("SessionId", session)
        .body("{\"StreamId\":\"%s\",\"StreamVersion\":%s}".formatted(stream, version))
        .send();
  }

  Call write(String table, String session, String stream, long version, byte[] arrow) {
    return action("TableWrite", table(table))
        .query("SessionId", session)
        .query("StreamId", stream)
        .query("StreamVersion", version)
        .query("Count", 0)
        .header("Content-Type", "application/octet-stream")
        .chunked(arrow);
  }

  Answer closeStream(String table, String session, String stream, long version) {
    return action("TableCloseWriteStream", table(table))
        .query("SessionId", session)
        .body(
            "{\"SessionId\":\"%s\",\"StreamId\":\"%s\",\"StreamVersion\":%s}"
                .formatted(session, stream, version))
        .send();
  }

  Answer commit(String table, String session) {
    return action("TableCommitWriteSession", table(table))
        .query("SessionId", session)
        .body("{}")
        .send();
  }

  /** One stream, one write, close, commit. */
  void insert(String table, String partition, byte[] arrow) {
    String session =
        writeSession(table, "{\"PartialPartitionSpec\":\"" + partition + "\",\"Flags\":{}}");
    openStream(table, session, "s", 1).ok();
    write(table, session, "s", 1, arrow).send().ok();
    closeStream(table, session, "s", 1).ok();
    commit(table, session).ok();
  }

  /** Creates a read session; gives the answer. */
  JsonNode readSession(String table, String body) {
    return action("TableCreateReadSession", table(table)).body(body).send().ok().json();
  }

  Call read(String table, JsonNode session) {
    return action("TableRead", table(table))
        .query("SessionId", session.path("SessionId").asText())
        .body("{}");
  }

  /** The rows of a table as texts, from one session over everything. */
  List<String> rows(String table) {
    JsonNode session = readSession(table, "{}");
    return ArrowBytes.rows(read(table, session).send().ok().bytes());
  }

  static byte[] bytes(String... hex) {
    return java.util.HexFormat.of().parseHex(String.join("", hex).replace(" ", ""));
  }

  static byte[] concat(byte[]... parts) {
    byte[] all = new byte[Arrays.stream(parts).mapToInt(p -> p.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** A clock that moves when told to. */
  static final class ManualClock implements InstantSource {
    private volatile Instant now = Instant.now();

    @Override
    public Instant instant() {
      return now;
    }

    void set(String instant) {
      now = Instant.parse(instant);
    }

    void advance(java.time.Duration duration) {
      now = now.plus(duration);
    }
  }
}

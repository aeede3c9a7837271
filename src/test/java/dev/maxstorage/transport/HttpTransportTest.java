package dev.maxstorage.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maxstorage.testing.ManualClock;
import dev.maxstorage.testing.RecordedRequest;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedReply.Fault;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.transport.TransportException.Reach;
import dev.maxstorage.wire.Action;
import dev.maxstorage.wire.MalformedMessageException;
import dev.maxstorage.wire.ReadSessionResponse;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Storage API document, 12.1 and 12.3; control-plane document, chapter 20. */
@Timeout(60)
class HttpTransportTest {
  private static final Target.Table TABLE = new Target.Table("p", "default", "t");
  private static final WireRequest READ_SESSION =
      WireRequest.storage(Action.TABLE_GET_READ_SESSION, TABLE).json(Map.of());

  private final ScriptedServer server = new ScriptedServer();
  private final ManualClock clock = new ManualClock(TestTransports.START);
  private HttpTransport transport = TestTransports.open(TestTransports.options(server), clock);

  @AfterEach
  void close() {
    transport.close();
    server.close();
  }

  private void reopen(TransportOptions options) {
    transport.close();
    transport = TestTransports.open(options, clock);
  }

  private TransportOptions options() {
    return TestTransports.options(server);
  }

  @Test
  void cases1To3_versionStandsInThePath() throws Exception {
    for (String version : List.of("2", "3", "beta")) {
      reopen(options().withTunnelEndpoint(URI.create(server.uri() + "/")).withApiVersion(version));
      server.then(ScriptedReply.json("{}"));
      transport.send(READ_SESSION);
      assertThat(server.lastRequest().path()).isEqualTo("/api/storage/v" + version);
      assertThat(transport.options().hasVersion3()).isEqualTo(version.equals("3"));
    }
  }

  @Test
  void cases4And6_targetsAreInTheLongForm() throws Exception {
    server.then(ScriptedReply.json("{}"), ScriptedReply.json("{}"));
    transport.send(READ_SESSION);
    assertThat(server.lastRequest().parameter("Target"))
        .isEqualTo("projects.p.schemas.default.tables.t");
    assertThat(server.lastRequest().parameter("curr_project")).isEqualTo("demo_prj");
    transport.send(
        WireRequest.storage(Action.INSTANCE_CREATE_READ_SESSION, new Target.Instance("p", "i1"))
            .json(Map.of()));
    assertThat(server.lastRequest().parameter("Target")).isEqualTo("projects.p.instances.i1");
  }

  @Test
  void quotaNameIsOnStorageRequests() throws Exception {
    reopen(options().withQuotaName("q 1"));
    server.then(ScriptedReply.json("{}"));
    transport.send(READ_SESSION);
    assertThat(server.onlyRequest().parameter("quotaName")).isEqualTo("q 1");
    assertThat(server.onlyRequest().target()).contains("quotaName=q%201");
  }

  @Test
  void vectorA_getOfATableIsSigned() throws Exception {
    server.then(ScriptedReply.of(200, "<Table/>"));
    transport.send(
        WireRequest.control("GET", "projects", "demo_prj", "tables", "orders")
            .query("curr_schema", "sales"));
    RecordedRequest request = server.onlyRequest();
    assertThat(request.path()).isEqualTo("/api/projects/demo_prj/tables/orders");
    assertThat(request.header("Date")).isEqualTo("Tue, 03 Feb 2026 04:05:06 GMT");
    assertThat(request.header("Authorization"))
        .isEqualTo("ODPS exampleAccessId01:GgrQnooAXohvu73Frpf7QVrSQFo=");
  }

  @Test
  void vectorC_encodedPathAndKeysWithoutValueAreSigned() throws Exception {
    server.then(ScriptedReply.of(200, "<Partitions/>"));
    transport.send(
        WireRequest.control("GET", "projects", "demo_prj", "tables", "t \u8868")
            .queryKey("partitions")
            .query("expectmarker", "true")
            .query("marker", "bWFyazE=")
            .query("partition", "ds='20260101',hh='07'")
            .header("x-odps-namespace-id", "ns-7"));
    RecordedRequest request = server.onlyRequest();
    assertThat(request.path()).isEqualTo("/api/projects/demo_prj/tables/t%20%E8%A1%A8");
    assertThat(request.target())
        .contains("?partitions&expectmarker=true&marker=bWFyazE%3D&")
        .contains("partition=ds%3D%2720260101%27%2Chh%3D%2707%27");
    assertThat(request.header("Authorization"))
        .isEqualTo("ODPS exampleAccessId01:pQ/zlF91vE5avG98cq7JMFh8KWQ=");
  }

  @Test
  void vectorD_discoveryWithStsTokenFindsTheTunnelOnce() throws Exception {
    transport.close();
    transport =
        new HttpTransport(
            options().withTunnelEndpoint(null),
            new AccessKey(
                TestTransports.KEY.id(), TestTransports.KEY.secret(), "EXAMPLE-STS-TOKEN-0001"),
            clock,
            clock,
            1);
    server.then(
        ScriptedReply.of(200, server.uri().getAuthority() + "\n"),
        ScriptedReply.json("{}"),
        ScriptedReply.json("{}"));
    transport.send(READ_SESSION);
    transport.send(READ_SESSION);
    assertThat(server.requests()).hasSize(3);
    RecordedRequest discovery = server.requests().get(0);
    assertThat(discovery.target())
        .isEqualTo("/api/projects/demo_prj/tunnel?service&curr_project=demo_prj");
    assertThat(discovery.header("authorization-sts-token")).isEqualTo("EXAMPLE-STS-TOKEN-0001");
    assertThat(discovery.header("Authorization"))
        .isEqualTo("ODPS exampleAccessId01:BLmwBYHaNrNf3TJBBcVB40Swbtg=");
    assertThat(server.requests().get(1).path()).isEqualTo("/api/storage/v2");
  }

  @Test
  void vectorF_cancelIsSignedWithItsContentType() throws Exception {
    server.then(ScriptedReply.of(200, ""));
    transport.send(
        WireRequest.control("PUT", "projects", "demo_prj", "instances", "20260203040506123gabcdef1")
            .xml("<Instance><Status>Terminated</Status></Instance>"));
    assertThat(server.onlyRequest().header("Content-Type")).isEqualTo("application/xml");
    assertThat(server.onlyRequest().header("Authorization"))
        .isEqualTo("ODPS exampleAccessId01:F5dJGTpkYk/WAofeRqgTXKXjeTw=");
  }

  @Test
  void case15_pageInsteadOfJsonShowsAtMost200Characters() throws Exception {
    server.then(ScriptedReply.of(200, "<html>" + "x".repeat(500)));
    WireResponse response = transport.send(READ_SESSION);
    assertThatThrownBy(() -> response.json(ReadSessionResponse.class))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("<html>xxx")
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(300));
  }

  @Test
  void case16_emptyBodyIsAParseError() throws Exception {
    server.then(ScriptedReply.of(200, ""));
    WireResponse response = transport.send(READ_SESSION);
    assertThatThrownBy(() -> response.json(ReadSessionResponse.class))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void case17_requestIdComesFromTheHeader() throws Exception {
    server.then(ScriptedReply.json("{}").header("x-odps-request-id", "r-1"));
    assertThat(transport.send(READ_SESSION).requestId()).isEqualTo("r-1");
  }

  @Test
  void case20_emptyRouteTokenIsNone() throws Exception {
    server.then(ScriptedReply.json("{}").header("x-odps-max-storage-route-token", ""));
    assertThat(transport.send(READ_SESSION).routeToken()).isNull();
  }

  @Test
  void case25_jsonErrorHasAllItsFields() {
    ServiceException e =
        refused(
            ScriptedReply.of(404, "{\"Code\":\"NoSuchTable\",\"Message\":\"m\"}")
                .header("x-odps-request-id", "r-2"));
    assertThat(e.status()).isEqualTo(404);
    assertThat(e.code()).isEqualTo("NoSuchTable");
    assertThat(e.reason()).isEqualTo("m");
    assertThat(e.requestId()).isEqualTo("r-2");
    assertThat(e)
        .hasMessage(
            "NoSuchTable: m (TableGetReadSession projects.p.schemas.default.tables.t, status 404,"
                + " request id r-2)");
  }

  @Test
  void case26_longCodesHaveAKey() {
    ServiceException e =
        refused(
            ScriptedReply.of(
                400, "{\"Code\":\"ODPS-0420411: Invalid argument - \",\"Message\":\"bad\"}"));
    assertThat(e.codeKey()).isEqualTo("ODPS-0420411");
    assertThat(e.hasCode("InvalidParameter", "ODPS-0420411")).isTrue();
    assertThat(e).hasMessageContaining("ODPS-0420411: Invalid argument - bad");
  }

  @Test
  void cases27And28_xmlErrorsMayLackFields() {
    ServiceException e =
        refused(
            ScriptedReply.of(
                403,
                "<Error><Code>NoPermission</Code><Message>no</Message><RequestId>r-3</RequestId>"
                    + "<HostId>h</HostId></Error>"));
    assertThat(List.of(e.code(), e.reason(), e.requestId(), e.host()))
        .containsExactly("NoPermission", "no", "r-3", "h");
    e =
        refused(
            ScriptedReply.of(400, "<Error><Code>C</Code><Message>m</Message></Error>")
                .header("x-odps-request-id", "r-4"));
    assertThat(List.of(e.code(), e.reason(), e.requestId())).containsExactly("C", "m", "r-4");
    assertThat(e.host()).isNull();
  }

  @Test
  void case29_emptyErrorBodiesAreExplainedByTheirStatus() {
    assertThat(refused(ScriptedReply.of(404, "")).reason()).contains("no such object");
    assertThat(refused(ScriptedReply.of(401, "")).reason()).contains("unauthorized");
    assertThat(refused(ScriptedReply.of(500, "")).status()).isEqualTo(500);
  }

  @Test
  void case30_gatewayPagesAreShown() {
    ServiceException e = refused(ScriptedReply.of(502, "<html><body>Bad Gateway"));
    assertThat(e.status()).isEqualTo(502);
    assertThat(e).hasMessageContaining("Bad Gateway");
  }

  @Test
  void case31_messageWithoutCode() {
    ServiceException e = refused(ScriptedReply.of(400, "{\"Message\":\"m\"}"));
    assertThat(e.code()).isNull();
    assertThat(e.reason()).isEqualTo("m");
  }

  @Test
  void redirectsAreRefusalsAndNotFollowed() {
    ServiceException e = refused(ScriptedReply.of(302, "").header("Location", "http://x.invalid/"));
    assertThat(e.status()).isEqualTo(302);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void case71_noCodecIsAskedForAndBodiesAreNotDecoded() throws Exception {
    server.then(
        ScriptedReply.bytes(new byte[] {0x1F, (byte) 0x8B}).header("Content-Encoding", "gzip"));
    assertThat(transport.send(READ_SESSION).body()).containsExactly(0x1F, 0x8B);
    assertThat(server.onlyRequest().header("Accept-Encoding")).isNull();
  }

  @Test
  void repeatableRequestsAreSentAgainWithANewDate() throws Exception {
    reopen(options().withRetry(RetryPolicy.DEFAULT));
    server.then(
        ScriptedReply.of(503, ""),
        ScriptedReply.noAnswer(),
        ScriptedReply.of(429, "").header("Retry-After", "7"),
        ScriptedReply.json("{}"));
    transport.send(READ_SESSION);
    assertThat(server.requests()).hasSize(4);
    assertThat(clock.pauses()).hasSize(3);
    assertThat(clock.pauses().get(2)).isEqualTo(Duration.ofSeconds(7));
    assertThat(server.requests().get(0).header("Date"))
        .isNotEqualTo(server.requests().get(3).header("Date"));
    assertThat(server.requests()).extracting(RecordedRequest::text).containsOnly("{}");
  }

  @Test
  void commitsAreNeverSentAgain() {
    reopen(options().withRetry(RetryPolicy.DEFAULT));
    server.then(ScriptedReply.noAnswer());
    WireRequest commit =
        WireRequest.storage(Action.TABLE_COMMIT_WRITE_SESSION, TABLE).json(Map.of());
    TransportException e =
        catchThrowableOfType(TransportException.class, () -> transport.send(commit));
    assertThat(e.reach()).isEqualTo(Reach.MAYBE);
    assertThat(server.requests()).hasSize(1);
    assertThat(clock.pauses()).isEmpty();
  }

  @Test
  void postsOfTheControlPlaneAreNotRepeated() {
    reopen(options().withRetry(RetryPolicy.DEFAULT));
    server.then(ScriptedReply.of(503, ""));
    assertThatThrownBy(
            () -> transport.send(WireRequest.control("POST", "projects", "p", "instances")))
        .isInstanceOf(ServiceException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void noListenerMeansNotSent() throws Exception {
    int port;
    try (ServerSocket unused = new ServerSocket(0)) {
      port = unused.getLocalPort();
    }
    reopen(
        options()
            .withTunnelEndpoint(URI.create("http://127.0.0.1:" + port))
            .withRetry(RetryPolicy.ofRetries(2)));
    TransportException e =
        catchThrowableOfType(TransportException.class, () -> transport.send(READ_SESSION));
    assertThat(e.reach()).isEqualTo(Reach.NOT_SENT);
    assertThat(e).hasMessageContaining("no connection to http://127.0.0.1:" + port);
    assertThat(clock.pauses()).hasSize(2);
  }

  @Test
  void bodiesThatBreakOffAreErrorsAtEveryPlace() throws Exception {
    byte[] body = new byte[2500];
    for (boolean chunked : new boolean[] {true, false}) {
      for (int cut : new int[] {0, 1, 999, 1000, 1001, 2499, 2500}) {
        ScriptedReply whole = ScriptedReply.bytes(body);
        server.then((chunked ? whole : whole.withLength()).cutAfter(cut));
        try (StreamingResponse response = transport.stream(READ_SESSION)) {
          if (!chunked && cut == body.length) {
            assertThat(response.body().readAllBytes()).hasSize(cut);
          } else {
            assertThatThrownBy(() -> response.body().readAllBytes())
                .as("chunked %s, cut after %s", chunked, cut)
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("broke off after " + cut + " bytes");
          }
        }
      }
    }
  }

  @Test
  void bodyWithoutLengthIsRefused() {
    server.then(ScriptedReply.of(200, "{}").fault(Fault.NO_LENGTH));
    assertThatThrownBy(() -> transport.send(READ_SESSION))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("no length");
  }

  @Test
  void closingEarlyDropsTheConnection() throws Exception {
    server.then(ScriptedReply.bytes(new byte[50_000_000]), ScriptedReply.json("{}"));
    StreamingResponse response = transport.stream(READ_SESSION);
    assertThat(response.body().read()).isZero();
    response.close();
    response.close();
    assertThatThrownBy(() -> response.body().read()).isInstanceOf(IOException.class);
    assertThat(transport.send(READ_SESSION).text()).isEqualTo("{}");
  }

  @Test
  void cancelEndsARequestThatWaits() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    server.then(ScriptedReply.json("{}").after(gate), ScriptedReply.json("{}"));
    CancelScope scope = transport.scope().child();
    HttpTransport view = transport.within(scope);
    Thread canceller =
        new Thread(
            () -> {
              while (server.requests().isEmpty()) {
                Thread.onSpinWait();
              }
              scope.cancel();
            });
    canceller.start();
    assertThatThrownBy(() -> view.send(READ_SESSION)).isInstanceOf(CancelledException.class);
    canceller.join();
    gate.countDown();
    assertThatThrownBy(() -> view.send(READ_SESSION)).isInstanceOf(CancelledException.class);
    assertThat(transport.send(READ_SESSION).text()).isEqualTo("{}");
    assertThat(view.outermost().scope().isCancelled()).isFalse();
  }

  @Test
  void cancelEndsARead() throws Exception {
    server.then(ScriptedReply.bytes(new byte[5000]).cutAfter(5000));
    CancelScope scope = transport.scope().child();
    try (StreamingResponse response = transport.within(scope).stream(READ_SESSION)) {
      InputStream body = response.body();
      assertThat(body.readNBytes(10)).hasSize(10);
      transport.cancelAll();
      assertThatThrownBy(body::readAllBytes).isInstanceOf(CancelledException.class);
    }
  }

  @Test
  void cancelEndsThePauseBeforeARetry() {
    CancelScope scope = CancelScope.create();
    CountDownLatch sleeping = new CountDownLatch(1);
    Thread canceller =
        new Thread(
            () -> {
              try {
                sleeping.await();
              } catch (InterruptedException e) {
                return;
              }
              scope.cancel();
            });
    canceller.start();
    sleeping.countDown();
    assertThatThrownBy(() -> Sleeper.SYSTEM.sleep(Duration.ofMinutes(10), scope))
        .isInstanceOf(CancelledException.class);
  }

  @Test
  void nothingSecretIsShown() {
    reopen(options().withRetry(RetryPolicy.ofRetries(1)));
    AccessKey key = new AccessKey("exampleAccessId01", "s3cret", "t0ken");
    server.then(ScriptedReply.of(401, ""));
    Throwable e = catchThrowableOfType(ServiceException.class, () -> transport.send(READ_SESSION));
    List<Object> shown =
        Arrays.asList(
            key,
            e,
            READ_SESSION.header("x-odps-max-storage-route-token", "t0ken"),
            new ResponseHead(200, Map.of("x-odps-max-storage-route-token", "t0ken")),
            RequestBody.ofBytes("text/plain", "s3cret".getBytes(StandardCharsets.UTF_8)));
    assertThat(shown.toString())
        .doesNotContain("s3cret")
        .doesNotContain("t0ken")
        .doesNotContain("exampleAccessId01")
        .doesNotContain(TestTransports.KEY.secret());
    assertThatThrownBy(() -> TransportOptions.of(URI.create("http://user:s3cret@h/api"), "p"))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("s3cret"));
    assertThatThrownBy(() -> TransportOptions.of(URI.create("ftp://user:s3cret@h"), "p"))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("s3cret"));
  }

  @Test
  void everyRequestIsOneLineInTheLogWithoutSecrets() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger(HttpTransport.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.setLevel(Level.FINE);
    logger.addHandler(handler);
    try {
      server.then(
          ScriptedReply.json("{}")
              .header("x-odps-request-id", "r-1")
              .header("x-odps-max-storage-route-token", "t0ken"));
      transport.send(READ_SESSION.header("x-odps-max-storage-route-token", "t0ken"));
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(null);
    }
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .matches(
            "POST /api/storage/v2 TableGetReadSession projects\\.p\\.schemas\\.default\\.tables\\.t: 200,"
                + " request id r-1, 2 bytes sent, 2 received, \\d+ ms, attempt 1");
  }

  private ServiceException refused(ScriptedReply reply) {
    server.then(reply);
    return catchThrowableOfType(ServiceException.class, () -> transport.send(READ_SESSION));
  }
}

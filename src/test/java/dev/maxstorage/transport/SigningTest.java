package dev.maxstorage.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.ManualClock;
import dev.maxstorage.testing.RecordedRequest;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.warehouse.WarehouseLease;
import dev.maxstorage.warehouse.Warehouses;
import dev.maxstorage.wire.Action;
import dev.maxstorage.wire.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Control-plane document, 2.4 to 2.7, with the vectors of its chapter 20. */
@Timeout(60)
class SigningTest {
  private static final String SERVER_DATE = "Tue, 03 Feb 2026 05:05:06 GMT";
  private static final WireRequest ORDERS =
      WireRequest.control("GET", "projects", "demo_prj", "tables", "orders")
          .query("curr_schema", "sales");

  private final ScriptedServer server = new ScriptedServer();
  private final ManualClock clock = new ManualClock(TestTransports.START);

  @AfterEach
  void close() {
    server.close();
  }

  private RecordedRequest sent(
      WireRequest request, CredentialSource credentials, Signing signing, ManualClock time)
      throws IOException {
    TransportOptions options = TestTransports.options(server).withSigning(signing);
    server.then(ScriptedReply.of(200, "{}"));
    try (HttpTransport transport = new HttpTransport(options, credentials, time, time, 1)) {
      transport.send(request);
    }
    return server.lastRequest();
  }

  private static ScriptedReply refusal(int status, String code, String message) {
    return ScriptedReply.of(status, "{\"Code\":\"" + code + "\",\"Message\":\"" + message + "\"}");
  }

  @Test
  void vectorA_version4() throws Exception {
    RecordedRequest request = sent(ORDERS, TestTransports.KEY, new Signing("zz-test", null), clock);
    assertThat(request.header("Authorization"))
        .isEqualTo(
            "ODPS exampleAccessId01/20260203/zz-test/odps/aliyun_v4_request:"
                + "u3jqypnP/Is17Awyz0RSkgaXHwo=");
  }

  @Test
  void vectorH_version4OfAnotherDayAndRegion() throws Exception {
    RecordedRequest request =
        sent(
            ORDERS,
            TestTransports.KEY,
            new Signing("xx-north-1", null),
            new ManualClock(Instant.parse("2025-12-31T23:59:59Z")));
    assertThat(request.header("Authorization"))
        .isEqualTo(
            "ODPS exampleAccessId01/20251231/xx-north-1/odps/aliyun_v4_request:"
                + "Yc/GpiGgenG5677Z2VpEjhJDXAs=");
  }

  @Test
  void vectorD_version4WithAnStsTokenThatIsNotSigned() throws Exception {
    AccessKey key =
        new AccessKey(
            TestTransports.KEY.id(), TestTransports.KEY.secret(), "EXAMPLE-STS-TOKEN-0001");
    RecordedRequest request =
        sent(
            WireRequest.control("GET", "projects", "demo_prj", "tunnel").queryKey("service"),
            key,
            new Signing("zz-test", null),
            clock);
    assertThat(request.header("authorization-sts-token")).isEqualTo("EXAMPLE-STS-TOKEN-0001");
    assertThat(request.header("Authorization"))
        .isEqualTo(
            "ODPS exampleAccessId01/20260203/zz-test/odps/aliyun_v4_request:"
                + "BC5T9LWh5W32BkRE6knkq6wdbLA=");
  }

  @Test
  void theStorageApiIsSignedWithVersion2() throws Exception {
    RecordedRequest request =
        sent(
            WireRequest.storage(
                    Action.TABLE_GET_READ_SESSION, new Target.Table("p", "default", "t"))
                .json(Map.of()),
            TestTransports.KEY,
            new Signing("zz-test", null),
            clock);
    assertThat(request.header("Authorization")).startsWith("ODPS exampleAccessId01:");
  }

  @Test
  void vectorA_applicationAccountSignsTheAuthorization() throws Exception {
    Signing signing = new Signing(null, AccessKey.of("exampleAppId", "exampleAppSecret"));
    RecordedRequest request = sent(ORDERS, TestTransports.KEY, signing, clock);
    assertThat(request.header("application-authentication"))
        .isEqualTo(
            "account_provider:aliyun,signature_method:hmac-sha1,access_id:exampleAppId,"
                + "signature:OncloSU7BzAZk0fy4giLTn7WJxY=");
  }

  @Test
  void aBearerTokenReplacesTheSignature() throws Exception {
    Signing signing = new Signing("zz-test", AccessKey.of("exampleAppId", "exampleAppSecret"));
    RecordedRequest request = sent(ORDERS, new BearerToken("tok3n"), signing, clock);
    assertThat(request.header("x-odps-bearer-token")).isEqualTo("tok3n");
    assertThat(request.headers()).doesNotContainKeys("authorization", "application-authentication");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RequestTimeTooSkewd", "RequestTimeTooSkewed", "ODPS-0410031"})
  void aWrongClockIsSetByTheAnswerAndTheRequestSentOnceMore(String code) throws Exception {
    server.then(refusal(403, code, "ODPS-0410031: skewed").header("Date", SERVER_DATE));
    try (HttpTransport transport = TestTransports.open(TestTransports.options(server), clock)) {
      server.then(ScriptedReply.of(200, "{}"), ScriptedReply.of(200, "{}"));
      transport.send(WireRequest.control("POST", "projects", "p", "instances").xml("<Instance/>"));
      assertThat(server.requests()).hasSize(2);
      assertThat(server.lastRequest().header("Date")).isEqualTo(SERVER_DATE);
      assertThat(server.lastRequest().text()).isEqualTo("<Instance/>");
      clock.advance(Duration.ofSeconds(1));
      transport.send(ORDERS);
      assertThat(server.lastRequest().header("Date")).isEqualTo("Tue, 03 Feb 2026 05:05:07 GMT");
    }
  }

  @Test
  void aClockThatStaysWrongIsTheRefusal() {
    ScriptedReply skewed =
        refusal(403, "RequestTimeTooSkewd", "ODPS-0410031: skewed").header("Date", SERVER_DATE);
    server.then(skewed, skewed);
    try (HttpTransport transport = TestTransports.open(TestTransports.options(server), clock)) {
      assertThatThrownBy(() -> transport.send(ORDERS)).isInstanceOf(ServiceException.class);
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aRefusalWithoutADateStands() {
    server.then(refusal(403, "RequestTimeTooSkewd", "ODPS-0410031: skewed"));
    try (HttpTransport transport = TestTransports.open(TestTransports.options(server), clock)) {
      assertThatThrownBy(() -> transport.send(ORDERS)).isInstanceOf(ServiceException.class);
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aBodyThatIsUsedUpIsNotSentAgain() {
    server.then(refusal(403, "RequestTimeTooSkewd", "skewed").header("Date", SERVER_DATE));
    InputStream once = new ByteArrayInputStream(new byte[100]);
    WireRequest request =
        WireRequest.control("POST", "x").body(RequestBody.once("text/plain", once::transferTo));
    try (HttpTransport transport = TestTransports.open(TestTransports.options(server), clock)) {
      assertThatThrownBy(() -> transport.send(request)).isInstanceOf(ServiceException.class);
    }
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cn-test"})
  void theWarehouseTakesTheRequestsOfAClientWhoseClockIsWrong(String region) throws Exception {
    try (WarehouseLease lease = Warehouses.open("signing" + region)) {
      lease.createProject("demo");
      ManualClock slow = new ManualClock(Instant.now().minus(Duration.ofDays(400)));
      AccessKey key = AccessKey.of(lease.credentials().accessId(), lease.credentials().accessKey());
      TransportOptions options =
          TransportOptions.of(lease.endpoint(), "demo")
              .withSigning(new Signing(region.isEmpty() ? null : region, null));
      try (HttpTransport transport = new HttpTransport(options, key, slow, slow, 1)) {
        assertThat(transport.send(WireRequest.control("GET", "projects", "demo")).head().status())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void anExpiredCredentialIsAskedForAnewOnce() throws Exception {
    CredentialSource rotating =
        new CredentialSource() {
          private int version = 1;

          @Override
          public Credential current() {
            return new BearerToken("token-" + version);
          }

          @Override
          public void expired() {
            version++;
          }
        };
    ScriptedReply expired = refusal(401, "AuthenticationRequestExpired", "expired");
    server.then(expired, ScriptedReply.of(200, "{}"), expired, expired);
    try (HttpTransport transport =
        new HttpTransport(TestTransports.options(server), rotating, clock, clock, 1)) {
      transport.send(ORDERS);
      assertThat(server.requests().stream().map(r -> r.header("x-odps-bearer-token")))
          .containsExactly("token-1", "token-2");
      assertThatThrownBy(() -> transport.send(ORDERS)).isInstanceOf(ServiceException.class);
      assertThat(server.requests()).hasSize(4);
    }
  }
}

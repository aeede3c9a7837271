package dev.maxstorage.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.ProxyDouble;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.testing.TlsFront;
import dev.maxstorage.transport.Network.PlainHttp;
import dev.maxstorage.transport.TransportException.Reach;
import dev.maxstorage.wire.Action;
import dev.maxstorage.wire.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Proxies, certificates, and plain HTTP. */
@Timeout(60)
class NetworkTest {
  private static final String PASSWORD = "tru5tw0rd";
  private static final WireRequest REQUEST = WireRequest.control("GET", "projects", "p");

  @TempDir static Path directory;
  private static ScriptedServer server;
  private static TlsFront front;

  @BeforeAll
  static void open() throws Exception {
    server = new ScriptedServer().otherwise(request -> ScriptedReply.of(200, request.method()));
    front = new TlsFront(server.uri().getPort(), directory, PASSWORD);
  }

  @AfterAll
  static void close() throws Exception {
    front.close();
    server.close();
  }

  private static String answer(URI endpoint, Network network, WireRequest request)
      throws IOException {
    TransportOptions options =
        TransportOptions.of(endpoint, "p", network)
            .withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20))
            .withRetry(RetryPolicy.NEVER);
    try (HttpTransport transport = HttpTransport.open(options, TestTransports.KEY)) {
      return transport.send(request).text();
    }
  }

  private static URI overTls(String host) {
    return URI.create("https://" + host + ":" + front.port() + "/api");
  }

  private static Network trusting(@Nullable TrustStore store) {
    return new Network(null, store, PlainHttp.LOOPBACK);
  }

  @Test
  void aTrustStoreReplacesTheCertificatesOfTheJvm() throws Exception {
    assertThatThrownBy(() -> answer(overTls("localhost"), trusting(null), REQUEST))
        .isInstanceOf(TransportException.class)
        .satisfies(e -> assertThat(((TransportException) e).reach()).isEqualTo(Reach.NOT_SENT));
    TrustStore keyStore = TrustStore.read(front.trustStore(), PASSWORD);
    assertThat(answer(overTls("localhost"), trusting(keyStore), REQUEST)).isEqualTo("GET");
    TrustStore pem = TrustStore.read(front.pem(), null);
    assertThat(answer(overTls("localhost"), trusting(pem), REQUEST)).isEqualTo("GET");
  }

  @Test
  void theHostNameIsCheckedWithATrustStoreToo() throws Exception {
    TrustStore keyStore = TrustStore.read(front.trustStore(), PASSWORD);
    assertThatThrownBy(() -> answer(overTls("127.0.0.1"), trusting(keyStore), REQUEST))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("127.0.0.1");
  }

  @Test
  void aTrustStoreThatCannotBeReadIsNamedWithoutItsPassword() {
    assertThatThrownBy(() -> TrustStore.read(front.trustStore(), "wr0ng-" + PASSWORD))
        .isInstanceOf(IOException.class)
        .satisfies(e -> assertThat(e.toString()).doesNotContain("wr0ng"));
    assertThatThrownBy(() -> TrustStore.read(directory.resolve("absent.p12"), null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("absent.p12");
  }

  @Test
  void aProxyGetsItsUserWithTheFirstRequest() throws Exception {
    try (ProxyDouble proxy = new ProxyDouble("u", "pr0xy")) {
      ProxyServer through = new ProxyServer("127.0.0.1", proxy.port(), "u", "pr0xy");
      URI plain = URI.create(server.uri() + "/api");
      Network network =
          new Network(through, TrustStore.read(front.trustStore(), PASSWORD), PlainHttp.LOOPBACK);
      assertThat(answer(plain, network, REQUEST)).isEqualTo("GET");
      WireRequest upload =
          WireRequest.control("PUT", "x")
              .body(
                  RequestBody.once(
                      "text/plain", new ByteArrayInputStream(new byte[100_000])::transferTo));
      assertThat(answer(plain, network, upload)).isEqualTo("PUT");
      assertThat(answer(overTls("localhost"), network, REQUEST)).isEqualTo("GET");
      assertThat(proxy.refused()).isEmpty();
      assertThat(proxy.passed())
          .hasSize(3)
          .last()
          .asString()
          .startsWith("CONNECT localhost:" + front.port());
      assertThat(server.lastRequest().headers()).doesNotContainKey("proxy-authorization");
    }
  }

  @Test
  void aProxyThatKnowsNobodyIsAnErrorWithoutThePassword() throws Exception {
    try (ProxyDouble proxy = new ProxyDouble("u", "other")) {
      Network network =
          new Network(
              new ProxyServer("127.0.0.1", proxy.port(), "u", "pr0xy"),
              TrustStore.read(front.trustStore(), PASSWORD),
              PlainHttp.LOOPBACK);
      assertThatThrownBy(() -> answer(URI.create(server.uri() + "/api"), network, REQUEST))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("407");
      assertThatThrownBy(() -> answer(overTls("localhost"), network, REQUEST))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("407")
          .satisfies(e -> assertThat(((TransportException) e).reach()).isEqualTo(Reach.NOT_SENT))
          .satisfies(e -> assertThat(e.toString()).doesNotContain("pr0xy"));
      assertThat(proxy.passed()).isEmpty();
    }
  }

  @Test
  void plainHttpStaysOnThisMachineUnlessToldOtherwise() {
    URI far = URI.create("http://service.example.com/api");
    assertThatThrownBy(() -> TransportOptions.of(far, "p"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("plainHttp=anywhere");
    Network anywhere = new Network(null, null, PlainHttp.ANYWHERE);
    assertThat(TransportOptions.of(far, "p", anywhere).controlEndpoint()).isEqualTo(far);
  }

  @Test
  void theServiceCannotNameAPlainTunnel() throws Exception {
    TrustStore keyStore = TrustStore.read(front.trustStore(), PASSWORD);
    WireRequest storage =
        WireRequest.storage(Action.TABLE_GET_READ_SESSION, new Target.Table("p", "default", "t"));
    server.then(ScriptedReply.of(200, server.uri().toString()));
    assertThatThrownBy(() -> answer(overTls("localhost"), trusting(keyStore), storage))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("not encrypted");
    server.then(ScriptedReply.of(200, "dt.example.com"));
    assertThatThrownBy(() -> answer(URI.create(server.uri() + "/api"), Network.DEFAULT, storage))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("dt.example.com")
        .hasMessageContaining("plainHttp=anywhere");
  }
}

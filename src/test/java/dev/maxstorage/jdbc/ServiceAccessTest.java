package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.maxstorage.config.CredentialSource;
import dev.maxstorage.config.Credentials;
import dev.maxstorage.config.CredentialsProvider;
import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.ProxyDouble;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TlsFront;
import dev.maxstorage.transport.AccessKey;
import dev.maxstorage.warehouse.WarehouseCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a warehouse that is reached as a service is. */
@Timeout(60)
class ServiceAccessTest {
  @AutoClose private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  @TempDir Path directory;

  /** Gives a wrong key until it is told that it has expired. */
  private static final class Rotating implements CredentialsProvider {
    private final AtomicInteger expirations = new AtomicInteger();

    @Override
    public Credentials credentials() {
      return Credentials.bearer("token-" + expirations.get());
    }

    @Override
    public void expired() {
      expirations.incrementAndGet();
    }
  }

  private static MaxStorageDataSource source(String scheme, int port, String host) {
    MaxStorageDataSource source = new MaxStorageDataSource();
    source.setUrl("jdbc:maxstorage:" + scheme + "://" + host + ":" + port + "/api?project=demo");
    return source;
  }

  private static MaxStorageDataSource direct() throws SQLException {
    DATABASE.run("select 1"); // makes the project
    return source("http", DATABASE.server().port(), "127.0.0.1");
  }

  private static Credentials key() {
    WarehouseCredentials pair = DATABASE.server().credentials();
    return Credentials.keyPair(pair.accessId(), pair.accessKey());
  }

  private static void give(MaxStorageDataSource source) {
    WarehouseCredentials pair = DATABASE.server().credentials();
    source.setProperty("accessId", pair.accessId());
    source.setProperty("accessKey", pair.accessKey());
  }

  private static void assertAnswers(MaxStorageDataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      assertThat(EmbeddedDatabase.rows(connection, "select 40 + 2 as n").get(0).get(0))
          .hasToString("42");
      assertThat(connection.isValid(10)).isTrue();
    }
  }

  @Test
  void aProviderIsAskedForEveryRequest() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    MaxStorageDataSource source = direct();
    source.setCredentialsProvider(
        () -> {
          asked.incrementAndGet();
          return key();
        });
    assertAnswers(source);
    assertThat(asked.get()).isGreaterThan(3);
  }

  @Test
  void aProviderThatFailsIsToldWhenTheConnectionOpens() throws Exception {
    MaxStorageDataSource source = direct();
    source.setCredentialsProvider(
        () -> {
          throw new IOException("the vault is locked");
        });
    refused("28000", source::getConnection, "the vault is locked");
  }

  @Test
  void anExpiredTokenIsReplaced() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.otherwise(
          request ->
              "token-0".equals(request.header("x-odps-bearer-token"))
                  ? ScriptedReply.of(
                      401, "{\"Code\":\"AuthenticationRequestExpired\",\"Message\":\"old\"}")
                  : ScriptedReply.of(200, "<Project><Name>demo</Name></Project>"));
      MaxStorageDataSource source = source("http", server.uri().getPort(), "127.0.0.1");
      Rotating rotating = new Rotating();
      source.setCredentialsProvider(rotating);
      try (Connection connection = source.getConnection()) {
        assertThat(connection.getMetaData().getUserName()).isEqualTo("bearer token");
        assertThat(rotating.expirations).hasValue(1);
      }
    }
  }

  @Test
  void anStsFileIsReadAgainWhenItChanges() throws Exception {
    WarehouseCredentials pair = DATABASE.server().credentials();
    Path file = directory.resolve("sts.json");
    CredentialFile credentials =
        new CredentialFile(new CredentialSource.File(file, CredentialSource.Format.STS_JSON));
    Files.writeString(file, sts("first", "k1", "t1"));
    assertThat(credentials.current()).isEqualTo(new AccessKey("first", "k1", "t1"));
    Files.writeString(file, sts("the second", pair.accessKey(), "t2"));
    assertThat(credentials.current())
        .isEqualTo(new AccessKey("the second", pair.accessKey(), "t2"));
    Files.writeString(file, "{\"accessKeyId\": \"x\", \"accessKeySecret\": s3cret-unquoted");
    assertThat(catchThrowable(credentials::current))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sts.json")
        .hasNoCause()
        .satisfies(e -> assertThat(e.toString()).doesNotContain("s3cret"));
  }

  private static String sts(String id, String key, String token) {
    return "{\"accessKeyId\":\"%s\",\"accessKeySecret\":\"%s\",\"securityToken\":\"%s\",\"expiration\":\"2030-01-01T00:00:00Z\"}"
        .formatted(id, key, token);
  }

  @Test
  void versionFourTlsAndAProxyWorkTogether() throws Exception {
    direct();
    try (TlsFront front = new TlsFront(DATABASE.server().port(), directory, "tru5tw0rd");
        ProxyDouble proxy = new ProxyDouble("u", "pr0xy")) {
      MaxStorageDataSource source = source("https", front.port(), "localhost");
      give(source);
      source.setProperty("tunnelEndpoint", "https://localhost:" + front.port());
      source.setProperty("region", "zz-test");
      source.setProperty("trustStore", front.trustStore().toString());
      source.setProperty("trustStorePassword", "tru5tw0rd");
      source.setProperty("proxyHost", "127.0.0.1");
      source.setProperty("proxyPort", Integer.toString(proxy.port()));
      source.setProperty("proxyUser", "u");
      source.setProperty("proxyPassword", "pr0xy");
      assertAnswers(source);
      assertThat(proxy.passed()).isNotEmpty().allMatch(line -> line.startsWith("CONNECT "));
      source.setProperty("trustStorePassword", "wrong");
      refused("22023", source::getConnection, "trustStore");
    }
  }
}

package dev.maxstorage.testing;

import dev.maxstorage.transport.AccessKey;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.RetryPolicy;
import dev.maxstorage.transport.TransportOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** Transports to a scripted server, with the keys and dates of the documents' examples. */
public final class TestTransports {
  /** The date of the signing vectors, control-plane document, chapter 20. */
  public static final Instant START = Instant.parse("2026-02-03T04:05:06Z");

  /** The key of the signing vectors. */
  public static final AccessKey KEY =
      AccessKey.of("exampleAccessId01", "exampleSecretKey/Alpha+0001");

  private TestTransports() {}

  /** Options for a server: control plane under {@code /api}, no retries. */
  public static TransportOptions options(ScriptedServer server) {
    return TransportOptions.of(URI.create(server.uri() + "/api"), "demo_prj")
        .withTunnelEndpoint(server.uri())
        .withUserAgent("sample-jdbc/1.2.3")
        .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10))
        .withRetry(RetryPolicy.NEVER);
  }

  /** A transport whose clock stands still. */
  public static HttpTransport open(TransportOptions options, ManualClock clock) {
    return new HttpTransport(options, KEY, clock, clock, 1);
  }

  /** A transport to a server with {@link #options}. */
  public static HttpTransport open(ScriptedServer server) {
    return open(options(server), new ManualClock(START));
  }
}

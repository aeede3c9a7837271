package dev.maxstorage.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where and how requests are sent.
 *
 * @param controlEndpoint scheme, host, port and path prefix of the control plane, such as {@code
 *     https://service.example.com/api}
 * @param tunnelEndpoint scheme, host, port and, rarely, a path prefix of the Storage API; null to
 *     ask the control plane for it at the first request
 * @param apiVersion version in the path of Storage API requests; from {@code 3} on, the features of
 *     version 3 are on
 * @param project the current project, sent as {@code curr_project}
 * @param quotaName quota of Storage API requests, or null
 * @param userAgent product string
 * @param connectTimeout for a TCP connection; zero for no limit
 * @param readTimeout for the next bytes of an answer; zero for no limit
 * @param retry when and how often requests are repeated
 * @param network proxy, trusted certificates, plain HTTP
 * @param signing how requests are signed
 */
public record TransportOptions(
    URI controlEndpoint,
    @Nullable URI tunnelEndpoint,
    String apiVersion,
    String project,
    @Nullable String quotaName,
    String userAgent,
    Duration connectTimeout,
    Duration readTimeout,
    RetryPolicy retry,
    Network network,
    Signing signing) {

  public TransportOptions {
    checkEndpoint(controlEndpoint);
    network.check(controlEndpoint);
    if (tunnelEndpoint != null) {
      checkEndpoint(tunnelEndpoint);
      network.check(tunnelEndpoint);
    }
    if (connectTimeout.isNegative() || readTimeout.isNegative()) {
      throw new IllegalArgumentException("A timeout is negative; zero means no limit");
    }
  }

  /** Version 2, discovery of the tunnel endpoint, timeouts of 10 s and 120 s, default retries. */
  public static TransportOptions of(URI controlEndpoint, String project) {
    return of(controlEndpoint, project, Network.DEFAULT);
  }

  /** The same with another way to the servers. */
  public static TransportOptions of(URI controlEndpoint, String project, Network network) {
    return new TransportOptions(
        controlEndpoint,
        null,
        "2",
        project,
        null,
        "maxstorage-jdbc",
        Duration.ofSeconds(10),
        Duration.ofSeconds(120),
        RetryPolicy.DEFAULT,
        network,
        Signing.VERSION_2);
  }

  /** The same with this tunnel endpoint, so that none is asked for. */
  public TransportOptions withTunnelEndpoint(@Nullable URI endpoint) {
    return new TransportOptions(
        controlEndpoint,
        endpoint,
        apiVersion,
        project,
        quotaName,
        userAgent,
        connectTimeout,
        readTimeout,
        retry,
        network,
        signing);
  }

  /** The same with another version of the Storage API. */
  public TransportOptions withApiVersion(String version) {
    return new TransportOptions(
        controlEndpoint,
        tunnelEndpoint,
        version,
        project,
        quotaName,
        userAgent,
        connectTimeout,
        readTimeout,
        retry,
        network,
        signing);
  }

  /** The same with a quota. */
  public TransportOptions withQuotaName(@Nullable String quota) {
    return new TransportOptions(
        controlEndpoint,
        tunnelEndpoint,
        apiVersion,
        project,
        quota,
        userAgent,
        connectTimeout,
        readTimeout,
        retry,
        network,
        signing);
  }

  /** The same with another product string. */
  public TransportOptions withUserAgent(String product) {
    return new TransportOptions(
        controlEndpoint,
        tunnelEndpoint,
        apiVersion,
        project,
        quotaName,
        product,
        connectTimeout,
        readTimeout,
        retry,
        network,
        signing);
  }

  /** The same with other timeouts; zero means no limit. */
  public TransportOptions withTimeouts(Duration connect, Duration read) {
    return new TransportOptions(
        controlEndpoint,
        tunnelEndpoint,
        apiVersion,
        project,
        quotaName,
        userAgent,
        connect,
        read,
        retry,
        network,
        signing);
  }

  /** The same with another retry policy. */
  public TransportOptions withRetry(RetryPolicy policy) {
    return new TransportOptions(
        controlEndpoint,
        tunnelEndpoint,
        apiVersion,
        project,
        quotaName,
        userAgent,
        connectTimeout,
        readTimeout,
        policy,
        network,
        signing);
  }

  /** The same with other signatures. */
  public TransportOptions withSigning(Signing signatures) {
    return new TransportOptions(
        controlEndpoint,
        tunnelEndpoint,
        apiVersion,
        project,
        quotaName,
        userAgent,
        connectTimeout,
        readTimeout,
        retry,
        network,
        signatures);
  }

  /**
   * Whether features of version 3 are on: the version is an integer of at least 3. Storage API
   * document, 1.1.
   */
  public boolean hasVersion3() {
    return apiVersion.matches("[0-9]{1,9}") && Integer.parseInt(apiVersion) >= 3;
  }

  private static void checkEndpoint(URI endpoint) {
    String scheme = endpoint.getScheme() == null ? "" : endpoint.getScheme();
    if (!scheme.toLowerCase(Locale.ROOT).matches("https?") || endpoint.getHost() == null) {
      throw new IllegalArgumentException(
          "Endpoint '" + shown(endpoint) + "' is not of the form http(s)://host[:port][/path]");
    }
    if (endpoint.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "Endpoint of host '" + endpoint.getHost() + "' must not contain a user or a password");
    }
  }

  /** The endpoint without what stands before an at sign, since it may be a password. */
  private static String shown(URI endpoint) {
    return endpoint.toString().replaceAll("//.*@", "//...@");
  }
}

package dev.maxstorage.transport;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way to the servers. The name in a server's certificate is always checked.
 *
 * @param proxy null for none, or for the one that the JVM's system properties name
 * @param trustStore null for the certificates that the JVM trusts
 * @param plainHttp where requests may go without TLS
 */
public record Network(
    @Nullable ProxyServer proxy, @Nullable TrustStore trustStore, PlainHttp plainHttp) {

  /** Where requests may go without TLS. */
  public enum PlainHttp {
    /** To this machine only. */
    LOOPBACK,
    /** To any host; whoever listens in reads the data and can repeat requests. */
    ANYWHERE
  }

  /** No proxy of its own, the JVM's certificates, plain HTTP to this machine only. */
  public static final Network DEFAULT = new Network(null, null, PlainHttp.LOOPBACK);

  /**
   * Refuses an endpoint whose requests would go over the network without TLS.
   *
   * @throws IllegalArgumentException naming it
   */
  void check(URI endpoint) {
    boolean plain = "http".equalsIgnoreCase(endpoint.getScheme());
    if (plain && plainHttp == PlainHttp.LOOPBACK && !isLoopback(endpoint.getHost())) {
      throw new IllegalArgumentException(
          "Requests to http://"
              + endpoint.getRawAuthority()
              + " would not be encrypted; use https, or set plainHttp=anywhere");
    }
  }

  /** Whether a host is this machine by its very name; no name is looked up. */
  static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}")
        || name.equals("[::1]")
        || name.equals("::1");
  }
}

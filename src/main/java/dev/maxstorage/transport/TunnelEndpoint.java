package dev.maxstorage.transport;

import dev.maxstorage.transport.TransportException.Reach;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint of the Storage API: configured, or asked of the control plane once. Source:
 * control-plane document, chapter 4.
 */
final class TunnelEndpoint {
  private final TransportOptions options;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable URI known;

  TunnelEndpoint(TransportOptions options) {
    this.options = options;
    this.known = options.tunnelEndpoint();
  }

  URI get(HttpTransport transport) throws IOException {
    URI endpoint = known;
    if (endpoint != null) {
      return endpoint;
    }
    asking.lock();
    try {
      endpoint = known;
      if (endpoint == null) {
        endpoint = ask(transport);
        known = endpoint;
      }
      return endpoint;
    } finally {
      asking.unlock();
    }
  }

  private URI ask(HttpTransport transport) throws IOException {
    WireRequest request =
        WireRequest.control("GET", "projects", options.project(), "tunnel")
            .queryKey("service")
            .query("quotaName", options.quotaName());
    String answer = transport.send(request).text().strip();
    boolean whole = answer.toLowerCase(Locale.ROOT).startsWith("http");
    String text = whole ? answer : options.controlEndpoint().getScheme() + "://" + answer;
    try {
      URI endpoint = URI.create(text);
      if (endpoint.getHost() != null) {
        return checked(endpoint);
      }
    } catch (IllegalArgumentException e) {
      throw noHost(answer, e);
    }
    throw noHost(answer, null);
  }

  /** The service must not turn an encrypted connection into a plain one. */
  private URI checked(URI endpoint) throws TransportException {
    try {
      options.network().check(endpoint);
    } catch (IllegalArgumentException e) {
      throw new TransportException(String.valueOf(e.getMessage()), Reach.NOT_SENT, e);
    }
    boolean downgrade =
        "https".equalsIgnoreCase(options.controlEndpoint().getScheme())
            && "http".equalsIgnoreCase(endpoint.getScheme());
    if (downgrade) {
      throw new TransportException(
          "The service named "
              + endpoint
              + " as tunnel endpoint, which is not encrypted; set tunnelEndpoint if that is meant",
          Reach.NOT_SENT,
          null);
    }
    return endpoint;
  }

  private static TransportException noHost(String answer, @Nullable Exception cause) {
    String shown = answer.length() > 200 ? answer.substring(0, 200) : answer;
    return new TransportException(
        "The service named '" + shown + "' as tunnel endpoint, which is not host or host:port",
        Reach.NOT_SENT,
        cause);
  }
}

package dev.maxstorage.control;

import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.WireRequest;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Web addresses at which people look at SQL jobs. Source: control-plane document, chapter 13.
 *
 * <p><b>Threads:</b> any. The host is asked of the service once.
 */
public final class LogView {
  private static final int HOURS = 24;

  private final HttpTransport transport;
  private volatile @Nullable String host;

  /**
   * Addresses for the endpoint of a transport, which stays the caller's.
   *
   * @param host null to ask the service
   */
  public LogView(HttpTransport transport, @Nullable URI host) {
    this.transport = transport;
    this.host = host == null ? null : host.toString();
  }

  /** The address for people who are signed in there, or null if the service has no log view. */
  public @Nullable String address(Target.Instance job) throws IOException {
    String at = host();
    return at.isEmpty()
        ? null
        : at
            + "/logview/?h="
            + encoded(transport.options().controlEndpoint().toString())
            + "&p="
            + encoded(job.project())
            + "&i="
            + encoded(job.instanceId());
  }

  /**
   * The address with a token that lets anybody look at this job for a day, or null if the service
   * has no log view. The token is a secret.
   */
  public @Nullable String addressWithToken(Target.Instance job) throws IOException {
    String address = address(job);
    return address == null ? null : address + "&token=" + encoded(token(job));
  }

  private String host() throws IOException {
    String known = host;
    if (known == null) {
      known = transport.send(WireRequest.control("GET", "logview", "host")).text().strip();
      known = known.replaceAll("/+$", "");
      host = known;
    }
    return known;
  }

  private String token(Target.Instance job) throws IOException {
    String resource = "acs:odps:*:projects/" + job.project() + "/instances/" + job.instanceId();
    Map<String, Object> allowed =
        Map.of("Action", List.of("odps:Read"), "Effect", "Allow", "Resource", resource);
    WireRequest request =
        WireRequest.control("POST", "projects", job.project(), "authorization")
            .queryKey("sign_bearer_token")
            .json(
                Map.of(
                    "expires_in_hours",
                    HOURS,
                    "policy",
                    Map.of("Version", "1", "Statement", List.of(allowed))));
    return XmlReply.parse(transport.send(request).body(), request.label()).text("Result");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

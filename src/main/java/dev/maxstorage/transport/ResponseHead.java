package dev.maxstorage.transport;

import dev.maxstorage.wire.WireHeaders;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of an answer.
 *
 * @param headers by lower-case name; of a repeated header the first value
 */
public record ResponseHead(int status, Map<String, String> headers) {
  public ResponseHead {
    headers = Map.copyOf(headers);
  }

  /** The value of a header, or null; case does not matter. */
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /** The request id, or null. Storage API document, 1.6. */
  public @Nullable String requestId() {
    return header(WireHeaders.REQUEST_ID);
  }

  /** The route token, or null if the answer has none or an empty one. Storage API document, 1.8. */
  public @Nullable String routeToken() {
    String token = header(WireHeaders.ROUTE_TOKEN);
    return token == null || token.isEmpty() ? null : token;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** The status alone: headers may hold tokens. */
  @Override
  public String toString() {
    return "ResponseHead[" + status + "]";
  }
}

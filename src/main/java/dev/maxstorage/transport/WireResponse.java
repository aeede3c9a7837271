package dev.maxstorage.transport;

import dev.maxstorage.wire.MalformedMessageException;
import dev.maxstorage.wire.WireJson;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer with a status of 2xx.
 *
 * @param body not copied; must not change
 */
public record WireResponse(ResponseHead head, byte[] body) {

  /** The request id, or null. */
  public @Nullable String requestId() {
    return head.requestId();
  }

  /** The route token, or null if the answer has none. */
  public @Nullable String routeToken() {
    return head.routeToken();
  }

  /** The value of a header, or null; case does not matter. */
  public @Nullable String header(String name) {
    return head.header(name);
  }

  /** The body as UTF-8 text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The body as a JSON message.
   *
   * @throws MalformedMessageException if it is none; the text shows the start of the body
   */
  public <T> T json(Class<T> type) throws MalformedMessageException {
    return WireJson.read(body, type);
  }

  /** Status and number of bytes. */
  @Override
  public String toString() {
    return "WireResponse[" + head.status() + ", " + body.length + " bytes]";
  }
}

package dev.maxstorage.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire.
 *
 * @param target path and query, not decoded
 * @param headers by lower-case name
 * @param body what arrived, decoded from chunks
 * @param whole whether the body ended properly
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record RecordedRequest(
    String method, String target, Map<String, String> headers, byte[] body, boolean whole) {

  /** The path, not decoded. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Decoded query parameters; the value of a key without value is empty. */
  public Map<String, String> query() {
    Map<String, String> parameters = new LinkedHashMap<>();
    int query = target.indexOf('?');
    if (query >= 0) {
      for (String item : target.substring(query + 1).split("&", -1)) {
        int equals = item.indexOf('=');
        String name = equals < 0 ? item : item.substring(0, equals);
        String value = equals < 0 ? "" : item.substring(equals + 1);
        parameters.put(decoded(name), decoded(value));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** A decoded query parameter, or null. */
  public @Nullable String parameter(String name) {
    return query().get(name);
  }

  /** The query parameter {@code Action}, or the method and path. */
  public String action() {
    String action = parameter("Action");
    return action == null ? method + " " + path() : action;
  }

  /** A header, or null. */
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}

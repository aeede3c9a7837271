package dev.maxstorage.transport;

import static java.util.Collections.unmodifiableMap;

import dev.maxstorage.wire.Action;
import dev.maxstorage.wire.Action.Retry;
import dev.maxstorage.wire.Target;
import dev.maxstorage.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, immutable: the transport adds endpoint, current project, date and signature.
 *
 * @param endpoint which of the two servers it goes to
 * @param path decoded segments behind the endpoint; empty for the Storage API, whose path the
 *     transport knows
 * @param query names and decoded values in order; null for a key without a value
 * @param headers names and values
 * @param body null for none
 * @param retry what may be repeated
 * @param label what is asked for and of what, for logs and messages
 */
public record WireRequest(
    Endpoint endpoint,
    String method,
    List<String> path,
    Map<String, @Nullable String> query,
    Map<String, String> headers,
    @Nullable RequestBody body,
    Retry retry,
    String label) {

  /** The servers that requests go to. */
  public enum Endpoint {
    /** Metadata and SQL jobs. */
    CONTROL,
    /** The Storage API. */
    STORAGE
  }

  /** Content type of JSON bodies. */
  public static final String JSON = "application/json; charset=utf-8";

  /** Content type of control-plane bodies. */
  public static final String XML = "application/xml";

  /** Content type of uploads. */
  public static final String OCTETS = "application/octet-stream";

  public WireRequest {
    path = List.copyOf(path);
    query = unmodifiableMap(new LinkedHashMap<>(query));
    headers = unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** A POST of the Storage API with its action and target, and without a body. */
  public static WireRequest storage(Action action, Target target) {
    Map<String, @Nullable String> query = new LinkedHashMap<>();
    query.put("Action", action.text());
    query.put("Target", target.text());
    return new WireRequest(
        Endpoint.STORAGE,
        "POST",
        List.of(),
        query,
        Map.of(),
        null,
        action.retry(),
        action.text() + " " + target.text());
  }

  /**
   * A control-plane request. GET and HEAD are repeatable, other methods are not.
   *
   * @param segments decoded path segments, such as {@code projects}, a name, {@code tables}
   */
  public static WireRequest control(String method, String... segments) {
    Retry retry =
        method.equals("GET") || method.equals("HEAD") ? Retry.ALWAYS : Retry.BEFORE_SENDING;
    return new WireRequest(
        Endpoint.CONTROL,
        method,
        List.of(segments),
        Map.of(),
        Map.of(),
        null,
        retry,
        method + " /" + String.join("/", segments));
  }

  /** The same, repeatable: it changes nothing, whatever its method is. */
  public WireRequest repeatable() {
    return new WireRequest(endpoint, method, path, query, headers, body, Retry.ALWAYS, label);
  }

  /** The same with a query parameter, unless the value is null. */
  public WireRequest query(String name, @Nullable String value) {
    return value == null ? this : withQuery(name, value);
  }

  /** The same with a query parameter that is a decimal number. */
  public WireRequest query(String name, long value) {
    return withQuery(name, Long.toString(value));
  }

  /** The same with a query key that has no value. */
  public WireRequest queryKey(String name) {
    return withQuery(name, null);
  }

  /** The same with a header, unless the value is null or empty. */
  public WireRequest header(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new WireRequest(endpoint, method, path, query, more, body, retry, label);
  }

  /** The same with a message as JSON body. */
  public WireRequest json(Object message) {
    return body(RequestBody.ofBytes(JSON, WireJson.write(message)));
  }

  /** The same with an XML text as body. */
  public WireRequest xml(String text) {
    return body(RequestBody.ofBytes(XML, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The same with another body. */
  public WireRequest body(RequestBody newBody) {
    return new WireRequest(endpoint, method, path, query, headers, newBody, retry, label);
  }

  private WireRequest withQuery(String name, @Nullable String value) {
    Map<String, @Nullable String> more = new LinkedHashMap<>(query);
    more.put(name, value);
    return new WireRequest(endpoint, method, path, more, headers, body, retry, label);
  }

  /** The label: no header, no body. */
  @Override
  public String toString() {
    return "WireRequest[" + label + "]";
  }
}

package dev.maxstorage.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** One request as handlers see it: decoded query, decoded path segments, body not read yet. */
final class Request {
  private static final int MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

  private final String id;
  private final ClassicHttpRequest http;
  private final String rawPath;
  private final Map<String, String> query;
  private final InputStream body;

  /** Reads path and query; a malformed percent escape is an {@link IllegalArgumentException}. */
  Request(String id, ClassicHttpRequest http) throws IOException {
    this.id = id;
    this.http = http;
    String target = http.getPath();
    int mark = target.indexOf('?');
    this.rawPath = mark < 0 ? target : target.substring(0, mark);
    this.query = decoded(mark < 0 ? "" : target.substring(mark + 1));
    HttpEntity entity = http.getEntity();
    this.body =
        entity == null ? InputStream.nullInputStream() : new RequestBody(entity.getContent());
  }

  private static Map<String, String> decoded(String rawQuery) {
    Map<String, String> decoded = new LinkedHashMap<>();
    for (String parameter : rawQuery.isEmpty() ? new String[0] : rawQuery.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      decoded.putIfAbsent(
          URLDecoder.decode(name, StandardCharsets.UTF_8),
          URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return decoded;
  }

  /** The id that every answer carries. */
  String id() {
    return id;
  }

  String method() {
    return http.getMethod();
  }

  /** Path and query as sent, percent escapes and all. */
  String rawTarget() {
    return http.getPath();
  }

  /** The path as sent, without the query. */
  String rawPath() {
    return rawPath;
  }

  /** The decoded segments of the path, without empty ones. */
  List<String> segments() {
    return Arrays.stream(rawPath.split("/", -1))
        .filter(segment -> !segment.isEmpty())
        .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }

  /** Whether the query has the parameter, with or without a value. */
  boolean has(String parameter) {
    return query.containsKey(parameter);
  }

  /** The decoded value, empty if the parameter is absent or has none. */
  String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  /** The decoded value; an absent or empty one is refused. */
  String required(String name) {
    String value = parameter(name);
    if (value.isEmpty()) {
      throw Refusal.badRequest("Query parameter " + name + " is missing");
    }
    return value;
  }

  /** The value as a number, or {@code absent} if the parameter is absent or empty. */
  long number(String name, long absent) {
    String value = parameter(name);
    try {
      return value.isEmpty() ? absent : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw Refusal.badRequest("Query parameter " + name + "=" + value + " is not an integer");
    }
  }

  /** The first header of this name, or null. */
  @Nullable String header(String name) {
    Header header = http.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  /** Host and port as the client knows them. */
  String host() {
    String host = header("Host");
    if (host == null) {
      throw Refusal.badRequest("The request has no Host header");
    }
    return host;
  }

  /** All headers; names as sent, the first of each name. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : http.getHeaders()) {
      headers.putIfAbsent(header.getName(), header.getValue());
    }
    return headers;
  }

  /** The body, to be read once. */
  InputStream body() {
    return body;
  }

  /** The whole body of a JSON or XML request; more than 32 MiB are refused. */
  byte[] message() throws IOException {
    byte[] bytes = body.readNBytes(MAX_MESSAGE_BYTES + 1);
    if (bytes.length > MAX_MESSAGE_BYTES) {
      throw Refusal.badRequest("The body is longer than " + MAX_MESSAGE_BYTES + " bytes");
    }
    return bytes;
  }
}

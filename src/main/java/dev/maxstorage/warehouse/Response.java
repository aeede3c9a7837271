package dev.maxstorage.warehouse;

import dev.maxstorage.wire.WireJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One answer. Closing it releases what is behind its body.
 *
 * @param headers besides the content type and the request id
 * @param contentType empty if there is no body
 */
record Response(int status, Map<String, String> headers, String contentType, Body body)
    implements Closeable {

  /** A body of known bytes, or one that is written while it comes into being. */
  sealed interface Body permits Bytes, Stream {}

  /** A body that is there. */
  record Bytes(byte[] bytes) implements Body {}

  /** A body of unknown length; if writing fails, the connection breaks. */
  non-sealed interface Stream extends Body, Closeable {
    void writeTo(OutputStream out) throws IOException;

    @Override
    default void close() throws IOException {}
  }

  Response {
    headers = Map.copyOf(headers);
  }

  static Response json(Object message) {
    return bytes(200, "application/json", WireJson.write(message));
  }

  static Response xml(String document) {
    return bytes(200, "application/xml", document.getBytes(StandardCharsets.UTF_8));
  }

  static Response text(String text) {
    return bytes(200, "text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  static Response empty(int status) {
    return bytes(status, "", new byte[0]);
  }

  static Response bytes(int status, String contentType, byte[] bytes) {
    return new Response(status, Map.of(), contentType, new Bytes(bytes));
  }

  static Response stream(Stream body) {
    return new Response(200, Map.of(), "application/octet-stream", body);
  }

  /** The same answer with one more header. */
  Response with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Response(status, more, contentType, body);
  }

  @Override
  public void close() throws IOException {
    if (body instanceof Stream stream) {
      stream.close();
    }
  }
}

package dev.maxstorage.bench;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server that remembers the rows that a warehouse sent and sends them again to whoever asks for
 * the same range, of whatever session: so that a client is measured, not the warehouse's engine.
 * The tables must not change.
 */
public final class ReplayingServer extends FrontServer {
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  public ReplayingServer(URI warehouse) throws IOException {
    super(warehouse, "TableRead");
  }

  @Override
  Answer answer(HttpExchange exchange, String uri) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String key =
        uri.replaceAll("SessionId=[^&]*", "")
            + exchange.getRequestHeaders().get("Accept-Encoding")
            + new String(body, StandardCharsets.UTF_8);
    Answer known = answers.get(key);
    if (known == null) {
      known = passOn(exchange, uri, body);
      if (known.status() == 200) {
        answers.put(key, known);
      }
    }
    return known;
  }
}

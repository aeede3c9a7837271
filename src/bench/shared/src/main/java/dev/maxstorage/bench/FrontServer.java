package dev.maxstorage.bench;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on loopback in front of a warehouse: answers one action itself and passes the others on.
 */
abstract class FrontServer implements Closeable {
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "expect",
          "upgrade",
          "te",
          ":status");

  static {
    // Else the JDK's server waits 40 ms between head and body of an answer.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final URI warehouse;
  private final String action;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "front-server");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param action of the Storage API that {@link #answer} is for
   */
  FrontServer(URI warehouse, String action) throws IOException {
    this.warehouse = warehouse;
    this.action = action;
    this.server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 64);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** A whole answer. */
  record Answer(int status, Headers headers, byte[] body) {}

  /** Stands where the warehouse's own endpoint stood. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + warehouse.getPath());
  }

  /** The answer to a request of the action; the body has not been read. */
  abstract Answer answer(HttpExchange exchange, String uri) throws IOException;

  private void handle(HttpExchange exchange) throws IOException {
    String uri = exchange.getRequestURI().toString();
    try (exchange) {
      boolean own = uri.contains("Action=" + action + "&") || uri.endsWith("Action=" + action);
      Answer answer =
          own
              ? answer(exchange, uri)
              : passOn(exchange, uri, exchange.getRequestBody().readAllBytes());
      exchange.getResponseHeaders().putAll(answer.headers());
      int length = answer.body().length;
      exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
      if (length > 0) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  /** Asks the warehouse. */
  final Answer passOn(HttpExchange exchange, String uri, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(warehouse.resolve(uri))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isPassedOn(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      Headers headers = new Headers();
      response
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (isPassedOn(name)) {
                  headers.put(name, values);
                }
              });
      return new Answer(response.statusCode(), headers, response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static boolean isPassedOn(String header) {
    return !OWN_HEADERS.contains(header.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

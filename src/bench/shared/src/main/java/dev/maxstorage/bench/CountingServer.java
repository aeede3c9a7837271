package dev.maxstorage.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that counts the bytes of rows and drops them. All other requests it passes on to a
 * warehouse, which so keeps sessions and streams, and commits none of the rows.
 */
public final class CountingServer implements Closeable {
  private static final Pattern OFFSET = Pattern.compile("[?&]RowOffset=(\\d+)");
  private static final Pattern COUNT = Pattern.compile("[?&]Count=(\\d+)");
  private static final Set<String> OWN_HEADERS =
      Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "te");

  private final URI warehouse;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "counting-server");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicLong bytes = new AtomicLong();

  public CountingServer(URI warehouse) throws IOException {
    this.warehouse = warehouse;
    this.server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 64);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Stands where the warehouse's own endpoint stood. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + warehouse.getPath());
  }

  /** Bytes of rows that came so far. */
  public long bytes() {
    return bytes.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String uri = exchange.getRequestURI().toString();
    try (exchange) {
      if (uri.contains("Action=TableWrite&") || uri.endsWith("Action=TableWrite")) {
        count(exchange, uri);
      } else {
        passOn(exchange, uri);
      }
    }
  }

  private void count(HttpExchange exchange, String uri) throws IOException {
    byte[] piece = new byte[64 * 1024];
    InputStream body = exchange.getRequestBody();
    for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
      bytes.addAndGet(read);
    }
    Matcher offset = OFFSET.matcher(uri);
    Matcher count = COUNT.matcher(uri);
    String next =
        offset.find() && count.find()
            ? ",\"ExactlyOnceRowOffset\":"
                + (Long.parseLong(offset.group(1)) + Long.parseLong(count.group(1)))
            : "";
    byte[] answer =
        ("{\"WarningMessage\":\"\",\"CommitMessage\":\"\"" + next + "}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
  }

  private void passOn(HttpExchange exchange, String uri) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(warehouse.resolve(uri))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      response
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!OWN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      byte[] body = response.body();
      exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

package dev.maxstorage.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy on the loopback address that knows one user: requests with absolute addresses, one
 * a connection, and tunnels.
 *
 * <p><b>Closing:</b> no new connections; those that are open end with their peers.
 */
public final class ProxyDouble implements AutoCloseable {
  private final ServerSocket listener;
  private final String expected;
  private final List<String> passed = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();

  /** A proxy that lets this user pass. */
  public ProxyDouble(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.expected = "Basic " + Base64.getEncoder().encodeToString(pair);
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::acceptAll);
  }

  /** The port that it listens on. */
  public int port() {
    return listener.getLocalPort();
  }

  /** First lines of the requests that were let pass. */
  public List<String> passed() {
    return List.copyOf(passed);
  }

  /** First lines of the requests that were refused. */
  public List<String> refused() {
    return List.copyOf(refused);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy-double");
    thread.setDaemon(true);
    thread.start();
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        daemon(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      String start = line(in);
      if (start == null) {
        return;
      }
      StringBuilder headers = new StringBuilder();
      String authorization = null;
      for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
        if (line.regionMatches(true, 0, "Proxy-Authorization:", 0, 20)) {
          authorization = line.substring(20).strip();
        } else if (!line.regionMatches(true, 0, "Connection:", 0, 11)) {
          headers.append(line).append("\r\n");
        }
      }
      if (!expected.equals(authorization)) {
        refused.add(start);
        send(
            out,
            "HTTP/1.1 407 Proxy Authentication Required\r\n"
                + "Proxy-Authenticate: Basic realm=\"double\"\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      passed.add(start);
      String[] words = start.split(" ", -1);
      boolean tunnel = words[0].equals("CONNECT");
      URI target = URI.create(tunnel ? "https://" + words[1] : words[1]);
      try (Socket server = new Socket(target.getHost(), target.getPort())) {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        if (tunnel) {
          send(out, "HTTP/1.1 200 Connection established\r\n\r\n");
        } else {
          String path = target.getRawPath();
          String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
          send(
              server.getOutputStream(),
              words[0]
                  + " "
                  + path
                  + query
                  + " HTTP/1.1\r\n"
                  + headers
                  + "Connection: close\r\n\r\n");
        }
        daemon(() -> copy(in, server));
        server.getInputStream().transferTo(out);
      }
    } catch (IOException e) {
      // One side is gone.
    }
  }

  private static void copy(InputStream from, Socket to) {
    try (to) {
      byte[] buffer = new byte[8192];
      OutputStream out = to.getOutputStream();
      for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        out.write(buffer, 0, count);
        out.flush();
      }
    } catch (IOException e) {
      // One side is gone.
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return null;
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}

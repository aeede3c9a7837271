package dev.maxstorage.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on a loopback port that answers what a test scripted, and remembers what it
 * was asked. Works on plain sockets, so that it can misbehave at every place.
 */
public final class ScriptedServer implements Closeable {
  private final ServerSocket listener;
  private final Queue<ScriptedReply> script = new ConcurrentLinkedQueue<>();
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private volatile @Nullable Function<RecordedRequest, ScriptedReply> otherwise;

  /** Listens on a free port. */
  public ScriptedServer() {
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon("scripted-server", this::acceptAll);
  }

  /** Answers of the next requests, in order. */
  public ScriptedServer then(ScriptedReply... replies) {
    script.addAll(List.of(replies));
    return this;
  }

  /** Answers of requests for which the script has none. */
  public ScriptedServer otherwise(Function<RecordedRequest, ScriptedReply> answers) {
    otherwise = answers;
    return this;
  }

  /** Where it listens, without a path. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** The requests so far, in order. */
  public List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  /** The only request so far. */
  public RecordedRequest onlyRequest() {
    if (requests.size() != 1) {
      throw new AssertionError(requests.size() + " requests: " + actions());
    }
    return requests.get(0);
  }

  /** The newest request. */
  public RecordedRequest lastRequest() {
    return requests.get(requests.size() - 1);
  }

  /** The actions of the requests so far, in order. */
  public List<String> actions() {
    return requests.stream().map(RecordedRequest::action).toList();
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.add(socket);
        daemon("scripted-connection", () -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      socket.setTcpNoDelay(true);
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
      boolean open = true;
      while (open) {
        open = exchange(in, out);
      }
    } catch (IOException e) {
      // The client is gone, or the test closed the server.
    }
  }

  private boolean exchange(InputStream in, OutputStream out) throws IOException {
    String start = line(in);
    if (start == null) {
      return false;
    }
    String[] parts = start.split(" ", -1);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    ScriptedReply scripted = script.poll();
    if (scripted != null && scripted.fault() == ScriptedReply.Fault.EARLY_ANSWER) {
      requests.add(new RecordedRequest(parts[0], parts[1], headers, new byte[0], false));
      send(out, scripted);
      drain(in);
      return false;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean whole = readBody(in, headers, body);
    RecordedRequest request =
        new RecordedRequest(parts[0], parts[1], headers, body.toByteArray(), whole);
    requests.add(request);
    if (!whole) {
      return false;
    }
    ScriptedReply reply = scripted == null ? fallback(request) : scripted;
    if (reply.gate() != null) {
      try {
        reply.gate().await();
      } catch (InterruptedException e) {
        return false;
      }
    }
    return reply.fault() != ScriptedReply.Fault.NO_ANSWER && send(out, reply);
  }

  private ScriptedReply fallback(RecordedRequest request) {
    Function<RecordedRequest, ScriptedReply> answers = otherwise;
    return answers == null
        ? ScriptedReply.of(
            400, "{\"Code\":\"NotScripted\",\"Message\":\"" + request.action() + "\"}")
        : answers.apply(request);
  }

  private static boolean send(OutputStream out, ScriptedReply reply) throws IOException {
    byte[] body = reply.body();
    boolean lengthless = reply.fault() == ScriptedReply.Fault.NO_LENGTH;
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Scripted\r\n");
    reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (!lengthless) {
      head.append(
          reply.chunked()
              ? "Transfer-Encoding: chunked\r\n"
              : "Content-Length: " + body.length + "\r\n");
    }
    out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    int end = reply.cutAfter() < 0 ? body.length : (int) Math.min(body.length, reply.cutAfter());
    if (reply.chunked() && !lengthless) {
      int piece = 1000;
      for (int from = 0; from < end; from += piece) {
        int count = Math.min(piece, end - from);
        out.write((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(body, from, count);
        out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
      }
      if (reply.cutAfter() < 0) {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      }
    } else {
      out.write(body, 0, end);
    }
    out.flush();
    return reply.cutAfter() < 0 && !lengthless;
  }

  /** Reads a body; false if it was cut. */
  private static boolean readBody(
      InputStream in, Map<String, String> headers, ByteArrayOutputStream body) throws IOException {
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return readChunks(in, body);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    body.write(in.readNBytes(length));
    return body.size() == length;
  }

  private static boolean readChunks(InputStream in, ByteArrayOutputStream body) {
    try {
      while (true) {
        String size = line(in);
        if (size == null) {
          return false;
        }
        int length = Integer.parseInt(size, 16);
        byte[] chunk = in.readNBytes(length);
        body.write(chunk);
        if (chunk.length < length || line(in) == null) {
          return false;
        }
        if (length == 0) {
          return true;
        }
      }
    } catch (IOException e) {
      return false; // reset by the client
    }
  }

  private static void drain(InputStream in) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // Reset by the client.
    }
  }

  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        if (line.length() > 0) {
          throw new EOFException("in a line");
        }
        return null;
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

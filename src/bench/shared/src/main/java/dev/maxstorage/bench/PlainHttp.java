package dev.maxstorage.bench;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The limit: a server that sends and takes bytes over loopback sockets and does nothing with them,
 * and a client that does the same. {@code GET /n} gives n bytes, {@code PUT} takes a body.
 */
public final class PlainHttp implements Closeable {
  private static final int PIECE = 64 * 1024;

  private final ServerSocket server;

  public PlainHttp() throws IOException {
    server = new ServerSocket(0, 64, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    daemon(this::accept);
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "plain-http");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        daemon(() -> serve(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static void serve(Socket socket) {
    byte[] piece = new byte[PIECE];
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream(), PIECE);
        OutputStream out = socket.getOutputStream()) {
      socket.setTcpNoDelay(true);
      for (String request = line(in); !request.isEmpty(); request = line(in)) {
        long taken = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            taken = Long.parseLong(header.substring(15).trim());
          }
        }
        long given = request.startsWith("GET") ? Long.parseLong(request.split("[ /]+")[1]) : 0;
        drain(in, taken, piece);
        send(out, given, piece);
      }
    } catch (IOException e) {
      // The client has gone; it tells what it missed.
    }
  }

  private static void drain(InputStream in, long bytes, byte[] piece) throws IOException {
    for (long left = bytes; left > 0; ) {
      int read = in.read(piece, 0, (int) Math.min(left, piece.length));
      if (read < 0) {
        throw new EOFException();
      }
      left -= read;
    }
  }

  private static void send(OutputStream out, long bytes, byte[] piece) throws IOException {
    out.write(
        ("HTTP/1.1 200 OK\r\nContent-Length: " + bytes + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    for (long left = bytes; left > 0; left -= piece.length) {
      out.write(piece, 0, (int) Math.min(left, piece.length));
    }
  }

  /** A line without its end; empty at the end of the stream too. */
  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  private HttpURLConnection connection(String path) throws IOException {
    return (HttpURLConnection)
        URI.create("http://127.0.0.1:" + server.getLocalPort() + path).toURL().openConnection();
  }

  /** Fetches so many bytes; says how many came. */
  public long get(long bytes) throws IOException {
    try (InputStream in = connection("/" + bytes).getInputStream()) {
      byte[] piece = new byte[PIECE];
      long got = 0;
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        got += read;
      }
      return got;
    }
  }

  /** Sends so many bytes. */
  public void put(long bytes) throws IOException {
    HttpURLConnection connection = connection("/");
    connection.setRequestMethod("PUT");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(bytes);
    byte[] piece = new byte[PIECE];
    try (OutputStream out = connection.getOutputStream()) {
      for (long left = bytes; left > 0; left -= piece.length) {
        out.write(piece, 0, (int) Math.min(left, piece.length));
      }
    }
    connection.getInputStream().close();
  }

  /**
   * Fetches so many bytes by a bare socket, nothing parsed: what loopback can give.
   *
   * @return the bytes that came, the head of the answer among them
   */
  public long pump(long bytes) throws IOException {
    try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
        InputStream in = socket.getInputStream()) {
      socket
          .getOutputStream()
          .write(("GET /" + bytes + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      byte[] piece = new byte[PIECE];
      long got = 0;
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        got += read;
      }
      return got;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

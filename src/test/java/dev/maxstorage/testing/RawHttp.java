package dev.maxstorage.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Sends recorded requests over sockets of their own, whole or in part. */
public final class RawHttp {
  private static final String END_OF_HEAD = "\r\n\r\n";

  private RawHttp() {}

  /** Sends a request and gives the answer. */
  public static ScriptedReply forward(URI server, RecordedRequest request) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write(bytes(request));
      return reply(socket.getInputStream().readAllBytes());
    }
  }

  /**
   * Sends the beginning of a request and breaks the connection.
   *
   * @param part from 0 to 1
   */
  public static void forwardPart(URI server, RecordedRequest request, double part)
      throws IOException {
    byte[] bytes = bytes(request);
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes, 0, (int) (bytes.length * part));
      out.flush();
    }
  }

  private static byte[] bytes(RecordedRequest request) {
    StringBuilder head =
        new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equals("connection")
                  && !name.equals("transfer-encoding")
                  && !name.equals("content-length")) {
                head.append(name + ": " + value + "\r\n");
              }
            });
    head.append("connection: close\r\ncontent-length: " + request.body().length + END_OF_HEAD);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(request.body());
    return bytes.toByteArray();
  }

  private static ScriptedReply reply(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(END_OF_HEAD);
    if (end < 0) {
      throw new IOException("The server gave no answer");
    }
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] pair = lines[i].split(": *", 2);
      headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]);
    }
    byte[] body = text.substring(end + END_OF_HEAD.length()).getBytes(StandardCharsets.ISO_8859_1);
    if ("chunked".equals(headers.remove("transfer-encoding"))) {
      body = unchunked(body);
    }
    headers.remove("content-length");
    headers.remove("connection");
    ScriptedReply reply = ScriptedReply.of(Integer.parseInt(lines[0].split(" ", 3)[1]), body);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      reply = reply.header(header.getKey(), header.getValue());
    }
    return reply;
  }

  private static byte[] unchunked(byte[] chunks) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(chunks);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      StringBuilder size = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        size.append((char) c);
      }
      int length = Integer.parseInt(size.toString().strip(), 16);
      if (length == 0) {
        return body.toByteArray();
      }
      body.writeBytes(in.readNBytes(length));
      in.skip(2);
    }
  }
}

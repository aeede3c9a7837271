package dev.maxstorage.warehouse;

import java.io.IOException;
import java.net.Socket;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.util.Timeout;

/** One client connection: a request after the other until either side closes it. */
final class HttpConnection implements Runnable {
  /** The context attribute under which a request finds its connection. */
  static final String ATTRIBUTE = HttpConnection.class.getName();

  private static final int BLOCK_BYTES = 64 * 1024;
  private static final Timeout IDLE_TIMEOUT = Timeout.ofMinutes(10);
  private static final System.Logger LOGGER = System.getLogger(HttpConnection.class.getName());

  private final Socket socket;
  private final HttpService service;
  private final DefaultBHttpServerConnection connection;
  private volatile boolean busy;
  private volatile boolean finishing;

  HttpConnection(Socket socket, HttpService service) throws IOException {
    this.socket = socket;
    this.service = service;
    this.connection =
        new DefaultBHttpServerConnection(
            "http",
            Http1Config.custom().setBufferSize(BLOCK_BYTES).setChunkSizeHint(BLOCK_BYTES).build());
    socket.setTcpNoDelay(true);
    connection.bind(socket);
    connection.setSocketTimeout(IDLE_TIMEOUT);
  }

  @Override
  public void run() {
    try (socket) {
      while (!finishing && connection.isOpen()) {
        HttpCoreContext context = HttpCoreContext.create();
        context.setAttribute(ATTRIBUTE, this);
        service.handleRequest(connection, context);
      }
      connection.close();
    } catch (ConnectionClosedException e) {
      LOGGER.log(System.Logger.Level.TRACE, "Client closed the connection", e);
    } catch (IOException | HttpException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "Connection ended: {0}", e.toString());
    }
  }

  /** Marks the time between the head of a request and the end of its answer. */
  void busy(boolean value) {
    busy = value;
  }

  /** Ends the connection after the running request, or at once if there is none. */
  void finish() {
    finishing = true;
    if (!busy) {
      abort();
    }
  }

  /**
   * Sends what was written and closes the socket, so that the client sees an answer that is cut.
   */
  void breakOff() {
    try {
      connection.flush();
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.TRACE, "Nothing more could be sent", e);
    }
    abort();
  }

  /** Closes the socket; harmless if it is closed. */
  void abort() {
    try {
      socket.close();
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.TRACE, "A socket could not be closed", e);
    }
  }
}

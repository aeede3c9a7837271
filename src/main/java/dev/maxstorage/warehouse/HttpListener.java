package dev.maxstorage.warehouse;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.http.impl.io.HttpService;

/**
 * Accepts connections and runs each on a daemon thread of its own.
 *
 * <p>Httpcore's own bootstrap is not used: its listener thread keeps the JVM alive, it answers 421
 * to a host name that it does not know, and it gives no way to break one answer.
 */
final class HttpListener implements Closeable {
  private static final int BACKLOG = 256;
  private static final Duration AFTER_FAILURE = Duration.ofMillis(50);

  private final ServerSocket serverSocket;
  private final HttpService service;
  private final Duration grace;
  private final ExecutorService threads;
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /**
   * Binds the address; {@link #start} accepts connections.
   *
   * @param grace how long {@link #close} lets running requests go on
   */
  HttpListener(InetAddress address, int port, HttpService service, Duration grace)
      throws IOException {
    this.serverSocket = new ServerSocket(port, BACKLOG, address);
    this.service = service;
    this.grace = grace;
    this.threads = Executors.newCachedThreadPool(daemons(serverSocket.getLocalPort()));
  }

  private static ThreadFactory daemons(int port) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread =
          new Thread(task, "maxstorage-warehouse-" + port + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  int port() {
    return serverSocket.getLocalPort();
  }

  void start() {
    threads.execute(this::accept);
  }

  private void accept() {
    while (!closing) {
      try {
        serve(serverSocket.accept());
      } catch (IOException e) {
        if (!closing) {
          System.getLogger(HttpListener.class.getName())
              .log(System.Logger.Level.WARNING, "A connection could not be accepted", e);
          LockSupport.parkNanos(AFTER_FAILURE.toNanos());
        }
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    HttpConnection connection;
    try {
      connection = new HttpConnection(socket, service);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    connections.add(connection);
    try {
      threads.execute(() -> run(connection));
    } catch (RejectedExecutionException e) {
      connections.remove(connection);
      connection.abort();
    }
  }

  private void run(HttpConnection connection) {
    try {
      connection.run();
    } finally {
      connections.remove(connection);
    }
  }

  /** Stops accepting, lets running requests finish for the grace time, then breaks them. */
  @Override
  public void close() throws IOException {
    closing = true;
    serverSocket.close();
    connections.forEach(HttpConnection::finish);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        connections.forEach(HttpConnection::abort);
        threads.shutdownNow();
        threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      connections.forEach(HttpConnection::abort);
      Thread.currentThread().interrupt();
    }
  }
}

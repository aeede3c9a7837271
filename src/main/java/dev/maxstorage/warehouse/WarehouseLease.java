package dev.maxstorage.warehouse;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A share in a warehouse of this JVM; the last one that closes, closes the warehouse. Thread-safe.
 */
public final class WarehouseLease implements Closeable {
  private final WarehouseServer server;
  private final Closeable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  WarehouseLease(WarehouseServer server, Closeable release) {
    this.server = server;
    this.release = release;
  }

  /** The server; to be closed through its leases only. */
  public WarehouseServer server() {
    return server;
  }

  /** The control endpoint, such as {@code http://127.0.0.1:49152/api}. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** The key pair that requests must be signed with. */
  public WarehouseCredentials credentials() {
    return server.credentials();
  }

  /** Makes a project with the schema {@code default}; does nothing if it exists. */
  public void createProject(String project) {
    server.createProject(project);
  }

  /** Gives the share back. A second call does nothing. */
  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      release.close();
    }
  }
}

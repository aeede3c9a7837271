package dev.maxstorage.storage;

import dev.maxstorage.warehouse.TestSwitches;
import dev.maxstorage.warehouse.WarehouseCredentials;
import dev.maxstorage.warehouse.WarehouseOptions;
import dev.maxstorage.warehouse.WarehouseServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A warehouse on disk that can be started again, on another port. */
public final class RestartedServer implements Closeable {
  private final WarehouseOptions options;
  private TestSwitches.AccessTokens tokens = TestSwitches.AccessTokens.CHECK;
  private WarehouseServer server;

  /** Starts it. */
  public RestartedServer(Path directory, WarehouseCredentials credentials, String project)
      throws IOException {
    WarehouseOptions given =
        WarehouseOptions.onDisk(directory).withCredentials(credentials).withProjects(project);
    this.options =
        new WarehouseOptions(
            given.directory(),
            0,
            given.bindAddress(),
            given.credentials(),
            given.projects(),
            given.sessionLifetime(),
            Duration.ofMillis(100),
            given.clock());
    this.server = WarehouseServer.start(options);
  }

  /** The address, without a path. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** The control endpoint. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** What the server does with the access tokens of exactly-once streams from now on. */
  public void set(TestSwitches.AccessTokens choice) {
    tokens = choice;
    server.switches().set(choice);
  }

  /** Starts it again. */
  public void restart() throws IOException {
    server.close();
    server = WarehouseServer.start(options);
    server.switches().set(tokens);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

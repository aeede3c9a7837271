package dev.maxstorage.warehouse;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link WarehouseServer} is started. Begin with {@link #onDisk} or {@link #inMemory}.
 *
 * @param directory of the warehouse, made if missing; null for a warehouse in memory
 * @param port to listen on, 0 for a free one
 * @param bindAddress to listen at
 * @param credentials that requests must be signed with; null for a pair made for this server. An
 *     address that other machines can reach needs them to be given.
 * @param projects to make if they do not exist
 * @param sessionLifetime how long read and write sessions, SQL instances and their results are kept
 *     after their last use
 * @param closingGrace how long running requests may go on when the server closes
 * @param clock for expiry, signatures and ids
 */
public record WarehouseOptions(
    @Nullable Path directory,
    int port,
    InetAddress bindAddress,
    @Nullable WarehouseCredentials credentials,
    List<String> projects,
    Duration sessionLifetime,
    Duration closingGrace,
    InstantSource clock) {

  /** Refuses a port out of range, and an open address without credentials. */
  public WarehouseOptions {
    projects = List.copyOf(projects);
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("Port " + port + " is not in 0 to 65535");
    }
    if (!bindAddress.isLoopbackAddress() && credentials == null) {
      throw new IllegalArgumentException(
          "Address "
              + bindAddress.getHostAddress()
              + " can be reached from other machines: give the access id and key");
    }
  }

  private static WarehouseOptions defaults(@Nullable Path directory) {
    return new WarehouseOptions(
        directory,
        0,
        loopback(),
        null,
        List.of(),
        Duration.ofHours(24),
        Duration.ofSeconds(5),
        InstantSource.system());
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** A warehouse in a directory, on a free port of the loopback address. */
  public static WarehouseOptions onDisk(Path directory) {
    return defaults(directory);
  }

  /** A warehouse that ends with the server, on a free port of the loopback address. */
  public static WarehouseOptions inMemory() {
    return defaults(null);
  }

  /** The same with another port; 0 for a free one. */
  public WarehouseOptions withPort(int newPort) {
    return new WarehouseOptions(
        directory,
        newPort,
        bindAddress,
        credentials,
        projects,
        sessionLifetime,
        closingGrace,
        clock);
  }

  /**
   * The same with another address to listen at; other than loopback after {@link #withCredentials}.
   */
  public WarehouseOptions withBindAddress(InetAddress address) {
    return new WarehouseOptions(
        directory, port, address, credentials, projects, sessionLifetime, closingGrace, clock);
  }

  /** The same with the key pair that requests must be signed with. */
  public WarehouseOptions withCredentials(WarehouseCredentials pair) {
    return new WarehouseOptions(
        directory, port, bindAddress, pair, projects, sessionLifetime, closingGrace, clock);
  }

  /** The same with these projects made at the start. */
  public WarehouseOptions withProjects(String... names) {
    return new WarehouseOptions(
        directory,
        port,
        bindAddress,
        credentials,
        List.of(names),
        sessionLifetime,
        closingGrace,
        clock);
  }

  /** The same with another lifetime of sessions and instances. */
  public WarehouseOptions withSessionLifetime(Duration lifetime) {
    return new WarehouseOptions(
        directory, port, bindAddress, credentials, projects, lifetime, closingGrace, clock);
  }

  /** The same with another clock. */
  public WarehouseOptions withClock(InstantSource newClock) {
    return new WarehouseOptions(
        directory,
        port,
        bindAddress,
        credentials,
        projects,
        sessionLifetime,
        closingGrace,
        newClock);
  }
}

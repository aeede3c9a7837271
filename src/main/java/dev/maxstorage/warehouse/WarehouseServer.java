package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.EngineException;
import dev.maxstorage.warehouse.engine.EngineOptions;
import dev.maxstorage.warehouse.engine.WarehouseInUseException;
import java.io.Closeable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A warehouse that speaks MaxCompute's wire protocol: the Storage API v2 and v3, and the part of
 * the control plane that clients need.
 *
 * <p>Requests must be signed with {@link #credentials()}. Every connection runs on a daemon thread
 * of its own, so a server that is not closed does not keep the JVM alive. Thread-safe.
 */
public final class WarehouseServer implements Closeable {
  private final Engine engine;
  private final HttpListener listener;
  private final InetAddress address;
  private final WarehouseCredentials credentials;
  private final FaultPlan faults;
  private final TestSwitches switches;
  private final Deque<Closeable> parts;
  private final AtomicBoolean closed = new AtomicBoolean();

  private WarehouseServer(
      Engine engine,
      HttpListener listener,
      InetAddress address,
      WarehouseCredentials credentials,
      FaultPlan faults,
      TestSwitches switches,
      Deque<Closeable> parts) {
    this.engine = engine;
    this.listener = listener;
    this.address = address;
    this.credentials = credentials;
    this.faults = faults;
    this.switches = switches;
    this.parts = parts;
  }

  /**
   * Opens the warehouse and begins to serve it.
   *
   * @throws WarehouseTakenException if another process, or another server of this one, has the
   *     directory open; the message names the process
   * @throws IOException if the warehouse cannot be opened, or the port cannot be listened on
   */
  public static WarehouseServer start(WarehouseOptions options) throws IOException {
    Deque<Closeable> parts = new ArrayDeque<>();
    try {
      return start(options, parts);
    } catch (WarehouseInUseException e) {
      throw new WarehouseTakenException(e);
    } catch (EngineException e) {
      IOException failure = new IOException(e.getMessage(), e);
      closeAll(parts, failure);
      throw failure;
    } catch (IOException | RuntimeException e) {
      closeAll(parts, e);
      throw e;
    }
  }

  private static WarehouseServer start(WarehouseOptions options, Deque<Closeable> parts)
      throws IOException {
    InstantSource clock = options.clock();
    Engine engine = opened(parts, Engine.open(engineOptions(options.directory(), clock)));
    options.projects().forEach(engine::createProject);
    WriteSessions writes =
        opened(parts, new WriteSessions(engine, clock, options.sessionLifetime()));
    ReadSessions reads = opened(parts, new ReadSessions(clock, options.sessionLifetime()));
    SqlInstances instances =
        opened(parts, new SqlInstances(engine, clock, options.sessionLifetime()));
    TestSwitches switches = new TestSwitches();
    RouteTokens routes = new RouteTokens(switches);
    StorageApi storage =
        new StorageApi(
            new ReadActions(engine, reads, routes, switches),
            new InstanceActions(engine, instances, switches),
            new WriteActions(engine, writes, routes, switches),
            new StreamActions(engine, writes, routes, switches),
            new BlobActions(engine, writes, switches));
    ControlPlane control =
        new ControlPlane(
            new ProjectResources(engine, clock.instant()),
            new TableResources(engine),
            new InstanceResources(engine, instances));
    WarehouseCredentials given = options.credentials();
    WarehouseCredentials credentials =
        given == null ? WarehouseCredentials.random(new SecureRandom()) : given;
    FaultPlan faults = new FaultPlan();
    BooleanSupplier bearerTokens =
        () ->
            options.bindAddress().isLoopbackAddress()
                && switches.is(TestSwitches.BearerTokens.ACCEPT);
    SignatureCheck signatures = new SignatureCheck(credentials, clock, bearerTokens);
    RequestPipeline pipeline =
        new RequestPipeline(
            new Dispatcher(signatures, storage, control, faults), new RequestIds(clock));
    HttpListener listener =
        opened(
            parts,
            new HttpListener(
                options.bindAddress(), options.port(), pipeline.service(), options.closingGrace()));
    listener.start();
    return new WarehouseServer(
        engine, listener, options.bindAddress(), credentials, faults, switches, parts);
  }

  private static <T extends Closeable> T opened(Deque<Closeable> parts, T part) {
    parts.push(part);
    return part;
  }

  private static EngineOptions engineOptions(@Nullable Path directory, InstantSource clock) {
    EngineOptions defaults =
        directory == null ? EngineOptions.inMemory() : EngineOptions.onDisk(directory);
    return new EngineOptions(
        defaults.directory(), defaults.memoryLimitBytes(), defaults.threads(), clock);
  }

  /**
   * The control endpoint, such as {@code http://127.0.0.1:49152/api}; the Storage API lies below
   * it.
   */
  public URI endpoint() {
    return URI.create(origin() + "/api");
  }

  /**
   * The health URL, such as {@code http://127.0.0.1:49152/health}: a GET without signature answers
   * 200 and {@code ok} while the warehouse serves.
   */
  public URI healthUrl() {
    return URI.create(origin() + Health.PATH);
  }

  private String origin() {
    boolean any = address.isAnyLocalAddress();
    String host = any ? "127.0.0.1" : address.getHostAddress();
    String literal = !any && address instanceof Inet6Address ? "[" + host + "]" : host;
    return "http://" + literal + ":" + port();
  }

  /** The port that the server listens on. */
  public int port() {
    return listener.port();
  }

  /** The key pair that requests must be signed with. */
  public WarehouseCredentials credentials() {
    return credentials;
  }

  /** The faults of this server, none at first; faults may be added and removed at any time. */
  public FaultPlan faults() {
    return faults;
  }

  /** How this server differs from what it does unless told otherwise; may change at any time. */
  public TestSwitches switches() {
    return switches;
  }

  /** Makes a project with the schema {@code default}; does nothing if it exists. */
  public void createProject(String project) {
    engine.createProject(project);
  }

  /**
   * Stops accepting, lets running requests finish within the grace time and then breaks them, drops
   * open sessions and what was written but not committed, and releases the warehouse. A second call
   * does nothing.
   */
  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      IOException failure = new IOException("The warehouse could not be closed cleanly");
      closeAll(parts, failure);
      if (failure.getSuppressed().length > 0) {
        throw failure;
      }
    }
  }

  /** Closes the parts, the youngest first; what fails is added to {@code failure}. */
  private static void closeAll(Deque<Closeable> parts, Exception failure) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (IOException | RuntimeException e) {
        failure.addSuppressed(e);
      }
    }
  }
}

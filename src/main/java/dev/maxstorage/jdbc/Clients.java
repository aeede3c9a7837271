package dev.maxstorage.jdbc;

import dev.maxstorage.blob.BlobClient;
import dev.maxstorage.config.Access;
import dev.maxstorage.config.CodecChoice;
import dev.maxstorage.config.DriverConfig;
import dev.maxstorage.config.Location;
import dev.maxstorage.control.LogView;
import dev.maxstorage.control.ProjectDescription.Naming;
import dev.maxstorage.control.SqlJobs;
import dev.maxstorage.control.Tables;
import dev.maxstorage.storage.ParallelBatches;
import dev.maxstorage.storage.ParallelOptions;
import dev.maxstorage.storage.ReadAhead;
import dev.maxstorage.storage.ReadSession;
import dev.maxstorage.storage.RowOrder;
import dev.maxstorage.storage.StorageClient;
import dev.maxstorage.transport.AccessKey;
import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.transport.Credential;
import dev.maxstorage.transport.CredentialSource;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.Network;
import dev.maxstorage.transport.RetryPolicy;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.TransportOptions;
import dev.maxstorage.wire.Compression;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.memory.util.CommonUtil;
import org.jspecify.annotations.Nullable;

/**
 * What a connection talks through: one transport, one allocator and, for an embedded warehouse, a
 * share in it. The clients of the other rooms are views of the transport, made for each statement.
 *
 * <p><b>Closing:</b> the transport first, then the allocator, which fails if a buffer is left, then
 * the warehouse.
 */
final class Clients {
  /** So many batches of each stream fit into the read-ahead, however wide the rows are. */
  private static final long BATCHES_A_STREAM = 8;

  private static final long ROUNDED_BYTES = 64 * 1024;

  private final DriverConfig config;
  private final HttpTransport transport;
  private final BufferAllocator allocator;
  private final @Nullable Closeable warehouse;
  private final String userName;
  private final CancelScope work;
  private volatile Duration readTimeout;
  private final ReadAhead readAhead;
  private final LogView logView;
  private Naming naming = Naming.THREE_LEVELS;

  private Clients(
      DriverConfig config,
      HttpTransport transport,
      BufferAllocator allocator,
      @Nullable Closeable warehouse,
      String userName) {
    this.config = config;
    this.transport = transport;
    this.allocator = allocator;
    this.warehouse = warehouse;
    this.userName = userName;
    this.work = transport.scope().child();
    this.readTimeout = config.readTimeout();
    this.logView = new LogView(transport.within(work), config.logView());
    this.readAhead = new ReadAhead(config.prefetchBytes());
  }

  /**
   * Opens the warehouse if the location is one, and asks for the project, so that wrong keys and
   * unknown projects are told when the connection opens.
   */
  static Clients open(DriverConfig config) throws SQLException {
    if (config.location() instanceof Location.Service service) {
      Access access = config.access();
      if (access == null) {
        throw SqlErrors.of(SqlState.UNAUTHORIZED, "The connection has no credentials");
      }
      return checked(
          config,
          options(config, service.endpoint(), ServiceAccess.network(access))
              .withSigning(ServiceAccess.signing(access)),
          ServiceAccess.credentials(access.credentials()),
          null);
    }
    EmbeddedWarehouses.Opened opened = embedded(config);
    return checked(
        config,
        options(config, opened.endpoint(), Network.DEFAULT),
        AccessKey.of(opened.accessId(), opened.accessKey()),
        opened.share());
  }

  /** The warehouse of a URL; the class that opens it does not load where a jar has no warehouse. */
  private static EmbeddedWarehouses.Opened embedded(DriverConfig config) throws SQLException {
    try {
      return EmbeddedWarehouses.open(config.location(), config.project());
    } catch (NoClassDefFoundError e) {
      throw SqlErrors.of(
          SqlState.CANNOT_CONNECT,
          "URLs with file: and mem: need the embedded warehouse: put the -embedded jar on the class"
              + " path, or beside the plain jar org.duckdb:duckdb_jdbc,"
              + " org.apache.arrow:arrow-c-data and com.alibaba:druid ("
              + e.getMessage()
              + " is missing)",
          e);
    }
  }

  private static TransportOptions options(DriverConfig config, URI endpoint, Network network) {
    return TransportOptions.of(endpoint, config.project(), network)
        .withTunnelEndpoint(config.tunnelEndpoint())
        .withApiVersion(config.apiVersion())
        .withQuotaName(config.tunnelQuotaName())
        .withUserAgent(DriverVersion.USER_AGENT)
        .withTimeouts(config.connectTimeout(), config.readTimeout())
        .withRetry(RetryPolicy.ofRetries(config.retryTime()));
  }

  private static Clients checked(
      DriverConfig config,
      TransportOptions options,
      CredentialSource credentials,
      @Nullable Closeable warehouse)
      throws SQLException {
    String userName;
    try {
      userName = shown(credentials.current());
    } catch (IOException e) {
      throw SqlErrors.of(SqlState.UNAUTHORIZED, "There are no credentials: " + e.getMessage(), e);
    }
    URI endpoint = options.controlEndpoint();
    HttpTransport transport = HttpTransport.open(options, credentials);
    Clients clients = new Clients(config, transport, newAllocator(), warehouse, userName);
    try {
      clients.naming = clients.tables(transport.scope()).project(config.project()).naming();
      return clients;
    } catch (IOException | RuntimeException e) {
      SQLException failure = connectFailure(endpoint, e);
      try {
        clients.close();
      } catch (SQLException closing) {
        failure.addSuppressed(closing);
      }
      throw failure;
    }
  }

  /** A service that says no keeps its state; anything else means that it cannot be reached. */
  private static SQLException connectFailure(URI endpoint, Exception e) {
    return e instanceof ServiceException
        ? Failures.translate(e)
        : SqlErrors.of(
            SqlState.CANNOT_CONNECT,
            "The service at " + endpoint.getAuthority() + " does not answer: " + e.getMessage(),
            e);
  }

  /** Arrow's memory, or one clear exception where the JVM denies it. */
  private static BufferAllocator newAllocator() throws SQLException {
    try {
      return new RootAllocator(AllocationListener.NOOP, Long.MAX_VALUE, Clients::rounded);
    } catch (LinkageError | RuntimeException e) {
      throw SqlErrors.of(
          SqlState.CANNOT_CONNECT,
          "Apache Arrow cannot allocate memory in this JVM; start it with"
              + " --sun-misc-unsafe-memory-access=allow, or with"
              + " --add-opens=java.base/java.nio=ALL-UNNAMED",
          e);
    }
  }

  /**
   * Bytes really allocated for a request. Arrow's default, powers of two, would take twice the
   * memory for many a batch.
   */
  private static long rounded(long bytes) {
    return bytes < ROUNDED_BYTES
        ? CommonUtil.nextPowerOfTwo(bytes)
        : (bytes + ROUNDED_BYTES - 1) / ROUNDED_BYTES * ROUNDED_BYTES;
  }

  private static String shown(Credential credential) {
    if (!(credential instanceof AccessKey key)) {
      return "bearer token";
    }
    String accessId = key.id();
    return accessId.length() <= 4 ? accessId : accessId.substring(0, 4) + "...";
  }

  BufferAllocator allocator() {
    return allocator;
  }

  /** An allocator of its own for a result or a writer; closing it proves that nothing leaked. */
  BufferAllocator child(String name) {
    return allocator.newChildAllocator(name, 0, Long.MAX_VALUE);
  }

  /** The order of rows of a scan. */
  RowOrder rowOrder() {
    return switch (config.rowOrder()) {
      case TABLE -> RowOrder.TABLE;
      case ANY -> RowOrder.ANY;
    };
  }

  /**
   * The batches of a session, several streams at once, within the read-ahead of the connection.
   *
   * @param firstRow where reading begins, 0-based; 0 unless rows are addressed exactly
   * @param wantedRows how many rows will be looked at, {@link ParallelOptions#ALL_ROWS} for all
   */
  ParallelBatches batches(
      ReadSession session,
      RowOrder order,
      long firstRow,
      long wantedRows,
      RunOptions options,
      BufferAllocator memory) {
    long batchBytes = config.prefetchBytes() / (BATCHES_A_STREAM * config.parallelism());
    return session.parallelBatches(
        new ParallelOptions(config.parallelism(), order, firstRow, wantedRows),
        options.readOptions(compression()).withMaxBatchBytes(batchBytes),
        readAhead,
        memory);
  }

  /** How many levels the names of the connection's project have. */
  Naming naming() {
    return naming;
  }

  /** The id of the access key when the connection opened, cut to a few characters. */
  String userName() {
    return userName;
  }

  /** The scope of all work; statements run in children of it. */
  CancelScope scope() {
    return work;
  }

  /** Ends all work; only what gives back sessions and jobs can be sent after that. */
  void cancelWork() {
    work.cancel();
  }

  /** Ends every request; nothing can be sent after that. */
  void cancelAll() {
    transport.cancelAll();
  }

  /** How long a request waits for the next byte of an answer; zero for no limit. */
  Duration readTimeout() {
    return readTimeout;
  }

  /** Sets the same for requests from now on. */
  void setReadTimeout(Duration timeout) {
    readTimeout = timeout;
    transport.setReadTimeout(timeout);
  }

  Tables tables(CancelScope scope) {
    return new Tables(transport.within(scope));
  }

  SqlJobs jobs(CancelScope scope) {
    return new SqlJobs(transport.within(scope));
  }

  StorageClient storage(CancelScope scope) {
    return new StorageClient(transport.within(scope));
  }

  BlobClient blobs(CancelScope scope) {
    return new BlobClient(transport.within(scope), codec(config.blobCompression()));
  }

  /** The transport within a scope. */
  HttpTransport within(CancelScope scope) {
    return transport.within(scope);
  }

  /** Addresses at which people look at SQL jobs. */
  LogView logView() {
    return logView;
  }

  /** The transport that only the end of the connection ends, for a cancel that must arrive. */
  HttpTransport outermost() {
    return transport.outermost();
  }

  BlobOpener blobOpener(CancelScope scope) {
    return new BlobOpener(blobs(scope), config);
  }

  /** The codec of Arrow data. */
  Compression compression() {
    return codec(config.compression());
  }

  /** The codec of blobs, read and written. */
  Compression blobCompression() {
    return codec(config.blobCompression());
  }

  private static Compression codec(CodecChoice choice) {
    return switch (choice) {
      case NONE -> Compression.NONE;
      case ZSTD -> Compression.ZSTD;
      case LZ4 -> Compression.LZ4_FRAME;
    };
  }

  /** Whether the service answers for a project, within the scope. */
  boolean projectAnswers(String project, CancelScope scope) {
    try {
      tables(scope).project(project);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  void close() throws SQLException {
    try (Closeable share = warehouse;
        Closeable memory = allocator::close;
        Closeable requests = transport) {
      // Closed in the order of the Javadoc.
    } catch (IOException | IllegalStateException e) {
      throw SqlErrors.of(
          SqlState.INTERNAL_ERROR, "The connection did not close cleanly: " + e.getMessage(), e);
    }
  }
}

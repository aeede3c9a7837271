package dev.maxstorage.transport;

import static java.util.Objects.requireNonNull;

import dev.maxstorage.transport.HttpDoor.FailedAttempt;
import dev.maxstorage.transport.RetryPolicy.Failure;
import dev.maxstorage.transport.WireRequest.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the control plane and to the Storage API, signed, and repeats them where that
 * is harmless. One for each JDBC connection; {@link #within} gives views whose requests can be
 * cancelled together.
 *
 * <p>Threads: any number at once. Errors: {@link ServiceException} for an answer with a status
 * outside 2xx, {@link TransportException} without a usable answer, {@link CancelledException} after
 * a cancel. Closing: {@link #close()} of any view closes the connections of all. Source: Storage
 * API document, chapter 1; control-plane document, chapters 1 to 5.
 */
public final class HttpTransport implements Closeable {
  private static final int ERROR_BODY_BYTES = 64 * 1024;

  private final TransportOptions options;
  private final RequestSigner signer;
  private final HttpDoor door;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final AtomicLong jitterSeed;
  private final TunnelEndpoint tunnel;
  private final CancelScope root;
  private final CancelScope scope;

  /**
   * A transport whose surroundings are given, for tests.
   *
   * @param credentials what every request is signed with
   * @param clock gives the {@code Date} of requests
   * @param sleeper makes the pauses between attempts
   * @param jitterSeed seed of the jitter of these pauses
   */
  public HttpTransport(
      TransportOptions options,
      CredentialSource credentials,
      InstantSource clock,
      Sleeper sleeper,
      long jitterSeed) {
    this.options = options;
    this.signer = new RequestSigner(credentials, options.signing());
    this.door = new HttpDoor(options, signer, clock);
    this.clock = clock;
    this.sleeper = sleeper;
    this.jitterSeed = new AtomicLong(jitterSeed);
    this.tunnel = new TunnelEndpoint(options);
    this.root = CancelScope.create();
    this.scope = root;
  }

  private HttpTransport(HttpTransport other, CancelScope scope) {
    this.options = other.options;
    this.signer = other.signer;
    this.door = other.door;
    this.clock = other.clock;
    this.sleeper = other.sleeper;
    this.jitterSeed = other.jitterSeed;
    this.tunnel = other.tunnel;
    this.root = other.root;
    this.scope = scope;
  }

  /** A transport with the system's clock. */
  public static HttpTransport open(TransportOptions options, CredentialSource credentials) {
    return new HttpTransport(
        options, credentials, InstantSource.system(), Sleeper.SYSTEM, System.nanoTime());
  }

  /** The options that it was opened with. */
  public TransportOptions options() {
    return options;
  }

  /** The clock of this transport, for waits that its users make. */
  public InstantSource clock() {
    return clock;
  }

  /**
   * Sets how long requests of any view wait for the next byte of an answer, from now on; zero for
   * no limit.
   */
  public void setReadTimeout(Duration timeout) {
    door.setReadTimeout(timeout);
  }

  /** Waits in the scope of this view. */
  public void sleep(Duration pause) throws IOException {
    sleeper.sleep(pause, scope);
  }

  /** The scope that the requests of this view run in. */
  public CancelScope scope() {
    return scope;
  }

  /**
   * A view whose requests end when {@code scope} is cancelled; make it a child of {@link #scope}.
   */
  public HttpTransport within(CancelScope narrower) {
    return new HttpTransport(this, narrower);
  }

  /** The view that only {@link #cancelAll()} ends, for requests that must outlive a statement. */
  public HttpTransport outermost() {
    return new HttpTransport(this, root);
  }

  /** Cancels everything that runs in any view. The transport cannot be used after that. */
  public void cancelAll() {
    root.cancel();
  }

  /**
   * Sends a request and reads the whole answer.
   *
   * @throws ServiceException if the status is outside 2xx
   * @throws TransportException if there is no usable answer
   */
  public WireResponse send(WireRequest request) throws IOException {
    return stream(request).readAll();
  }

  /**
   * Sends a request and leaves the body of the answer to be read. Whoever calls closes it.
   *
   * @throws ServiceException if the status is outside 2xx
   * @throws TransportException if there is no usable answer
   */
  public StreamingResponse stream(WireRequest request) throws IOException {
    URI base = baseOf(request.endpoint());
    WireRequest full = completed(request);
    SplittableRandom jitter = new SplittableRandom(jitterSeed.getAndIncrement());
    SecondChances chances = new SecondChances(signer);
    Duration paused = Duration.ZERO;
    for (int attempt = 1; ; attempt++) {
      scope.check();
      IOException error;
      Failure failure;
      boolean bodyLeft;
      try {
        StreamingResponse response = door.open(full, base, scope, new Exchange(full, attempt));
        if (response.head().isSuccess()) {
          return response;
        }
        ServiceException refusal = Refusals.read(response, full.label(), ERROR_BODY_BYTES);
        error = refusal;
        failure = Failure.ofStatus(refusal.status(), refusal.retryAfter());
        bodyLeft = full.body() == null || full.body().repeatable();
        if (bodyLeft && chances.take(refusal, response.head(), clock.instant())) {
          RetryEvent.record(full.label(), attempt, refusal.codeKey(), Duration.ZERO);
          continue;
        }
      } catch (FailedAttempt e) {
        error = e;
        failure = e.failure();
        bodyLeft = e.isBodyLeft();
      }
      Duration pause =
          bodyLeft ? options.retry().pause(full.retry(), failure, attempt, paused, jitter) : null;
      if (pause == null) {
        throw error;
      }
      RetryEvent.record(
          full.label(),
          attempt,
          failure.status() == 0 ? failure.kind().name() : Integer.toString(failure.status()),
          pause);
      sleeper.sleep(pause, scope);
      paused = paused.plus(pause);
    }
  }

  /**
   * Begins a request whose body the caller pushes.
   *
   * @param request without a body
   * @param contentType of the body, which goes out in chunks
   */
  public Upload upload(WireRequest request, String contentType) {
    CancelScope own = scope.child();
    return new Upload(within(own), own, request, contentType);
  }

  /** Cancels what is running and closes all connections. Idempotent. */
  @Override
  public void close() {
    root.cancel();
    door.close();
  }

  private URI baseOf(Endpoint endpoint) throws IOException {
    return switch (endpoint) {
      case CONTROL -> options.controlEndpoint();
      case STORAGE -> tunnel.get(this);
    };
  }

  /** Adds what every request carries. Storage API document, 1.2; control-plane document, 1.2. */
  private WireRequest completed(WireRequest request) {
    Map<String, @Nullable String> query = new LinkedHashMap<>(request.query());
    query.putIfAbsent("curr_project", options.project());
    boolean storage = request.endpoint() == Endpoint.STORAGE;
    if (storage && options.quotaName() != null) {
      query.putIfAbsent("quotaName", requireNonNull(options.quotaName()));
    }
    return new WireRequest(
        request.endpoint(),
        request.method(),
        storage ? List.of("api", "storage", "v" + options.apiVersion()) : request.path(),
        query,
        request.headers(),
        request.body(),
        request.retry(),
        request.label());
  }
}

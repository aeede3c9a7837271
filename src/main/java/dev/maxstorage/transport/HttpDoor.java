package dev.maxstorage.transport;

import dev.maxstorage.transport.RetryPolicy.Failure;
import dev.maxstorage.transport.RetryPolicy.Failure.Kind;
import dev.maxstorage.transport.TransportException.Reach;
import dev.maxstorage.wire.WireHeaders;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.TunnelRefusedException;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes single attempts over a pool of connections: no retries, no redirects, no cookies, no
 * decoding of bodies.
 */
final class HttpDoor implements Closeable {
  private static final int MOST_CONNECTIONS = 1000;
  private static final TimeValue CHECK_IDLE_AFTER = TimeValue.ofMilliseconds(500);

  private final CloseableHttpClient client;
  private final RequestSigner signer;
  private final InstantSource clock;
  private final String userAgent;
  private final @Nullable ProxyServer proxy;
  private volatile RequestConfig requestConfig;

  HttpDoor(TransportOptions options, RequestSigner signer, InstantSource clock) {
    this.signer = signer;
    this.clock = clock;
    this.userAgent = options.userAgent();
    Timeout readTimeout = timeout(options.readTimeout());
    this.requestConfig = requestConfig(readTimeout);
    this.proxy = options.network().proxy();
    this.client = client(options, readTimeout);
  }

  private static CloseableHttpClient client(TransportOptions options, Timeout readTimeout) {
    PoolingHttpClientConnectionManagerBuilder connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .useSystemProperties()
            .setMaxConnTotal(MOST_CONNECTIONS)
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .responseOutOfOrderStrategy(new EarlyAnswers())
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout(options.connectTimeout()))
                    .setSocketTimeout(readTimeout)
                    .setValidateAfterInactivity(CHECK_IDLE_AFTER)
                    .build());
    TrustStore trustStore = options.network().trustStore();
    if (trustStore != null) {
      connections.setTlsSocketStrategy(
          ClientTlsStrategyBuilder.create().setSslContext(trustStore.context()).buildClassic());
    }
    HttpClientBuilder client =
        HttpClients.custom()
            .useSystemProperties()
            .disableContentCompression()
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableDefaultUserAgent()
            .setConnectionManager(connections.build());
    ProxyServer proxy = options.network().proxy();
    return (proxy == null ? client : client.setProxy(hostOf(proxy))).build();
  }

  private static HttpHost hostOf(ProxyServer proxy) {
    return new HttpHost("http", proxy.host(), proxy.port());
  }

  /** What goes to the proxy with each request: its user, without being asked first. */
  private @Nullable HttpClientContext proxyContext() {
    ProxyServer server = proxy;
    if (server == null || server.user() == null || server.password() == null) {
      return null;
    }
    BasicScheme basic = new BasicScheme(StandardCharsets.UTF_8);
    basic.initPreemptive(
        new UsernamePasswordCredentials(server.user(), server.password().toCharArray()));
    HttpClientContext context = HttpClientContext.create();
    context.resetAuthExchange(hostOf(server), basic);
    return context;
  }

  private static RequestConfig requestConfig(Timeout readTimeout) {
    return RequestConfig.custom()
        .setResponseTimeout(readTimeout)
        .setConnectionRequestTimeout(Timeout.ofSeconds(120))
        .build();
  }

  /** Sets how long requests from now on wait for bytes; zero for no limit. */
  void setReadTimeout(Duration timeout) {
    requestConfig = requestConfig(timeout(timeout));
  }

  private static Timeout timeout(Duration duration) {
    return duration.isZero() ? Timeout.DISABLED : Timeout.of(duration);
  }

  /**
   * Sends a request once and waits for the head of the answer, whatever its status.
   *
   * @param base the endpoint
   * @param exchange is over when the answer is read or closed
   * @throws FailedAttempt if there is no answer
   * @throws CancelledException if the scope is cancelled
   */
  StreamingResponse open(WireRequest request, URI base, CancelScope scope, Exchange exchange)
      throws IOException {
    String prefix = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
    URI uri =
        URI.create(
            base.getScheme()
                + "://"
                + base.getRawAuthority()
                + prefix
                + UrlText.path(request.path())
                + UrlText.query(request.query()));
    HttpUriRequestBase http = new HttpUriRequestBase(request.method(), uri);
    http.setConfig(requestConfig);
    Cut cut = new Cut(http);
    headers(request).forEach(http::setHeader);
    RequestEntity entity = null;
    RequestBody body = request.body();
    if (body != null) {
      entity = new RequestEntity(body, cut);
      http.setEntity(entity);
      exchange.sends(entity);
    }
    scope.register(cut);
    ClassicHttpResponse response = null;
    try {
      HttpHost host = new HttpHost(base.getScheme(), base.getHost(), base.getPort());
      response = client.executeOpen(host, http, proxyContext());
      ResponseHead head = head(response);
      exchange.answered(head);
      checkProxy(head, request);
      return new StreamingResponse(head, response, cut, scope, request.label(), exchange);
    } catch (IOException | RuntimeException e) {
      scope.unregister(cut);
      exchange.over(0);
      if (response != null) {
        cut.run();
        closeAfter(e, response);
      }
      throw explained(e, request, base, scope, entity);
    }
  }

  /** Status 407 is the proxy's; the server has seen nothing. */
  private void checkProxy(ResponseHead head, WireRequest request) throws TransportException {
    if (head.status() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
      throw new TransportException(
          request.label()
              + ": the proxy"
              + (proxy == null ? "" : " " + proxy.host() + ":" + proxy.port())
              + " answered 407: it wants another user and password; set proxyUser and"
              + " proxyPassword",
          Reach.NOT_SENT,
          null);
    }
  }

  private Map<String, String> headers(WireRequest request) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>(request.headers());
    headers.put("User-Agent", userAgent);
    headers.put(WireHeaders.USER_AGENT, userAgent);
    RequestBody body = request.body();
    if (body != null) {
      headers.put("Content-Type", body.contentType());
    }
    signer.sign(request, headers, clock.instant());
    return headers;
  }

  private static ResponseHead head(ClassicHttpResponse response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : response.getHeaders()) {
      if (header.getValue() != null) {
        headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
      }
    }
    return new ResponseHead(response.getCode(), headers);
  }

  private static void closeAfter(Exception failure, ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static IOException explained(
      Exception e, WireRequest request, URI base, CancelScope scope, @Nullable RequestEntity entity)
      throws IOException {
    Exception sourceFailure = entity == null ? null : entity.sourceFailure();
    if (sourceFailure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (sourceFailure instanceof IOException checked) {
      throw checked;
    }
    scope.check();
    if (e instanceof TransportException known) {
      return known;
    }
    if (e instanceof CancellationException && Thread.currentThread().isInterrupted()) {
      InterruptedIOException interrupted =
          new InterruptedIOException("Interrupted while waiting for a connection");
      interrupted.initCause(e);
      return interrupted;
    }
    if (e instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    Kind kind = kind(e);
    Reach reach = kind == Kind.NO_ANSWER ? Reach.MAYBE : Reach.NOT_SENT;
    String what = reach == Reach.NOT_SENT ? "no connection to " : "no answer from ";
    String message =
        request.label()
            + ": "
            + what
            + base.getScheme()
            + "://"
            + base.getRawAuthority()
            + ": "
            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    return new FailedAttempt(
        message,
        reach,
        e,
        Failure.of(kind),
        entity == null
            || request.body() == null
            || request.body().repeatable()
            || !entity.isStarted());
  }

  private static Kind kind(Exception e) {
    boolean unreachable =
        e instanceof UnknownHostException
            || e instanceof SSLHandshakeException
            || e instanceof SSLPeerUnverifiedException
            || e instanceof ConnectionRequestTimeoutException
            || e instanceof TunnelRefusedException;
    if (unreachable) {
      return Kind.UNREACHABLE;
    }
    boolean notConnected =
        e instanceof ConnectException
            || e instanceof ConnectTimeoutException
            || e instanceof NoRouteToHostException;
    return notConnected ? Kind.NOT_CONNECTED : Kind.NO_ANSWER;
  }

  /** Closes all connections, also those in use. */
  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  /** An attempt without an answer, with what the retry policy wants to know. */
  static final class FailedAttempt extends TransportException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final boolean bodyLeft;

    FailedAttempt(String message, Reach reach, Throwable cause, Failure failure, boolean bodyLeft) {
      super(message, reach, cause);
      this.failure = failure;
      this.bodyLeft = bodyLeft;
    }

    Failure failure() {
      return failure;
    }

    /** Whether the body can be sent again. */
    boolean isBodyLeft() {
      return bodyLeft;
    }
  }
}

package dev.maxstorage.warehouse;

import dev.maxstorage.wire.WireHeaders;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.io.HttpServerRequestHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.ResponseConnControl;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.http.protocol.ResponseDate;
import org.jspecify.annotations.Nullable;

/**
 * The way of every request: an id, the dispatcher's answer, the answer on the wire, one log line.
 *
 * <p>Source: Storage API document, 1.6.
 */
final class RequestPipeline implements HttpServerRequestHandler {
  private static final System.Logger LOGGER = System.getLogger(RequestPipeline.class.getName());

  private final Dispatcher dispatcher;
  private final RequestIds ids;

  RequestPipeline(Dispatcher dispatcher, RequestIds ids) {
    this.dispatcher = dispatcher;
    this.ids = ids;
  }

  /** The protocol engine that lets requests run through this pipeline. */
  HttpService service() {
    return new HttpService(
        HttpProcessorBuilder.create()
            .add(ResponseDate.INSTANCE)
            .add(ResponseContent.INSTANCE)
            .add(ResponseConnControl.INSTANCE)
            .build(),
        this);
  }

  @Override
  public void handle(ClassicHttpRequest http, ResponseTrigger trigger, HttpContext context)
      throws HttpException, IOException {
    HttpConnection connection = (HttpConnection) context.getAttribute(HttpConnection.ATTRIBUTE);
    connection.busy(true);
    try {
      if (http.containsHeader("Expect")) {
        trigger.sendInformation(new BasicClassicHttpResponse(100));
      }
      serve(request(http), connection, trigger);
    } finally {
      connection.busy(false);
    }
  }

  private Request request(ClassicHttpRequest http) throws HttpException, IOException {
    try {
      return new Request(ids.next(), http);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("Malformed request target: " + e.getMessage());
    }
  }

  private void serve(Request request, HttpConnection connection, ResponseTrigger trigger)
      throws HttpException, IOException {
    long start = System.nanoTime();
    Dispatcher.Outcome outcome = dispatcher.dispatch(request);
    Sink sink = new Sink(outcome.fault(), connection);
    try (Response response = outcome.response()) {
      if (outcome.fault() instanceof Fault.DropAnswer) {
        connection.abort();
        throw new IOException("The fault plan drops the answer of request " + request.id());
      }
      trigger.submitResponse(http(request, response, sink));
    } finally {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      LOGGER.log(
          System.Logger.Level.DEBUG,
          "{0} {1} {2} -> {3}, {4} bytes, {5} ms",
          request.id(),
          request.method(),
          outcome.operation().isEmpty() ? request.rawPath() : outcome.operation(),
          outcome.response().status(),
          sink.bytes(),
          millis);
    }
  }

  private static ClassicHttpResponse http(Request request, Response response, Sink sink) {
    ClassicHttpResponse http = new BasicClassicHttpResponse(response.status());
    http.setHeader(WireHeaders.REQUEST_ID, request.id());
    response.headers().forEach(http::setHeader);
    @Nullable ContentType type =
        response.contentType().isEmpty() ? null : ContentType.parse(response.contentType());
    if (response.body() instanceof Response.Bytes bytes && !sink.hasFault()) {
      sink.count(bytes.bytes().length);
      http.setEntity(new ByteArrayEntity(bytes.bytes(), type));
    } else {
      http.setEntity(new ResponseEntity(response.body(), type, sink));
    }
    return http;
  }
}

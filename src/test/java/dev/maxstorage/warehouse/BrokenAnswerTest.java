package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.junit.jupiter.api.Test;

/**
 * Storage API document, 4.7: after the status was sent, a failure can only break the connection.
 */
class BrokenAnswerTest {
  private static HttpListener serving(Response.Stream body) throws IOException {
    HttpService service =
        new HttpService(
            HttpProcessorBuilder.create().add(ResponseContent.INSTANCE).build(),
            (request, trigger, context) -> {
              HttpConnection connection =
                  (HttpConnection) context.getAttribute(HttpConnection.ATTRIBUTE);
              BasicClassicHttpResponse response = new BasicClassicHttpResponse(200);
              response.setEntity(new ResponseEntity(body, null, new Sink(null, connection)));
              trigger.submitResponse(response);
            });
    HttpListener listener =
        new HttpListener(InetAddress.getLoopbackAddress(), 0, service, Duration.ofSeconds(1));
    listener.start();
    return listener;
  }

  private static byte[] get(HttpListener listener) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + listener.port() + "/");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray())
        .body();
  }

  @Test
  void aBodyThatEndsIsWhole() throws Exception {
    try (HttpListener listener = serving(out -> out.write(new byte[200_000]))) {
      assertThat(get(listener)).hasSize(200_000);
    }
  }

  @Test
  void aBodyThatFailsIsNotEndedProperly() throws Exception {
    for (RuntimeException failure :
        new RuntimeException[] {new IllegalStateException("engine"), new Refusal(400, "x", "y")}) {
      try (HttpListener listener =
          serving(
              out -> {
                out.write(new byte[200_000]);
                throw failure;
              })) {
        assertThatThrownBy(() -> get(listener)).isInstanceOf(IOException.class);
      }
    }
  }
}

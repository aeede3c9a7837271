package dev.maxstorage.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedReply.Fault;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.wire.Action;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UploadTest {
  private static final WireRequest WRITE =
      WireRequest.storage(Action.TABLE_WRITE, new Target.Table("p", "default", "t"));

  private final ScriptedServer server = new ScriptedServer();
  private final HttpTransport transport = TestTransports.open(server);

  @AfterEach
  void close() {
    transport.close();
    server.close();
  }

  @Test
  void pushedBytesArriveAsOneChunkedBody() throws Exception {
    byte[] bytes = new byte[3_000_001];
    new Random(1).nextBytes(bytes);
    server.then(ScriptedReply.json("{\"a\":1}"));
    try (Upload upload = transport.upload(WRITE, WireRequest.OCTETS)) {
      upload.body().write(bytes[0]);
      for (int from = 1; from < bytes.length; from += 70_000) {
        upload.body().write(bytes, from, Math.min(70_000, bytes.length - from));
      }
      assertThat(upload.finish().text()).isEqualTo("{\"a\":1}");
      assertThat(upload.finish().text()).isEqualTo("{\"a\":1}");
      assertThatThrownBy(() -> upload.body().write(1)).hasMessageContaining("ended");
    }
    assertThat(server.onlyRequest().body()).isEqualTo(bytes);
    assertThat(server.onlyRequest().header("Transfer-Encoding")).isEqualTo("chunked");
    assertThat(server.onlyRequest().header("Content-Type")).isEqualTo("application/octet-stream");
  }

  @RepeatedTest(50)
  void givingUpNeverLooksLikeTheEnd() throws Exception {
    server.then(ScriptedReply.json("{}"));
    try (Upload upload = transport.upload(WRITE, WireRequest.OCTETS)) {
      upload.body().write(new byte[1_000_000]);
      upload.close();
      assertThatThrownBy(() -> upload.body().write(new byte[1_000_000]))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(upload::finish).isInstanceOf(IOException.class);
    }
    awaitRequest();
    assertThat(server.onlyRequest().whole()).isFalse();
  }

  @Test
  void anEarlyRefusalIsTheExceptionOfTheWrite() {
    server.then(
        ScriptedReply.of(413, "{\"Code\":\"TooLarge\",\"Message\":\"no\"}")
            .fault(Fault.EARLY_ANSWER));
    try (Upload upload = transport.upload(WRITE, WireRequest.OCTETS)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  upload.body().write(new byte[100_000]);
                }
              })
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("TooLarge");
      assertThatThrownBy(upload::finish).isInstanceOf(ServiceException.class);
    }
  }

  @Test
  void aRefusalAtTheEndIsTheExceptionOfFinish() throws Exception {
    server.then(ScriptedReply.of(409, "{\"Code\":\"InvalidState\",\"Message\":\"closed\"}"));
    try (Upload upload = transport.upload(WRITE, WireRequest.OCTETS)) {
      upload.body().write(new byte[10]);
      assertThatThrownBy(upload::finish)
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("InvalidState");
    }
  }

  @Test
  void aSourceThatFailsOrComesShortBreaksTheRequest() throws Exception {
    server.then(ScriptedReply.json("{}"), ScriptedReply.json("{}"), ScriptedReply.json("{}"));
    assertThatThrownBy(
            () ->
                transport.send(
                    WRITE.body(
                        RequestBody.once(
                            "text/plain",
                            out -> {
                              out.write(new byte[100_000]);
                              throw new IOException("disk");
                            }))))
        .hasMessage("disk");
    assertThatThrownBy(
            () ->
                transport.send(
                    WRITE.body(
                        RequestBody.repeatable("text/plain", 10, out -> out.write(new byte[9])))))
        .hasMessageContaining("9 bytes, not the announced 10");
    awaitRequest();
    assertThat(server.requests()).noneMatch(request -> request.whole());
  }

  private void awaitRequest() {
    while (server.requests().isEmpty()) {
      Thread.onSpinWait();
    }
  }
}

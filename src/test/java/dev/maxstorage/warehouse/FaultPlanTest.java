package dev.maxstorage.warehouse;

import static dev.maxstorage.warehouse.TestWarehouse.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maxstorage.warehouse.TestWarehouse.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static TestWarehouse warehouse;

  @BeforeAll
  static void start() {
    warehouse = TestWarehouse.start();
    warehouse.sql("create table t (n bigint)");
    warehouse.insert("t", "", ArrowBytes.with().range("n", 0, 20_000).bytes());
  }

  @AfterAll
  static void stop() {
    warehouse.close();
  }

  @AfterEach
  void clear() {
    warehouse.faults().clear();
  }

  private static Answer read() {
    return warehouse.read("t", warehouse.readSession("t", "{}")).send();
  }

  @Test
  void aStatusIsAnsweredOnTheRequestCounted() {
    warehouse.faults().on("TableRead").request(2).answer(429, Duration.ofSeconds(3));
    read().ok();
    Answer throttled = read().refused(429, "FlowExceeded");
    assertThat(throttled.header("Retry-After")).isEqualTo("3");
    read().ok();
  }

  @Test
  void everyRequestIsStruckUntilThePlanIsCleared() {
    long before = warehouse.faults().struck();
    warehouse.faults().on("GetProject").everyRequest().answer(503);
    for (int i = 0; i < 3; i++) {
      Answer answer = warehouse.call("GET", "/api/projects/demo").send();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).contains("<Code>ServiceUnavailable</Code>");
    }
    assertThat(warehouse.faults().struck()).isEqualTo(before + 3);
    warehouse.faults().clear();
    warehouse.call("GET", "/api/projects/demo").send().ok();
  }

  @Test
  void aBitIsFlippedWhereAsked() {
    byte[] good = read().ok().bytes();
    warehouse.faults().on("TableRead").request(1).flipBitAt(1000);
    byte[] bad = read().ok().bytes();
    assertThat(bad).hasSameSizeAs(good);
    assertThat(bad[1000]).isEqualTo((byte) (good[1000] ^ 1));
    bad[1000] ^= 1;
    assertThat(bad).isEqualTo(good);
  }

  @Test
  void aCutBodyEndsWithoutTheFinalChunk() throws IOException {
    JsonNode session = warehouse.readSession("t", "{}");
    warehouse.faults().on("TableRead").request(1).cutAfter(1000);
    assertThatThrownBy(() -> warehouse.read("t", session).send())
        .isInstanceOf(UncheckedIOException.class);
    warehouse.read("t", session).send().ok();
  }

  @Test
  void theBytesBeforeACutArrive() throws IOException {
    byte[] whole = rawListOfTables(true);
    byte[] cut = rawListOfTables(false);
    String text = new String(cut, StandardCharsets.UTF_8);
    assertThat(text).contains("Content-Length: ");
    assertThat(text.substring(text.indexOf("\r\n\r\n") + 4)).hasSize(40);
    assertThat(whole.length).isGreaterThan(cut.length);
  }

  /** Everything that the server sends for one request, read from the socket until its end. */
  private static byte[] rawListOfTables(boolean clean) throws IOException {
    if (clean) {
      warehouse.faults().clear();
    } else {
      warehouse.faults().on("ListTables").everyRequest().cutAfter(40);
    }
    String date = dev.maxstorage.wire.Signatures.httpDate(java.time.Instant.now());
    String authorization =
        dev.maxstorage.wire.Signatures.authorizationV2(
            warehouse.server().credentials().accessId(),
            warehouse.server().credentials().accessKey(),
            "GET\n\n\n" + date + "\n/projects/demo/tables");
    try (Socket socket = new Socket("127.0.0.1", warehouse.server().port())) {
      socket
          .getOutputStream()
          .write(
              ("GET /api/projects/demo/tables HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nDate: "
                      + date
                      + "\r\nAuthorization: "
                      + authorization
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      return in.readAllBytes();
    }
  }

  @Test
  void aDroppedAnswerComesAfterTheWork() {
    warehouse.sql("create table dropped (n bigint)");
    String session = warehouse.writeSession("dropped", "{}");
    warehouse.openStream("dropped", session, "s", 1).ok();
    warehouse
        .write("dropped", session, "s", 1, ArrowBytes.with().longs("n", 1L).bytes())
        .send()
        .ok();
    warehouse.closeStream("dropped", session, "s", 1).ok();
    warehouse.faults().on("TableCommitWriteSession").request(1).dropAnswer();
    assertThatThrownBy(() -> warehouse.commit("dropped", session))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(warehouse.rows("dropped")).containsExactly("1");
    warehouse.commit("dropped", session).ok();
    assertThat(warehouse.rows("dropped")).containsExactly("1");
  }

  @Test
  void aStallDelaysTheRestOfTheBody() {
    byte[] good = read().ok().bytes();
    warehouse.faults().on("TableRead").request(1).stallAfter(500, Duration.ofMillis(300));
    long start = System.nanoTime();
    assertThat(read().ok().bytes()).isEqualTo(good);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void aThrottledBodyIsWholeAndTakesItsTime() {
    byte[] good = read().ok().bytes();
    long rate = good.length * 4L;
    warehouse.faults().on("TableRead").request(1).throttle(rate);
    long start = System.nanoTime();
    assertThat(read().ok().bytes()).isEqualTo(good);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(250));
  }

  @Test
  void requestsOfOtherOperationsAreNotCounted() {
    warehouse.faults().on("TablePreview").request(1).answer(500);
    read().ok();
    warehouse
        .action("TablePreview", table("t"))
        .body("{}")
        .send()
        .refused(500, "InternalServerError");
  }

  @Test
  void nonsenseIsRefused() {
    FaultPlan faults = new FaultPlan();
    assertThatIllegalArgumentException().isThrownBy(() -> faults.on("TableRead").request(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.on("TableRead").everyRequest().cutAfter(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.on("TableRead").everyRequest().throttle(0));
  }
}

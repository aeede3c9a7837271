package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maxstorage.wire.Signatures;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many clients at once, and clients that go away. */
class ConcurrencyTest {
  private static final int COMMITS = 10;
  private static final int ROWS = 100;

  private static TestWarehouse warehouse;

  @BeforeAll
  static void start() {
    warehouse = TestWarehouse.start();
  }

  @AfterAll
  static void stop() {
    warehouse.close();
  }

  @Test
  void readersSeeWholeCommitsWhileWritersWrite() throws Exception {
    warehouse.sql("create table busy (a bigint)");
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int writer = 0; writer < 3; writer++) {
      int number = writer;
      tasks.add(
          () -> {
            for (int commit = 0; commit < COMMITS; commit++) {
              long first = (number * COMMITS + commit) * (long) ROWS;
              warehouse.insert("busy", "", ArrowBytes.with().range("a", first, ROWS).bytes());
            }
            return null;
          });
      tasks.add(
          () -> {
            for (int pass = 0; pass < COMMITS; pass++) {
              JsonNode session = warehouse.readSession("busy", "{}");
              byte[] once = warehouse.read("busy", session).send().ok().bytes();
              byte[] again = warehouse.read("busy", session).send().ok().bytes();
              assertThat(again).isEqualTo(once);
              assertThat(ArrowBytes.rows(once))
                  .hasSize(session.path("RecordCount").asInt())
                  .doesNotHaveDuplicates();
              assertThat(session.path("RecordCount").asInt() % ROWS).isZero();
            }
            return null;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      for (Future<Void> task : threads.invokeAll(tasks)) {
        task.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(warehouse.rows("busy")).hasSize(3 * COMMITS * ROWS).doesNotHaveDuplicates();
  }

  @Test
  void aClientThatGoesAwayInsideItsBodyLeavesNothing() throws IOException {
    warehouse.sql("create table gone (a bigint)");
    String session = warehouse.writeSession("gone", "{}");
    warehouse.openStream("gone", session, "s", 1).ok();
    byte[] body = ArrowBytes.with().range("a", 0, 100_000).bytes();
    String query =
        "Action=TableWrite&Count=0&SessionId="
            + session
            + "&StreamId=s&StreamVersion=1&Target="
            + TestWarehouse.table("gone");
    String date = Signatures.httpDate(Instant.now());
    WarehouseCredentials pair = warehouse.server().credentials();
    String authorization =
        Signatures.authorizationV2(
            pair.accessId(), pair.accessKey(), "POST\n\n\n" + date + "\n/api/storage/v2?" + query);
    try (Socket socket = new Socket("127.0.0.1", warehouse.server().port())) {
      OutputStream out = socket.getOutputStream();
      String head =
          "POST /api/storage/v2?"
              + query
              + " HTTP/1.1\r\nHost: 127.0.0.1\r\nDate: "
              + date
              + "\r\nAuthorization: "
              + authorization
              + "\r\nTransfer-Encoding: chunked\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(body, 0, body.length / 2);
      out.flush();
    }
    warehouse.write("gone", session, "s", 1, ArrowBytes.with().longs("a", 7L).bytes()).send().ok();
    warehouse.closeStream("gone", session, "s", 1).ok();
    warehouse.commit("gone", session).ok();
    assertThat(warehouse.rows("gone")).containsExactly("7");
  }

  @Test
  void writeSessionsExpireWithTheirRows() {
    TestWarehouse.ManualClock clock = new TestWarehouse.ManualClock();
    try (TestWarehouse timed =
        TestWarehouse.start(
            WarehouseOptions.inMemory()
                .withClock(clock)
                .withSessionLifetime(Duration.ofMinutes(10)))) {
      timed.sql("create table t (a bigint)");
      String session = timed.writeSession("t", "{}");
      timed.openStream("t", session, "s", 1).ok();
      timed.write("t", session, "s", 1, ArrowBytes.with().longs("a", 7L).bytes()).send().ok();
      clock.advance(Duration.ofMinutes(10));
      timed.closeStream("t", session, "s", 1).refused(404, "NoSuchSession");
      timed.commit("t", session).refused(404, "NoSuchSession");
      assertThat(timed.rows("t")).isEmpty();
    }
  }
}

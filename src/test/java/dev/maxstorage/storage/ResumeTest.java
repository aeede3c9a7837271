package dev.maxstorage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.ArrowBodies;
import dev.maxstorage.testing.ManualClock;
import dev.maxstorage.testing.RecordedRequest;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.RetryPolicy;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.wire.SplitMode;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cuts at every byte, pauses that the server asks for, sessions that would expire. */
@Timeout(180)
class ResumeTest {
  private static final Target.Table TABLE = new Target.Table("p", "default", "t");
  private static final NumberedRows FEW = new NumberedRows(10, 10, 4);

  private final ScriptedServer server = new ScriptedServer();
  private final ManualClock clock = new ManualClock(TestTransports.START);
  private final HttpTransport transport =
      TestTransports.open(
          TestTransports.options(server).withRetry(RetryPolicy.ofRetries(3)), clock);
  private final BufferAllocator allocator = new RootAllocator();
  private final ReadAhead ahead = new ReadAhead(1 << 20);

  @AfterEach
  void close() {
    transport.close();
    server.close();
    allocator.close();
  }

  private List<Long> read(ReadSession session) throws IOException {
    List<Long> values = new ArrayList<>();
    try (ParallelBatches batches =
        session.parallelBatches(
            new ParallelOptions(2, RowOrder.TABLE, ParallelOptions.ALL_ROWS),
            ReadOptions.DEFAULT,
            ahead,
            allocator)) {
      while (batches.next()) {
        values.addAll(ArrowBodies.values(batches.root()));
      }
    }
    return values;
  }

  /** Answers the first request of rows with a spoilt body, the others honestly. */
  private interface Spoilt {
    ScriptedReply of(ScriptedReply whole, int bytes);
  }

  private void cutEverywhere(ReadSession session, Spoilt spoilt) throws IOException {
    int length = ArrowBodies.range(0, FEW.rows(), FEW.batchRows()).length;
    for (int bytes = 0; bytes < length; bytes++) {
      AtomicInteger requests = new AtomicInteger();
      int cut = bytes;
      server.otherwise(
          request ->
              requests.incrementAndGet() == 1
                  ? spoilt.of(FEW.honest(request), cut)
                  : FEW.honest(request));
      assertThat(read(session)).as("cut after %s bytes", bytes).isEqualTo(FEW.all());
    }
  }

  @Test
  void streamIsResumedWhereverItIsCut() throws Exception {
    ReadSession byRows = FEW.byRows(server, transport);
    ReadSession bySize = FEW.bySize(server, transport);
    cutEverywhere(byRows, (whole, bytes) -> whole.cutAfter(bytes));
    cutEverywhere(bySize, (whole, bytes) -> whole.withLength().cutAfter(bytes));
    cutEverywhere(
        bySize, (whole, bytes) -> ScriptedReply.bytes(Arrays.copyOf(whole.body(), bytes)));
  }

  @Test
  void pauseThatTheServerAsksForIsKept() throws Exception {
    ReadSession session = FEW.bySize(server, transport);
    AtomicInteger requests = new AtomicInteger();
    server.otherwise(
        request ->
            switch (requests.incrementAndGet()) {
              case 1 -> FEW.honest(request).cutAfter(600);
              case 2 -> ScriptedReply.of(429, "{}").header("Retry-After", "7");
              case 3 -> ScriptedReply.of(503, "{}").header("Retry-After", "9");
              default -> FEW.honest(request);
            });
    assertThat(read(session)).isEqualTo(FEW.all());
    assertThat(clock.pauses()).contains(Duration.ofSeconds(7), Duration.ofSeconds(9));
  }

  @Test
  void serverThatNeverRecoversIsAnErrorOnceTheBudgetIsSpent() throws Exception {
    ReadSession session = FEW.bySize(server, transport);
    server.otherwise(request -> ScriptedReply.of(503, "{\"Code\":\"ServiceUnavailable\"}"));
    assertThatThrownBy(() -> read(session)).isInstanceOf(ServiceException.class);
    assertThat(server.requests()).hasSize(1 + 4);
  }

  private ReadSession expiring(Duration lifetime) throws IOException {
    server.then(ScriptedReply.json(state(lifetime)));
    return new StorageClient(transport)
        .createReadSession(TABLE, ReadSessionOptions.ALL.withSplits(SplitMode.SIZE, 1 << 20));
  }

  private String state(Duration lifetime) {
    return "{\"SessionId\":\"s\",\"SessionStatus\":\"NORMAL\",\"SplitsCount\":1,"
        + "\"ExpirationTime\":"
        + clock.instant().plus(lifetime).getEpochSecond()
        + "}";
  }

  private List<RecordedRequest> prolongations() {
    return server.requests().stream()
        .filter(request -> request.action().equals("TableGetReadSession"))
        .toList();
  }

  @Test
  void sessionIsProlongedOnceHalfOfItsLifeIsOver() throws Exception {
    ReadSession session = expiring(Duration.ofMinutes(10));
    NumberedRows rows = new NumberedRows(100, 100, 10);
    server.otherwise(
        request ->
            request.action().equals("TableRead")
                ? rows.honest(request)
                : ScriptedReply.json(state(Duration.ofMinutes(10))));
    List<Long> values = new ArrayList<>();
    try (ParallelBatches batches =
        session.parallelBatches(
            new ParallelOptions(1, RowOrder.TABLE, ParallelOptions.ALL_ROWS),
            ReadOptions.DEFAULT,
            new ReadAhead(1), // so that each batch is read only when it is asked for
            allocator)) {
      while (batches.next()) {
        values.addAll(ArrowBodies.values(batches.root()));
        clock.advance(Duration.ofMinutes(3));
      }
    }
    assertThat(values).isEqualTo(rows.all());
    assertThat(prolongations()).hasSizeBetween(3, 6);
    assertThat(prolongations())
        .allSatisfy(request -> assertThat(request.parameter("session_refresh")).isEqualTo("true"));
  }

  @Test
  void sessionThatIsGoneIsRevivedOnceAndReadOn() throws Exception {
    ReadSession session = FEW.bySize(server, transport);
    AtomicInteger reads = new AtomicInteger();
    server.otherwise(
        request -> {
          if (!request.action().equals("TableRead")) {
            return ScriptedReply.json(state(Duration.ofHours(1)));
          }
          return switch (reads.incrementAndGet()) {
            case 1 -> FEW.honest(request).cutAfter(600);
            case 2 -> ScriptedReply.of(404, "{\"Code\":\"NoSuchSession\",\"Message\":\"gone\"}");
            default -> FEW.honest(request);
          };
        });
    assertThat(read(session)).isEqualTo(FEW.all());
    assertThat(prolongations()).hasSize(1);
  }

  @Test
  void sessionThatCannotBeProlongedIsReadOnAsLongAsItGoes() throws Exception {
    ReadSession session = expiring(Duration.ofMinutes(10));
    server.otherwise(
        request ->
            request.action().equals("TableRead")
                ? FEW.honest(request)
                : ScriptedReply.of(400, "{\"Code\":\"InvalidParameter\",\"Message\":\"no\"}"));
    clock.advance(Duration.ofMinutes(9));
    assertThat(read(session)).isEqualTo(FEW.all());
    assertThat(prolongations()).hasSize(1);
  }
}

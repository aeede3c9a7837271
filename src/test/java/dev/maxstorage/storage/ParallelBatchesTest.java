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
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several splits at once: every row once, bounded, and over at once when it is closed. */
@Timeout(60)
class ParallelBatchesTest {
  private static final NumberedRows NUMBERS = new NumberedRows(200_000, 30_000, 1000);
  private static final ReadOptions OPTIONS = ReadOptions.DEFAULT;

  private final ScriptedServer server = new ScriptedServer();
  private final ManualClock clock = new ManualClock(TestTransports.START);
  private final HttpTransport transport =
      TestTransports.open(
          TestTransports.options(server).withRetry(RetryPolicy.ofRetries(20)), clock);
  private final BufferAllocator allocator = new RootAllocator();
  private final ReadAhead ahead = new ReadAhead(4 << 20);

  @AfterEach
  void close() {
    transport.close();
    server.close();
    allocator.close();
    assertThat(ahead.heldBytes()).isZero();
  }

  private ReadSession byRows() throws IOException {
    return NUMBERS.byRows(server, transport);
  }

  private ReadSession bySize() throws IOException {
    return NUMBERS.bySize(server, transport);
  }

  private ParallelBatches open(ReadSession session, RowOrder order, long wantedRows) {
    return session.parallelBatches(
        new ParallelOptions(4, order, wantedRows), OPTIONS, ahead, allocator);
  }

  private ParallelBatches open(ReadSession session) {
    return open(session, RowOrder.TABLE, ParallelOptions.ALL_ROWS);
  }

  private static List<Long> drain(ParallelBatches batches) throws IOException {
    List<Long> values = new ArrayList<>();
    VectorSchemaRoot root = batches.root();
    while (batches.next()) {
      assertThat(batches.root()).isSameAs(root);
      values.addAll(ArrowBodies.values(root));
    }
    return values;
  }

  private List<RecordedRequest> reads() {
    return server.requests().stream().filter(r -> r.action().equals("TableRead")).toList();
  }

  @Test
  void rowsComeInTableOrder() throws Exception {
    server.otherwise(NUMBERS::honest);
    for (ReadSession session : List.of(byRows(), bySize())) {
      try (ParallelBatches batches = open(session)) {
        assertThat(drain(batches)).isEqualTo(NUMBERS.all());
        assertThat(batches.next()).isFalse();
        assertThat(batches.progress().rows()).isEqualTo(NUMBERS.rows());
        assertThat(batches.progress().bytes()).isGreaterThan(8 * NUMBERS.rows());
      }
    }
  }

  @Test
  void inAnyOrderEveryRowComesOnce() throws Exception {
    server.otherwise(NUMBERS::honest);
    for (ReadSession session : List.of(byRows(), bySize())) {
      try (ParallelBatches batches = open(session, RowOrder.ANY, ParallelOptions.ALL_ROWS)) {
        List<Long> values = drain(batches);
        assertThat(values).hasSize((int) NUMBERS.rows());
        assertThat(new HashSet<>(values)).hasSize((int) NUMBERS.rows());
      }
    }
  }

  @Test
  void totalIsKnownWhereRowsHaveNumbers() throws Exception {
    try (ParallelBatches rows = open(byRows());
        ParallelBatches few = open(byRows(), RowOrder.TABLE, 10);
        ParallelBatches sizes = open(bySize())) {
      assertThat(rows.progress().totalRows()).isEqualTo(NUMBERS.rows());
      assertThat(few.progress().totalRows()).isEqualTo(10);
      assertThat(sizes.progress().totalRows()).isEqualTo(ReadProgress.UNKNOWN);
    }
    assertThat(reads()).isEmpty();
  }

  @Test
  void rangesStartSmallAndGrow() throws Exception {
    server.otherwise(NUMBERS::honest);
    try (ParallelBatches batches = open(byRows())) {
      assertThat(drain(batches)).hasSize((int) NUMBERS.rows());
    }
    assertThat(reads().get(0).parameter("Offset")).isEqualTo("0");
    assertThat(reads().get(0).parameter("Count")).isEqualTo("16384");
    assertThat(reads()).hasSizeBetween(4, 13);
  }

  @Test
  void noMoreRowsAreAskedForThanWanted() throws Exception {
    server.otherwise(NUMBERS::honest);
    try (ParallelBatches batches = open(byRows(), RowOrder.TABLE, 5)) {
      assertThat(drain(batches)).containsExactly(0L, 1L, 2L, 3L, 4L);
    }
    assertThat(reads()).hasSize(1);
  }

  @Test
  void whereRowsHaveNoNumbersAWantedNumberBeginsWithOneStream() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    server.otherwise(
        request ->
            "0".equals(request.parameter("Index"))
                ? NUMBERS.honest(request)
                : NUMBERS.honest(request).after(never));
    try (ParallelBatches batches = open(bySize(), RowOrder.TABLE, 5)) {
      assertThat(batches.next()).isTrue();
      assertThat(reads()).hasSizeBetween(1, 2); // the stream may have gone on to the next split
    }
  }

  @Test
  void emptySessionHasColumnsAndNoRows() throws Exception {
    server.then(
        ScriptedReply.json(
            "{\"SessionId\":\"s\",\"SessionStatus\":\"NORMAL\",\"SplitsCount\":0,\"DataSchema\":"
                + "{\"DataColumns\":[{\"Name\":\"a\",\"Type\":\"bigint\"}]}}"));
    ReadSession session =
        new StorageClient(transport)
            .createReadSession(
                new dev.maxstorage.wire.Target.Table("p", "default", "t"), ReadSessionOptions.ALL);
    try (ParallelBatches batches = open(session)) {
      assertThat(batches.root().getSchema()).isEqualTo(ArrowBodies.SCHEMA);
      assertThat(batches.next()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(RowOrder.class)
  void streamsThatBreakAnywhereAreResumed(RowOrder order) throws Exception {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      server.otherwise(
          request -> {
            ScriptedReply whole = NUMBERS.honest(request);
            int length = whole.body().length;
            synchronized (random) {
              return switch (random.nextInt(6)) {
                case 0 -> whole.cutAfter(random.nextInt(length + 1));
                case 1 -> whole.withLength().cutAfter(random.nextInt(length));
                case 2 -> ScriptedReply.bytes(Arrays.copyOf(whole.body(), random.nextInt(length)));
                default -> whole;
              };
            }
          });
      try (ParallelBatches batches =
          open(seed % 2 == 0 ? byRows() : bySize(), order, ParallelOptions.ALL_ROWS)) {
        List<Long> values = drain(batches);
        if (order == RowOrder.ANY) {
          values.sort(null);
        }
        assertThat(values).as("seed %s", seed).isEqualTo(NUMBERS.all());
      }
    }
  }

  @Test
  void rowsBeforeAFailureComeAndThenTheFailure() throws Exception {
    server.otherwise(
        request ->
            "2".equals(request.parameter("Index"))
                ? ScriptedReply.of(403, "{\"Code\":\"NoPermission\",\"Message\":\"no\"}")
                : NUMBERS.honest(request));
    List<Long> values = new ArrayList<>();
    try (ParallelBatches batches = open(bySize())) {
      assertThatThrownBy(
              () -> {
                while (batches.next()) {
                  values.addAll(ArrowBodies.values(batches.root()));
                }
              })
          .isInstanceOf(ServiceException.class);
      assertThatThrownBy(batches::next).isInstanceOf(IOException.class);
    }
    assertThat(values).isEqualTo(NUMBERS.all().subList(0, 60_000));
  }

  @Test
  void sourceWhoseCallerStoppedLeavesRoomForOthers() throws Exception {
    List<ReadSession> sessions = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      sessions.add(i % 2 == 0 ? byRows() : bySize());
    }
    server.otherwise(NUMBERS::honest);
    List<ParallelBatches> idle = new ArrayList<>();
    for (ReadSession session : sessions.subList(1, 7)) {
      ParallelBatches batches = open(session);
      assertThat(batches.next()).isTrue();
      assertThat(batches.next()).isTrue();
      idle.add(batches);
    }
    try (ParallelBatches busy = open(sessions.get(0))) {
      assertThat(drain(busy)).isEqualTo(NUMBERS.all());
    }
    long largestBatchBytes = 64 << 10;
    assertThat(ahead.heldBytes())
        .isLessThanOrEqualTo(ahead.capacityBytes() + 7 * 4 * largestBatchBytes);
    for (ParallelBatches batches : idle) {
      assertThat(drain(batches)).hasSize((int) NUMBERS.rows() - 2000);
      batches.close();
    }
  }

  @Test
  void smallestBudgetStillReadsEverything() throws Exception {
    server.otherwise(NUMBERS::honest);
    ReadAhead tiny = new ReadAhead(1);
    for (RowOrder order : RowOrder.values()) {
      try (ParallelBatches batches =
          bySize()
              .parallelBatches(
                  new ParallelOptions(4, order, ParallelOptions.ALL_ROWS),
                  OPTIONS,
                  tiny,
                  allocator)) {
        assertThat(drain(batches)).hasSize((int) NUMBERS.rows());
      }
    }
    assertThat(tiny.heldBytes()).isZero();
  }

  @Test
  void stopFromAnotherThreadEndsABlockedNext() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    ReadSession session = byRows();
    server.otherwise(
        request -> {
          asked.countDown();
          return NUMBERS.honest(request).after(never);
        });
    ParallelBatches batches = open(session);
    FutureTask<Boolean> next = new FutureTask<>(batches::next);
    new Thread(next).start();
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    batches.stop();
    assertThatThrownBy(() -> next.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    batches.close();
    never.countDown();
    assertThat(threads()).isEmpty();
  }

  @Test
  void closingEarlyEndsAllThreads() throws Exception {
    ReadSession session = byRows();
    server.otherwise(NUMBERS::honest);
    for (int taken = 0; taken < 20; taken++) {
      try (ParallelBatches batches = open(session)) {
        for (int i = 0; i < taken; i++) {
          assertThat(batches.next()).isTrue();
        }
      }
      assertThat(threads()).isEmpty();
      assertThat(allocator.getAllocatedMemory()).isZero();
      assertThat(ahead.heldBytes()).isZero();
    }
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("maxstorage-read-"))
        .toList();
  }
}

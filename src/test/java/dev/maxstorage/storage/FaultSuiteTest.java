package dev.maxstorage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.ManualClock;
import dev.maxstorage.transport.AccessKey;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.RetryPolicy;
import dev.maxstorage.transport.Sleeper;
import dev.maxstorage.transport.TransportOptions;
import dev.maxstorage.warehouse.FaultPlan;
import dev.maxstorage.warehouse.WarehouseCredentials;
import dev.maxstorage.warehouse.WarehouseOptions;
import dev.maxstorage.warehouse.WarehouseServer;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.SplitMode;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Scans of a warehouse that breaks in every way, seeded: the exact rows in order, or an error once
 * the budget is spent.
 */
class FaultSuiteTest {
  private static final Target.Table TABLE = new Target.Table("demo", "default", "numbered");
  private static final int ROWS = 60_000;
  private static final int STREAM_BYTES = 700_000;

  /** Far more than the faults of one run, so that a run with an end of faults must succeed. */
  private static final int RETRIES = 15;

  @AutoClose private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private final FaultPlan faults = DATABASE.faults();
  private final BufferAllocator allocator = new RootAllocator();

  @BeforeAll
  static void fill() throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      fill(connection, ROWS);
    }
  }

  private static void fill(Connection connection, int rows) throws SQLException {
    EmbeddedDatabase.run(connection, "create table numbered (id bigint, text string)");
    try (PreparedStatement insert =
        connection.prepareStatement("insert into numbered values (?, ?)")) {
      for (int id = 0; id < rows; id++) {
        insert.setLong(1, id);
        insert.setString(2, text(id));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static String text(long id) {
    return id % 7 == 0 ? "" : "row " + id * 31;
  }

  @AfterEach
  void close() {
    faults.clear();
    allocator.close();
  }

  @Test
  @Timeout(120)
  void aHundredRuns() throws Exception {
    run(1, 100);
  }

  @Test
  @Tag("long")
  @Timeout(1800)
  void twoThousandRuns() throws Exception {
    run(101, 2100);
  }

  private void run(int firstSeed, int lastSeed) throws Exception {
    TransportOptions options =
        TransportOptions.of(DATABASE.server().endpoint(), "demo")
            .withTimeouts(Duration.ofSeconds(10), Duration.ofMillis(300))
            .withRetry(RetryPolicy.ofRetries(RETRIES));
    Sleeper impatient = (pause, scope) -> scope.check();
    WarehouseCredentials pair = DATABASE.server().credentials();
    try (HttpTransport transport =
        new HttpTransport(
            options,
            AccessKey.of(pair.accessId(), pair.accessKey()),
            InstantSource.system(),
            impatient,
            1)) {
      for (int seed = firstSeed; seed <= lastSeed; seed++) {
        Random random = new Random(seed);
        boolean hopeless = random.nextInt(12) == 0;
        faults.clear();
        if (hopeless) {
          breakForGood(random);
        } else {
          breakSometimes(random);
        }
        String name = "seed " + seed;
        if (hopeless) {
          assertThatThrownBy(() -> scan(transport, random, name))
              .as(name)
              .isInstanceOf(IOException.class);
        } else {
          assertThat(scan(transport, random, name)).as(name).isEqualTo(ROWS);
        }
        assertThat(allocator.getAllocatedMemory()).as(name).isZero();
      }
    }
  }

  private void breakSometimes(Random random) {
    int count = random.nextInt(7);
    for (int i = 0; i < count; i++) {
      FaultPlan.Strike strike = faults.on("TableRead").request(1 + random.nextInt(8));
      switch (random.nextInt(random.nextInt(4) == 0 ? 7 : 6)) {
        case 0, 1 -> strike.cutAfter(random.nextInt(STREAM_BYTES));
        case 2 -> strike.answer(429, Duration.ofSeconds(random.nextInt(3)));
        case 3 -> strike.answer(500);
        case 4 -> strike.answer(503, Duration.ofSeconds(1));
        case 5 -> strike.dropAnswer();
        default -> strike.stallAfter(random.nextInt(STREAM_BYTES), Duration.ofMillis(900));
      }
    }
    if (random.nextInt(4) == 0) {
      faults.on("TableCreateReadSession").request(1).answer(503);
    }
  }

  private void breakForGood(Random random) {
    FaultPlan.Strike strike = faults.on("TableRead").everyRequest();
    switch (random.nextInt(4)) {
      case 0 -> strike.cutAfter(random.nextInt(1_000)); // before the end of the first batch
      case 1 -> strike.answer(429);
      case 2 -> strike.answer(503);
      default -> strike.dropAnswer();
    }
  }

  /** Reads everything in a way that the seed chooses, and checks row after row. */
  private long scan(HttpTransport transport, Random random, String name) throws IOException {
    ReadSessionOptions session =
        random.nextBoolean()
            ? ReadSessionOptions.ALL.withSplits(SplitMode.ROW_OFFSET, 1 << 20)
            : ReadSessionOptions.ALL.withSplits(SplitMode.SIZE, 100_000 + random.nextInt(400_000));
    ReadOptions reading =
        ReadOptions.DEFAULT
            .withMaxBatchRows(200 + random.nextInt(3_000))
            .withCompression(Compression.values()[random.nextInt(Compression.values().length)]);
    ReadAhead ahead = new ReadAhead(1L << (10 + random.nextInt(13)));
    long next = 0;
    try (ParallelBatches batches =
        new StorageClient(transport)
            .createReadSession(TABLE, session)
            .parallelBatches(
                new ParallelOptions(
                    1 + random.nextInt(6), RowOrder.TABLE, ParallelOptions.ALL_ROWS),
                reading,
                ahead,
                allocator)) {
      while (batches.next()) {
        VectorSchemaRoot root = batches.root();
        BigIntVector ids = (BigIntVector) root.getVector(0);
        VarCharVector texts = (VarCharVector) root.getVector(1);
        for (int row = 0; row < root.getRowCount(); row++) {
          String text = new String(texts.get(row), StandardCharsets.UTF_8);
          if (ids.get(row) != next || !text.equals(text(next))) {
            throw new AssertionError(
                name + ": row " + next + " is " + ids.get(row) + ", '" + text + "'");
          }
          next++;
        }
      }
    }
    assertThat(ahead.heldBytes()).as(name).isZero();
    return next;
  }

  @Test
  @Timeout(60)
  void scanThatIsLongerThanTheLifeOfItsSessionGoesOn() throws Exception {
    ManualClock clock = new ManualClock(InstantSource.system().instant());
    Duration lifetime = Duration.ofMinutes(10);
    try (WarehouseServer server =
            WarehouseServer.start(
                WarehouseOptions.inMemory()
                    .withProjects("demo")
                    .withSessionLifetime(lifetime)
                    .withClock(clock));
        HttpTransport transport =
            new HttpTransport(
                TransportOptions.of(server.endpoint(), "demo").withRetry(RetryPolicy.ofRetries(3)),
                AccessKey.of(server.credentials().accessId(), server.credentials().accessKey()),
                clock,
                clock,
                1)) {
      StorageClient client = new StorageClient(transport);
      try (Connection connection =
          DriverManager.getConnection(
              "jdbc:maxstorage:"
                  + server.endpoint()
                  + "?project=demo&accessId="
                  + server.credentials().accessId()
                  + "&accessKey="
                  + server.credentials().accessKey())) {
        fill(connection, 1_000);
      }
      server.faults().on("TableRead").request(1).cutAfter(6_000);
      long rows = 0;
      try (ParallelBatches batches =
          client
              .createReadSession(TABLE, ReadSessionOptions.ALL)
              .parallelBatches(
                  new ParallelOptions(1, RowOrder.TABLE, ParallelOptions.ALL_ROWS),
                  ReadOptions.DEFAULT.withMaxBatchRows(50),
                  new ReadAhead(1),
                  allocator)) {
        while (batches.next()) {
          rows += batches.root().getRowCount();
          clock.advance(Duration.ofMinutes(4));
        }
      }
      assertThat(rows).isEqualTo(1_000);
      assertThat(server.faults().struck()).isEqualTo(1);
    }
  }
}

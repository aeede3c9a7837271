package dev.maxstorage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.ManualClock;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.transport.AccessKey;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.RetryPolicy;
import dev.maxstorage.transport.TransportOptions;
import dev.maxstorage.warehouse.TestSwitches.AccessTokens;
import dev.maxstorage.warehouse.WarehouseCredentials;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Write sessions under {@link Mishaps}: whatever happens, the table has each row of a transaction
 * once, or none of them and the caller an exception. A schedule is its seed; {@code
 * -Dmaxstorage.seed=N} runs that one alone and prints what happened.
 */
class ExactlyOnceTest {
  private static final String PROJECT = "demo";
  private static final Target.Table TABLE = new Target.Table(PROJECT, "default", "t");
  private static final WarehouseCredentials KEYS = new WarehouseCredentials("tester", "secret");
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.nullable("schedule", new ArrowType.Int(64, true)),
              Field.nullable("id", new ArrowType.Int(64, true))));

  @TempDir Path directory;

  /** What the caller was told. */
  private enum Told {
    COMMITTED,
    UNKNOWN,
    FAILED,
    ROLLED_BACK
  }

  /** What a schedule wrote, and what the caller knows of it. */
  private record Outcome(Told told, int rows, List<String> history) {}

  @Test
  @Timeout(300)
  void threeHundredSchedules() throws Exception {
    Long only = Long.getLong("maxstorage.seed");
    if (only == null) {
      check(1, 300);
    } else {
      check(only, 1);
    }
  }

  @Test
  @Tag("long")
  void fiveThousandSchedules() throws Exception {
    check(1_000_000, 5_000);
  }

  private void check(long firstSeed, int count) throws Exception {
    Map<Long, Outcome> outcomes = new HashMap<>();
    Map<Long, long[]> found;
    try (RestartedServer server = new RestartedServer(directory, KEYS, PROJECT)) {
      try (Connection connection = connect(server.endpoint())) {
        EmbeddedDatabase.run(connection, "create table t (schedule bigint, id bigint)");
      }
      for (long seed = firstSeed; seed < firstSeed + count; seed++) {
        outcomes.put(seed, run(server, seed));
      }
      found = rows(server);
    }
    outcomes.forEach((seed, outcome) -> check(seed, outcome, found.get(seed)));
    if (count > 1) {
      checkThatAllOutcomesHappened(outcomes);
    }
  }

  private static Connection connect(URI endpoint) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:maxstorage:" + endpoint + "?project=" + PROJECT, KEYS.accessId(), KEYS.accessKey());
  }

  /** Number of rows and number of different rows, by schedule. */
  private static Map<Long, long[]> rows(RestartedServer server) throws SQLException {
    Map<Long, long[]> found = new HashMap<>();
    try (Connection connection = connect(server.endpoint())) {
      for (List<Object> row :
          EmbeddedDatabase.rows(
              connection,
              "select schedule, count(*), count(distinct id), max(id) from t group by schedule")) {
        found.put(
            (Long) row.get(0),
            new long[] {(Long) row.get(1), (Long) row.get(2), (Long) row.get(3)});
      }
    }
    return found;
  }

  private static void check(long seed, Outcome outcome, long[] found) {
    String schedule =
        "schedule " + seed + " (-Dmaxstorage.seed=" + seed + "): " + outcome.history();
    boolean all = outcome.told() == Told.COMMITTED;
    boolean none = outcome.told() == Told.FAILED || outcome.told() == Told.ROLLED_BACK;
    if (found == null) {
      assertThat(outcome.told()).as(schedule).isNotEqualTo(Told.COMMITTED);
    } else {
      assertThat(none).as(schedule).isFalse();
      assertThat(found)
          .as(schedule)
          .containsExactly(outcome.rows(), outcome.rows(), outcome.rows() - 1L);
    }
    assertThat(all && found == null).as(schedule).isFalse();
  }

  /** Schedules that all end alike would prove nothing. */
  private static void checkThatAllOutcomesHappened(Map<Long, Outcome> outcomes) {
    Map<Told, Integer> numbers = new EnumMap<>(Told.class);
    outcomes.values().forEach(outcome -> numbers.merge(outcome.told(), 1, Integer::sum));
    assertThat(numbers).containsOnlyKeys(Told.values());
    assertThat(numbers.get(Told.COMMITTED)).isGreaterThan(outcomes.size() / 4);
    String all = outcomes.values().toString();
    assertThat(Mishaps.Mishap.values()).allMatch(mishap -> all.contains(mishap.name()));
  }

  private static Outcome run(RestartedServer server, long seed) throws IOException {
    Random random = new Random(~seed);
    AccessTokens tokens = random.nextInt(3) == 0 ? AccessTokens.OMIT : AccessTokens.CHECK;
    server.set(tokens);
    Mishaps mishaps = new Mishaps(server, seed, tokens == AccessTokens.CHECK);
    try (ScriptedServer proxy = new ScriptedServer().otherwise(mishaps::answer);
        HttpTransport transport = transport(proxy);
        BufferAllocator allocator = new RootAllocator()) {
      Writer writer = new Writer(transport, allocator, random, seed);
      Told told = writer.run();
      if (Long.getLong("maxstorage.seed") != null) {
        System.out.println(told + " " + mishaps.history());
      }
      return new Outcome(told, writer.rows, mishaps.history());
    }
  }

  private static HttpTransport transport(ScriptedServer proxy) {
    ManualClock clock = new ManualClock(Instant.now());
    return new HttpTransport(
        TransportOptions.of(URI.create(proxy.uri() + "/api"), PROJECT)
            .withTunnelEndpoint(proxy.uri())
            .withApiVersion("3")
            .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(20))
            .withRetry(RetryPolicy.ofRetries(4)),
        new AccessKey(KEYS.accessId(), KEYS.accessKey(), null),
        clock,
        clock,
        1);
  }

  /** Writes one transaction of some batches, some of which it takes back. */
  private static final class Writer {
    private final HttpTransport transport;
    private final BufferAllocator allocator;
    private final Random random;
    private final long seed;
    private int rows;

    Writer(HttpTransport transport, BufferAllocator allocator, Random random, long seed) {
      this.transport = transport;
      this.allocator = allocator;
      this.random = random;
      this.seed = seed;
    }

    Told run() {
      try (WriteSession session =
          new StorageClient(transport).createWriteSession(TABLE, WriteSessionOptions.BATCH)) {
        for (int upload = 0; upload <= random.nextInt(2); upload++) {
          write(session, upload);
        }
        if (random.nextInt(10) == 0) {
          session.abort();
          return Told.ROLLED_BACK;
        }
        session.commit();
        return Told.COMMITTED;
      } catch (CommitOutcomeUnknownException e) {
        return Told.UNKNOWN;
      } catch (IOException e) {
        return Told.FAILED;
      }
    }

    private void write(WriteSession session, int number) throws IOException {
      boolean takenBack = random.nextInt(6) == 0;
      try (TableUpload upload =
          session.openUpload("u" + number, SCHEMA, Compression.NONE, 1, allocator)) {
        int first = rows;
        int batches = 1 + random.nextInt(3);
        for (int batch = 0; batch < batches; batch++) {
          first = add(upload, first, 1 + random.nextInt(30));
          if (random.nextBoolean()) {
            upload.flush();
          }
        }
        if (takenBack && rows > 0) {
          upload.discard();
        } else {
          upload.finish();
          rows = first;
        }
      }
    }

    private int add(TableUpload upload, int first, int count) throws IOException {
      try (VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator)) {
        for (int row = 0; row < count; row++) {
          ((BigIntVector) root.getVector(0)).setSafe(row, seed);
          ((BigIntVector) root.getVector(1)).setSafe(row, first + row);
        }
        root.setRowCount(count);
        upload.add(new VectorUnloader(root).getRecordBatch());
      }
      return first + count;
    }
  }
}

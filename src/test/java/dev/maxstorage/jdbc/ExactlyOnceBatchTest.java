package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.storage.Mishaps;
import dev.maxstorage.storage.RestartedServer;
import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.warehouse.TestSwitches.AccessTokens;
import dev.maxstorage.warehouse.WarehouseCredentials;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batch inserts over JDBC under {@link Mishaps}, with auto-commit and in transactions, small ones
 * and ones that threads send: each transaction's rows are there once, or none and the caller has an
 * exception. A schedule is its seed; {@code -Dmaxstorage.seed=N} runs that one alone. Requests of
 * the Storage API go through the mishaps, those of the control plane do not.
 */
class ExactlyOnceBatchTest {
  private static final WarehouseCredentials KEYS = new WarehouseCredentials("tester", "secret");

  /** Makes a batch of {@link #LARGE} rows more than a thread's share of bytes. */
  private static final String LONG_TEXT = "x".repeat(400);

  private static final int LARGE = 13_000;

  @TempDir Path directory;

  /** What the caller was told of a transaction. */
  private enum Told {
    COMMITTED,
    UNKNOWN,
    FAILED,
    ROLLED_BACK
  }

  /** One transaction: how many rows it has, and what became of it. */
  private record Outcome(Told told, int rows, String schedule) {}

  private final Map<Long, Outcome> outcomes = new LinkedHashMap<>();
  private final List<String> histories = new ArrayList<>();
  private long transactions;

  @Test
  @Timeout(300)
  void thirtySchedules() throws Exception {
    Long only = Long.getLong("maxstorage.seed");
    check(only == null ? 1 : only, only == null ? 30 : 1);
  }

  @Test
  @Tag("long")
  void fiveHundredSchedules() throws Exception {
    check(1_000, 500);
  }

  private void check(long firstSeed, int count) throws Exception {
    Map<Long, List<Object>> found = new LinkedHashMap<>();
    try (RestartedServer server = new RestartedServer(directory, KEYS, "demo")) {
      try (Connection direct = connect(server, "")) {
        EmbeddedDatabase.run(direct, "create table t (tx bigint, id bigint, text string)");
      }
      for (long seed = firstSeed; seed < firstSeed + count; seed++) {
        run(server, seed);
      }
      try (Connection direct = connect(server, "")) {
        EmbeddedDatabase.rows(
                direct, "select tx, count(*), count(distinct id), max(id) from t group by tx")
            .forEach(row -> found.put((Long) row.get(0), row.subList(1, 4)));
      }
    }
    assertThat(outcomes.keySet()).containsAll(found.keySet());
    outcomes.forEach((tx, outcome) -> check(outcome, found.get(tx)));
    if (count > 1) {
      checkThatAllOutcomesHappened();
    }
  }

  private static void check(Outcome outcome, List<Object> found) {
    if (found == null) {
      assertThat(outcome.told()).as(outcome.schedule()).isNotEqualTo(Told.COMMITTED);
    } else {
      assertThat(outcome.told()).as(outcome.schedule()).isIn(Told.COMMITTED, Told.UNKNOWN);
      long rows = outcome.rows();
      assertThat(found).as(outcome.schedule()).containsExactly(rows, rows, rows - 1);
    }
  }

  /** Schedules that all end alike would prove nothing. */
  private void checkThatAllOutcomesHappened() {
    Map<Told, Integer> numbers = new EnumMap<>(Told.class);
    outcomes.values().forEach(outcome -> numbers.merge(outcome.told(), 1, Integer::sum));
    assertThat(numbers).containsKeys(Told.COMMITTED, Told.FAILED, Told.ROLLED_BACK);
    assertThat(numbers.get(Told.COMMITTED)).isGreaterThan(outcomes.size() / 4);
    assertThat(Mishaps.Mishap.values())
        .allMatch(mishap -> histories.stream().anyMatch(all -> all.contains(mishap.name())));
  }

  private static Connection connect(RestartedServer server, String properties) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:maxstorage:" + server.endpoint() + "?project=demo" + properties,
        KEYS.accessId(),
        KEYS.accessKey());
  }

  private void run(RestartedServer server, long seed) throws Exception {
    Random random = new Random(~seed);
    AccessTokens tokens = random.nextInt(3) == 0 ? AccessTokens.OMIT : AccessTokens.CHECK;
    server.set(tokens);
    Mishaps mishaps = new Mishaps(server, seed, tokens == AccessTokens.CHECK);
    String name = "schedule " + seed + " (-Dmaxstorage.seed=" + seed + ")";
    try (ScriptedServer proxy = new ScriptedServer().otherwise(mishaps::answer);
        Connection connection =
            connect(
                server,
                "&apiVersion=3&retryTime=2&readTimeout=20&writeStreams=2&tunnelEndpoint="
                    + proxy.uri())) {
      int more = 1 + random.nextInt(2);
      for (int i = 0; i < more; i++) {
        long tx = ++transactions;
        Outcome outcome = transaction(connection, random, tx, name);
        outcomes.put(tx, outcome);
        if (Long.getLong("maxstorage.seed") != null) {
          System.out.println(outcome + " " + mishaps.history());
        }
      }
    } catch (SQLException e) {
      assertThat(mishaps.history().toString()).as(name + ": " + e).contains("RESTART");
    }
    histories.add(mishaps.history().toString());
  }

  private static Outcome transaction(Connection connection, Random random, long tx, String name)
      throws SQLException {
    boolean autoCommit = random.nextBoolean();
    boolean large = random.nextInt(6) == 0;
    boolean rollsBack = !autoCommit && random.nextInt(5) == 0;
    int batches = autoCommit ? 1 : 1 + random.nextInt(3);
    connection.setAutoCommit(autoCommit);
    int rows = 0;
    try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?, ?)")) {
      try {
        for (int batch = 0; batch < batches; batch++) {
          boolean takenBack = !autoCommit && random.nextInt(6) == 0;
          int count = large && batch == 0 ? LARGE : 1 + random.nextInt(40);
          add(insert, tx, rows, count, large && batch == 0 ? LONG_TEXT : "short");
          if (takenBack) {
            insert.clearBatch();
          } else {
            rows += count;
            assertThat(insert.executeBatch()).hasSize(count);
          }
        }
        if (rollsBack) {
          connection.rollback();
          return new Outcome(Told.ROLLED_BACK, rows, name);
        } else if (!autoCommit) {
          connection.commit();
        }
        return new Outcome(rows == 0 ? Told.ROLLED_BACK : Told.COMMITTED, rows, name);
      } catch (SQLException e) {
        Told told = "40003".equals(e.getSQLState()) ? Told.UNKNOWN : Told.FAILED;
        rollback(connection, e);
        return new Outcome(told, rows, name + ": " + e);
      }
    }
  }

  private static void rollback(Connection connection, SQLException e) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException onRollback) {
      e.addSuppressed(onRollback);
    }
  }

  private static void add(PreparedStatement insert, long tx, int first, int count, String text)
      throws SQLException {
    for (int row = 0; row < count; row++) {
      insert.setLong(1, tx);
      insert.setLong(2, (long) first + row);
      insert.setString(3, text);
      insert.addBatch();
    }
  }
}

package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.ManualClock;
import dev.maxstorage.warehouse.WarehouseCredentials;
import dev.maxstorage.warehouse.WarehouseOptions;
import dev.maxstorage.warehouse.WarehouseServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans cut into conditions that other connections and processes read. */
class SplitScansTest {
  private static final int ROWS = 1000;

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private static Connection connection;

  @BeforeAll
  static void fill() throws SQLException {
    connection = DATABASE.connect();
    EmbeddedDatabase.run(
        connection,
        "create table t (id bigint, name string, small tinyint)",
        "create table empty (id bigint)",
        "create view v as select id from t",
        "create table days (v bigint) partitioned by (day string)",
        "insert into days partition (day='x') values (1), (2), (3)",
        "insert into days partition (day='y') values (4), (5)");
    fill(connection, "t");
  }

  private static void fill(Connection connection, String table) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into " + table + " (id, name) values (?, ?)")) {
      for (long id = 0; id < ROWS; id++) {
        insert.setLong(1, id);
        insert.setString(2, "name " + id);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  private static List<String> splits(String select, int count) throws SQLException {
    return connection.unwrap(SplitScans.class).splits(select, count);
  }

  private static List<Long> longs(Connection connection, String sql) throws SQLException {
    List<Long> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getLong(1));
      }
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 7, ROWS, 3 * ROWS})
  void splitsTogetherAreTheTableOnceOnAnotherConnection(int count) throws SQLException {
    List<String> splits = splits("select * from t", count);
    assertThat(splits).hasSize(Math.min(count, ROWS));
    List<Long> ids = new ArrayList<>();
    try (Connection other = DATABASE.connect("parallelism=2")) {
      for (String split : splits.subList(0, Math.min(20, splits.size()))) {
        ids.addAll(longs(other, "SELECT `id` FROM t WHERE " + split));
      }
    }
    long expected = splits.size() <= 20 ? ROWS : 20 * (ROWS / splits.size());
    assertThat(ids).isEqualTo(LongStream.range(0, expected).boxed().toList());
  }

  @Test
  void splitsAreOfOneSnapshot() throws SQLException {
    EmbeddedDatabase.run(connection, "create table s (id bigint, name string)");
    fill(connection, "s");
    List<String> splits = splits("select id from s", 3);
    EmbeddedDatabase.run(connection, "insert into s values (-1, 'later')");
    List<Long> ids = new ArrayList<>();
    for (String split : splits) {
      ids.addAll(longs(connection, "select id from s where " + split));
    }
    assertThat(ids).hasSize(ROWS).doesNotContain(-1L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select id from t | select id from t where %s limit 2 offset 1 | 251 252 501 502 751 752",
        "select id from t | select 1 from t where (%s) and (id = 3) | 1",
        "select * from t | select id from t where (name = 'name 7') AND (%s) | 7",
        "select * from t | select id from (select * from t where id in (1, 999)) q where %s | 1 999",
        "select id, name from t | select count(*) from t where %s and id < 260 | 250 10 0 0",
        "select id from t where id > 997 | select id from t where id > 997 and %s | 998 999",
        "select * from days | select v from days where %s and day = 'y' | 4 5",
        "select v from days where day = 'x' | select v from days where day = 'x' and %s | 1 2 3",
        "select * from days where v > 1 and day < 'y' |"
            + " select v from days where v > 1 and day < 'y' and %s | 2 3",
        "select id from t where id is null and 1 = 0 | select id from t where %s |",
        "select id from empty | select count(*) from empty where %s | 0",
      })
  void statementsAroundASplitKeepTheirMeaning(String select, String statement, String expected)
      throws SQLException {
    List<Long> values = new ArrayList<>();
    List<String> splits = splits(select, 4);
    for (String split : splits) {
      values.addAll(longs(connection, statement.replace("%s", split)));
    }
    if (statement.contains("offset 1")) {
      values.removeAll(List.of(1L, 2L)); // of the first split
    }
    assertThat(String.join(" ", values.stream().map(String::valueOf).toList()))
        .isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void aSplitIsExplained() throws SQLException {
    String split = splits("select id from t", 2).get(1);
    List<String> lines =
        EmbeddedDatabase.rows(connection, "explain select id from t where " + split).stream()
            .map(row -> String.valueOf(row.get(0)))
            .toList();
    assertThat(lines.get(1)).startsWith("split: rows 500 to 999 of read session ");
    assertThat(lines).contains("splits: row ranges");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select id from t limit 5 | LIMIT",
        "select count(*) from t | count",
        "select id from t where id = ? | parameters",
        "select id + 1 from t | no scan",
        "select id from v | no scan",
        "insert into t (id) values (1) | SELECT",
      })
  void whatCannotBeCutIsRefused(String select, String reason) {
    refused("0AM00", () -> splits(select, 2), reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select id from t where id = 1 or %s | 42601 | under OR or NOT",
        "select id from t where not %s | 42601 | under OR or NOT",
        "select id from t where %s and %s | 42601 | 2 splits",
        "select id + 1 from t where %s | 42601 | must stand in the WHERE of a scan",
        "create table u as select id from t where %s | 42601 | must stand in the WHERE of a scan",
        "select v from days where %s | 22023 | is one of table demo.default.t",
        "select name from t where %s | 42S22 | no column 'name', only id, small",
        "select id from t where maxstorage_split('x') | 22023 | 'x' is no split",
        "select id from t where maxstorage_split(id) | 42601 | is no text",
        "select id from t where maxstorage_split('1:demo:default:t:gone:0:5') | 55000 | has expired",
      })
  void aSplitThatCannotBeReadIsRefused(String statement, String state, String reason)
      throws SQLException {
    String split = splits("select id from t", 2).get(0);
    refused(state, () -> longs(connection, statement.replace("%s", split)), reason);
  }

  @Test
  void aSplitNeverBecomesAJob() throws SQLException {
    String split = splits("select id from t", 2).get(0);
    try (Connection sql = DATABASE.connect("engine=sql")) {
      refused(
          "0AM00",
          () -> longs(sql, "select id from t where " + split),
          "Reading a split by no scan (engine=sql)");
    }
    refused("22023", () -> splits("select id from t", 0), "0 splits");
  }

  @Test
  void anExpiredSnapshotIsToldAsSuch() throws SQLException, IOException {
    ManualClock clock = new ManualClock(Instant.now());
    try (WarehouseServer server =
            WarehouseServer.start(
                WarehouseOptions.inMemory()
                    .withProjects("demo")
                    .withSessionLifetime(Duration.ofMinutes(1))
                    .withClock(clock));
        Connection remote = DriverManager.getConnection(url(server))) {
      EmbeddedDatabase.run(remote, "create table t (id bigint)", "insert into t values (1), (2)");
      String split = remote.unwrap(SplitScans.class).splits("select id from t", 1).get(0);
      assertThat(longs(remote, "select id from t where " + split)).containsExactly(1L, 2L);
      clock.advance(Duration.ofMinutes(2));
      refused("55000", () -> longs(remote, "select id from t where " + split), "has expired");
    }
  }

  @Test
  void anotherJvmReadsItsSplit() throws Exception {
    try (WarehouseServer server =
            WarehouseServer.start(WarehouseOptions.inMemory().withProjects("demo"));
        Connection remote = DriverManager.getConnection(url(server))) {
      EmbeddedDatabase.run(remote, "create table t (id bigint, name string)");
      fill(remote, "t");
      List<String> splits = remote.unwrap(SplitScans.class).splits("select id from t", 2);
      Process process =
          new ProcessBuilder(
                  System.getProperty("java.home") + "/bin/java",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Reader.class.getName(),
                  url(server),
                  "select id from t where " + splits.get(1))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(told.strip()).isEqualTo("500 rows from 500 to 999");
      assertThat(longs(remote, "select id from t where " + splits.get(0)))
          .isEqualTo(LongStream.range(0, 500).boxed().toList());
    }
  }

  private static String url(WarehouseServer server) {
    WarehouseCredentials pair = server.credentials();
    return "jdbc:maxstorage:%s?project=demo&accessId=%s&accessKey=%s"
        .formatted(server.endpoint(), encoded(pair.accessId()), encoded(pair.accessKey()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Another process. */
  static final class Reader {
    private Reader() {}

    /** Reads the statement of the second argument at the URL of the first. */
    public static void main(String[] arguments) throws SQLException {
      try (Connection connection = DriverManager.getConnection(arguments[0])) {
        List<Long> ids = longs(connection, arguments[1]);
        System.out.println(
            ids.size() + " rows from " + ids.get(0) + " to " + ids.get(ids.size() - 1));
      }
    }
  }
}

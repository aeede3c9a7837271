package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.H2;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SELECT with WHERE: the rows that H2 finds, by a scan. */
class PredicateScanTest {
  private static final int ROWS = 1_000;

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private static Connection h2;
  private static Connection ours;
  private static Connection withoutPushdown;
  private static Connection withTemporalPushdown;
  private static Connection bySqlJob;

  @BeforeAll
  static void fill() throws SQLException {
    h2 = H2.connect();
    ours = DATABASE.connect();
    withoutPushdown = DATABASE.connect("filterPushdown=false");
    withTemporalPushdown = DATABASE.connect("temporalPushdown=true");
    bySqlJob = DATABASE.connect("engine=sql");
    EmbeddedDatabase.run(
        h2,
        "create table p (id bigint, n int, x double precision, d decimal(10,2), s varchar, b boolean,"
            + " dy date, ts timestamp(9) with time zone, dt timestamp(3) with time zone,"
            + " ntz timestamp(9))");
    EmbeddedDatabase.run(
        ours,
        "create table p (id bigint, n int, x double, d decimal(10,2), s string, b boolean, dy date,"
            + " ts timestamp, dt datetime, ntz timestamp_ntz)");
    insert(h2);
    insert(ours);
  }

  @AfterAll
  static void close() throws SQLException {
    h2.close();
    ours.close();
    withoutPushdown.close();
    withTemporalPushdown.close();
    bySqlJob.close();
  }

  private static void insert(Connection connection) throws SQLException {
    Random random = new Random(5);
    try (PreparedStatement insert =
        connection.prepareStatement("insert into p values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int row = 0; row < ROWS; row++) {
        Instant instant = Instant.parse("2024-02-29T00:00:00Z").plusSeconds(row * 7_919L);
        insert.setLong(1, row);
        insert.setObject(2, random.nextInt(5) == 0 ? null : random.nextInt(100) - 50);
        insert.setObject(3, random.nextInt(5) == 0 ? null : random.nextInt(100) / 4.0);
        insert.setObject(
            4, random.nextInt(5) == 0 ? null : BigDecimal.valueOf(random.nextInt(1000), 2));
        insert.setObject(5, random.nextInt(5) == 0 ? null : "s" + random.nextInt(30));
        insert.setObject(6, random.nextInt(5) == 0 ? null : random.nextBoolean());
        insert.setObject(7, LocalDate.of(2024, 1, 1).plusDays(row % 100));
        insert.setObject(8, instant.plusNanos(row).atOffset(ZoneOffset.UTC));
        insert.setTimestamp(9, Timestamp.from(instant));
        insert.setObject(10, LocalDateTime.ofInstant(instant, ZoneOffset.UTC).plusNanos(row));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  static Stream<Arguments> conditions() {
    return Stream.of(
        condition("id = 17"),
        condition("17 = id"),
        condition("id <> 17"),
        condition("id != 17"),
        condition("id < 10"),
        condition("10 > id"),
        condition("id <= 10"),
        condition("id > 990"),
        condition("id >= 990"),
        condition("n = -3"),
        condition("n between -5 and 5"),
        condition("n not between -5 and 5"),
        condition("n in (1, 2, 3)"),
        condition("n not in (1, 2, 3)"),
        condition("n in (1, null)"),
        condition("n not in (1, null)"),
        condition("n is null"),
        condition("n is not null"),
        condition("n = null"),
        condition("not (n = 3)"),
        condition("not (n > 0 and id < 500)"),
        condition("n > 0 and id < 500"),
        condition("n > 45 or id < 5 or s is null and b"),
        condition("(n > 45 or id < 5) and s is null"),
        condition("x > 12.5"),
        condition("x = 12.25"),
        condition("x < 1e1"),
        condition("n > 12.5"),
        condition("d = 1.5"),
        condition("d >= 9.99"),
        condition("d < 0.01"),
        condition("s = 's7'"),
        condition("s > 's2'"),
        condition("s in ('s1', 's29')"),
        condition("s <> ''"),
        dialects("s = 'it''s'", "s = 'it\\'s'"),
        condition("s like 's1%'"),
        condition("s not like 's1%'"),
        condition("s like '%9'"),
        condition("s like 's_'"),
        condition("s like '%1%2%'"),
        condition("s like 's7'"),
        condition("s like '%'"),
        condition("s like ''"),
        condition("s like 's!_%' escape '!'"),
        condition("s like ?", "_2_"),
        condition("not (s like ? or n > 0)", "s2%"),
        condition("n is not distinct from 3"),
        condition("n is distinct from 3"),
        condition("n is distinct from null"),
        dialects("n is not distinct from 3", "3 <=> n"),
        dialects("not (n is not distinct from null)", "not (n <=> null)"),
        condition("b is true"),
        condition("b is not true"),
        condition("b is not false and n > 0"),
        condition("'a' = 'b' or n = 1"),
        condition("b"),
        condition("not b"),
        condition("b = true"),
        condition("b = false or b is null"),
        condition("dy = date '2024-02-29'"),
        condition("dy > date '2024-03-01'"),
        condition("dy between date '2024-01-01' and date '2024-01-03'"),
        dialects(
            "ntz < timestamp '2024-03-01 00:00:00'", "ntz < timestamp_ntz '2024-03-01 00:00:00'"),
        dialects(
            "ts >= timestamp with time zone '2024-03-05 00:00:00+08'",
            "ts >= timestamp '2024-03-05 00:00:00'"),
        dialects(
            "dt < timestamp with time zone '2024-03-05 12:30:00+08'",
            "dt < datetime '2024-03-05 12:30:00'"),
        condition("1 = 1"),
        condition("1 = 0"),
        condition("id = ?", 17),
        condition("? = id", 17L),
        condition("n > ? and n < ?", -10, 10),
        condition("n in (?, ?)", 4, 5),
        condition("n between ? and ?", -4, 5.5),
        condition("x >= ?", 20.25),
        condition("d = ?", new BigDecimal("1.50")),
        condition("d > ?", 9),
        condition("s = ?", "s7"),
        condition("s = ?", "' or 1=1 --"),
        condition("b = ?", true),
        condition("dy = ?", LocalDate.of(2024, 2, 29)),
        condition("dy = ?", Date.valueOf("2024-02-29")),
        condition("ts > ?", Timestamp.from(Instant.parse("2024-03-20T12:00:00Z"))),
        condition("ts > ?", Instant.parse("2024-03-20T12:00:00Z").atOffset(ZoneOffset.UTC)),
        condition(
            "ts = ?", Instant.parse("2024-02-29T02:11:59.000000001Z").atOffset(ZoneOffset.UTC)),
        condition("dt <= ?", Timestamp.from(Instant.parse("2024-03-20T12:00:00Z"))),
        condition("ntz > ?", LocalDateTime.parse("2024-03-20T12:00:00")));
  }

  private static Arguments condition(String both, Object... parameters) {
    return Arguments.of(both, both, List.of(parameters));
  }

  private static Arguments dialects(String ofH2, String ofOurs) {
    return Arguments.of(ofH2, ofOurs, List.of());
  }

  @ParameterizedTest(name = "{1} {2}")
  @MethodSource("conditions")
  void findsTheRowsThatH2Finds(String ofH2, String ofOurs, List<Object> parameters)
      throws SQLException {
    List<Long> expected = ids(h2, ofH2, parameters);
    assertThat(ids(ours, ofOurs, parameters)).isEqualTo(expected);
    assertThat(ids(withoutPushdown, ofOurs, parameters)).isEqualTo(expected);
    assertThat(ids(withTemporalPushdown, ofOurs, parameters)).isEqualTo(expected);
    assertThat(explained(ofOurs, parameters)).startsWith("scan of demo.default.p\n");
  }

  @ParameterizedTest(name = "{1} {2}")
  @MethodSource("conditions")
  void findsTheSameRowsByASqlJob(String ofH2, String ofOurs, List<Object> parameters)
      throws SQLException {
    assertThat(ids(bySqlJob, ofOurs, parameters)).isEqualTo(ids(h2, ofH2, parameters));
  }

  private static List<Long> ids(Connection connection, String condition, List<Object> parameters)
      throws SQLException {
    String sql = "select id from p where " + condition;
    List<Long> ids = new ArrayList<>();
    EmbeddedDatabase.rows(connection, sql, parameters.toArray())
        .forEach(row -> ids.add((Long) row.get(0)));
    ids.sort(null);
    return ids;
  }

  private static String explained(String condition, List<Object> parameters) throws SQLException {
    List<String> lines = new ArrayList<>();
    EmbeddedDatabase.rows(ours, "explain select id from p where " + condition, parameters.toArray())
        .forEach(row -> lines.add((String) row.get(0)));
    return String.join("\n", lines);
  }

  @Test
  void nullParameterMatchesNothing() throws SQLException {
    try (PreparedStatement query = ours.prepareStatement("select id from p where n = ?")) {
      query.setNull(1, Types.INTEGER);
      try (ResultSet result = query.executeQuery()) {
        assertThat(result.next()).isFalse();
      }
    }
  }

  @Test
  void preparedQueryRunsAgainWithOtherValues() throws SQLException {
    try (PreparedStatement query =
        ours.prepareStatement("select id from p where id >= ? and id < ?")) {
      query.setInt(2, 3);
      for (int from = 0; from < 3; from++) {
        query.setInt(1, from);
        try (ResultSet result = query.executeQuery()) {
          assertThat(EmbeddedDatabase.rows(result)).hasSize(3 - from);
        }
      }
    }
  }

  @Test
  void limitCountsTheRowsThatPassThePredicate() throws SQLException {
    List<Long> all = ids(h2, "n > 0", List.of());
    assertThat(ids(ours, "n > 0 limit 7", List.of())).hasSize(7).isSubsetOf(all);
    assertThat(ids(ours, "n > 0 limit 1000000", List.of())).isEqualTo(all);
    assertThat(ids(ours, "n > 0 limit 0", List.of())).isEmpty();
  }
}

package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes in which tools write what is one scan, and what is read for them. */
class ScanShapesTest {
  private static final String READ = "TableRead";
  private static final String SESSION = "TableCreateReadSession";
  private static final String JOB = "CreateInstance";

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private static Connection connection;
  private static long struckBefore;

  @BeforeAll
  static void fill() throws SQLException {
    connection = DATABASE.connect();
    EmbeddedDatabase.run(
        connection,
        "create table n (note string, id bigint, tiny tinyint, odd boolean)",
        "create table empty (id bigint)",
        "create table days (v bigint) partitioned by (day string, hour bigint)",
        "create table strange (v bigint) partitioned by (p string)",
        "insert into strange partition (p='a/b') values (1), (2)",
        "insert into strange partition (p='c') values (3)");
    try (PreparedStatement insert =
        connection.prepareStatement("insert into n values (?, ?, ?, ?)")) {
      for (int i = 0; i < 1000; i++) {
        insert.setString(1, i % 10 == 0 ? null : "note " + i);
        insert.setLong(2, i);
        insert.setByte(3, (byte) (i % 100));
        insert.setBoolean(4, i % 2 == 1);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (PreparedStatement insert =
        connection.prepareStatement("insert into days values (?, ?, ?)")) {
      for (int i = 0; i < 24; i++) {
        insert.setInt(1, i);
        insert.setString(2, "2024-01-0" + (1 + i / 8));
        insert.setInt(3, i % 4);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  @AfterEach
  void repair() {
    DATABASE.faults().clear();
    struckBefore = DATABASE.faults().struck();
  }

  private static long struckNow() {
    return DATABASE.faults().struck() - struckBefore;
  }

  private static List<List<Object>> rows(String sql, Object... parameters) throws SQLException {
    return EmbeddedDatabase.rows(connection, sql, parameters);
  }

  private static String explained(String sql, Object... parameters) throws SQLException {
    return explained(connection, sql, parameters);
  }

  private static String explained(Connection with, String sql, Object... parameters)
      throws SQLException {
    return EmbeddedDatabase.rows(with, "explain " + sql, parameters).stream()
        .map(row -> (String) row.get(0))
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select * from (select id, tiny as x from n where id < 20) q where x > 17 limit 10 | 18 18, 19 19",
        "select q.x from (select id as x from n) as q where q.x = 7 | 7",
        "select y from (select x as y from (select id as x from n where id > 3) a where x < 6) b | 4, 5",
        "select `q`.`id` from (select * from `default`.`n`) `q` where `q`.`id` = 5 | 5",
        "select default.n.id, n.tiny from default.n where demo.default.n.id = 999 | fails",
        "select demo.default.n.id from demo.default.n where default.n.id = 999 | 999",
        "select 1 as one, id from (select id, tiny from n) q where id = 8 | 1 8",
        "select t.id, t.kind from (select id, 'k' as kind from n) t where t.id in (1, 2) | 1 k, 2 k",
        "select id from n where 1 = 1 and id = 4 | 4",
        "select id from n limit 3 offset 998 | 998, 999",
        "select id from n limit 998, 3 | 998, 999",
        "select id from (select id from n limit 10 offset 20) q limit 2 offset 9 | 29",
        "select id from n limit 5 offset 2000 | none",
        "select id from n where id >= 500 limit 2 offset 100 | 600, 601",
        "select id from n where odd limit 2 offset 3 | 7, 9",
      })
  void isOneScan(String sql, String expected) throws SQLException {
    if (expected.equals("fails")) {
      assertThat(explained(sql)).startsWith("SQL job, since demo.default.n before .id");
      return;
    }
    assertThat(explained(sql)).startsWith("scan of demo.default.n\n");
    assertThat(text(rows(sql))).isEqualTo(expected);
  }

  private static String text(List<List<Object>> rows) {
    String text =
        rows.stream()
            .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining(" ")))
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "none" : text;
  }

  @Test
  void literalsAloneAskNobody() throws SQLException {
    for (String operation : List.of(READ, SESSION, JOB, "GetTable")) {
      DATABASE.faults().on(operation).everyRequest().answer(403);
    }
    assertThat(rows("select 1")).containsExactly(List.of(1));
    assertThat(text(rows("select 1 as a, 'x' b, null, true, 2.5BD")))
        .isEqualTo("1 x null true 2.5");
    assertThat(explained("select 1, 2")).isEqualTo("one row of 2 literals");
    try (PreparedStatement statement = connection.prepareStatement("select 1 as a, 'x'")) {
      ResultSetMetaData columns = statement.getMetaData();
      assertThat(columns.getColumnLabel(1)).isEqualTo("a");
      assertThat(columns.getColumnLabel(2)).isEqualTo("_c1");
      assertThat(columns.getColumnType(1)).isEqualTo(Types.INTEGER);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from n where 1 = 0",
        "select * from (select * from n) q where 1 = 0",
        "select * from n where id > 5 and 'a' = 'b'",
        "select * from n where id = null",
        "select * from n where tiny > 1000",
        "select * from n limit 0",
      })
  void whatCannotHaveRowsReadsNothing(String sql) throws SQLException {
    DATABASE.faults().on(SESSION).everyRequest().answer(403);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      ResultSetMetaData columns = result.getMetaData();
      List<String> found = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        found.add(columns.getColumnName(i) + " " + columns.getColumnTypeName(i));
      }
      assertThat(found).containsExactly("note STRING", "id BIGINT", "tiny TINYINT", "odd BOOLEAN");
      assertThat(result.next()).isFalse();
    }
    assertThat(explained(sql)).contains("splits: none, no row can come");
    assertThat(struckNow()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select count(*) from n | 1000",
        "select count(1) as c from n | 1000",
        "select count(*) from (select * from n) q | 1000",
        "select count(*) from (select id as x from n limit 30) q | 30",
        "select count(*) from (select id from n limit 30 offset 990) q | 10",
        "select count(*) from n where 1 = 0 | 0",
        "select count(*) from n where 1 = 1 | 1000",
        "select count(*) from empty | 0",
        "select 'all' as what, count(*) as c from n | all 1000",
        "select * from (select count(*) as c from n) q | 1000",
        "select count(*) from days | 24",
        "select count(*) from days where day = '2024-01-02' | 8",
        "select count(*) from days where day >= '2024-01-02' and not hour in (1, 2) | 8",
        "select count(*) from days where day = '2024-01-09' | 0",
      })
  void countComesFromTheRecordCount(String sql, String expected) throws SQLException {
    DATABASE.faults().on(READ).everyRequest().answer(403);
    DATABASE.faults().on(JOB).everyRequest().answer(403);
    assertThat(explained(sql)).startsWith("count of rows: ").contains("\nscan of demo.default.");
    assertThat(text(rows(sql))).isEqualTo(expected);
    assertThat(struckNow()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select count(*) from n where odd | 500",
        "select count(*) from n where note is null | 100",
        "select count(*) from (select note from n where note like 'note 9%') q | 100",
        "select count(*) from (select * from n where odd limit 30) q | 30",
        "select count(*) from (select * from n where odd limit 30 offset 490) q | 10",
        "select count(*) from days where day = '2024-01-02' and v > 12 | 3",
        "select count(*) from days where day = '2024-01-02' and v > 12 or hour = 0 | 9",
        "select count(*) from strange where p = 'a/b' | 2",
      })
  void countUnderAConditionGoesOverTheRows(String sql, String expected) throws SQLException {
    DATABASE.faults().on(JOB).everyRequest().answer(403);
    assertThat(explained(sql)).startsWith("count of rows: by going over the rows\n");
    assertThat(text(rows(sql))).isEqualTo(expected);
  }

  @Test
  void countCountsMoreRowsThanTheStatementShows() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setMaxRows(1);
      for (String condition : List.of("", " where odd or id >= 0")) {
        try (ResultSet result = statement.executeQuery("select count(*) from n" + condition)) {
          assertThat(EmbeddedDatabase.rows(result)).containsExactly(List.of(1000L));
        }
      }
    }
  }

  @Test
  void countIsABigintOfNoTable() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select count(*) from n");
        ResultSet result = statement.executeQuery()) {
      for (ResultSetMetaData columns : List.of(statement.getMetaData(), result.getMetaData())) {
        assertThat(columns.getColumnLabel(1)).isEqualTo("_c0");
        assertThat(columns.getColumnType(1)).isEqualTo(Types.BIGINT);
        assertThat(columns.getTableName(1)).isEmpty();
      }
    }
  }

  @Test
  void countAndLiteralsByEngineStorageAndSql() throws SQLException {
    try (Connection storage = DATABASE.connect("engine=storage");
        Connection sql = DATABASE.connect("engine=sql")) {
      for (Connection each : List.of(storage, sql)) {
        assertThat(EmbeddedDatabase.rows(each, "select count(*) from n where odd"))
            .containsExactly(List.of(500L));
        assertThat(EmbeddedDatabase.rows(each, "select 'x' as y")).containsExactly(List.of("x"));
      }
      assertThat(explained(sql, "select count(*) from n")).isEqualTo("SQL job, since engine=sql");
      assertThat(explained(sql, "select 1")).isEqualTo("SQL job, since engine=sql");
      refused(
          "0AM00",
          () -> EmbeddedDatabase.rows(storage, "select count(id) from n"),
          "function count");
    }
  }

  @Test
  void conditionOnPartitionsAloneLeavesNothingToDecide() throws SQLException {
    String sql = "select v from days where day > '2024-01-01' and hour in (1, 2) limit 3 offset 2";
    assertThat(explained(sql))
        .isEqualTo(
            """
            scan of demo.default.days
            data columns: v
            partition columns: none
            partitions: 4 of 12
            pushed predicate: none
            residual predicate: none
            splits: row ranges
            limit: 3
            offset: 2""");
    assertThat(rows(sql)).hasSize(3);
  }

  @Test
  void partitionsTakeTheirPartOutOfTheCondition() throws SQLException {
    assertThat(explained("select v from days where day = '2024-01-02' and v <> 9"))
        .isEqualTo(
            """
            scan of demo.default.days
            data columns: v
            partition columns: none
            partitions: 4 of 12
            pushed predicate: `v` != 9
            residual predicate: v != 9 (evaluated on the batches)
            splits: by size""");
    assertThat(explained("select v from days where day = '2024-01-02' and v <> 9 or hour = 1"))
        .contains(
            "partition columns: day, hour\n",
            "partitions: 6 of 12\n",
            "pushed predicate: none\n",
            "residual predicate: (day = '2024-01-02' and v != 9) or hour = 1 (evaluated");
    assertThat(rows("select v from days where day = '2024-01-02' and v <> 9 or hour = 1"))
        .containsExactlyInAnyOrderElementsOf(
            EmbeddedDatabase.rows(
                connection,
                "select v + 0 from days where day = '2024-01-02' and v <> 9 or hour = 1"));
  }

  @Test
  void partitionValuesThatCannotBeWrittenAreDecidedRowByRow() throws SQLException {
    assertThat(explained("select v from strange where p = 'a/b'"))
        .contains("partitions: all 2, since", "residual predicate: p = 'a/b' (");
    assertThat(rows("select v from strange where p = 'a/b'"))
        .containsExactlyInAnyOrder(List.of(1L), List.of(2L));
    assertThat(explained("select v from strange where p = 'c'")).contains("partitions: 1 of 2");
    assertThat(rows("select v from strange where p <> 'a/b'")).containsExactly(List.of(3L));
  }

  @Test
  void likeIsToldAsARangeOfTexts() throws SQLException {
    assertThat(explained("select id from n where note like ? and not odd", "note 99_"))
        .contains(
            "data columns: note, id, odd\n",
            "pushed predicate: `note` >= 'note 99' and `note` < 'note 9:'\n",
            "residual predicate: note like 'note 99_' and odd != true (");
    assertThat(rows("select id from n where note like ? and not odd", "note 99_"))
        .containsExactly(List.of(992L), List.of(994L), List.of(996L), List.of(998L));
  }

  @Test
  void parameterThatIsNullSwitchesItsConditionOff() throws SQLException {
    String sql = "select count(*) from n where (? is null or id = ?)";
    assertThat(rows(sql, 5, 5)).containsExactly(List.of(1L));
    assertThat(rows(sql, null, null)).containsExactly(List.of(1000L));
  }

  @Test
  void offsetAndMaxRowsBothHold() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setMaxRows(3);
      for (String condition : List.of("", "where id >= 0 ")) {
        try (ResultSet result =
            statement.executeQuery("select id from n " + condition + "limit 10 offset 5")) {
          assertThat(EmbeddedDatabase.rows(result))
              .containsExactly(List.of(5L), List.of(6L), List.of(7L));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select id from n order by id limit 3 | SQL job, since it has ORDER BY",
        "select id from n where note rlike 'x' | SQL job, since it has RLIKE",
        "select id from n where id like '1%' | SQL job, since it has LIKE on the bigint column id",
        "select max(id) from n | SQL job, since it calls the function max",
        "select a.id from n a join n b on a.id = b.id | SQL job, since it has a join",
        "select id from n where note = 5 | SQL job, since it compares the string column note with a value of Integer, 5",
      })
  void explainNamesOneReasonForAJob(String sql, String reason) throws SQLException {
    assertThat(explained(sql)).isEqualTo(reason);
  }
}

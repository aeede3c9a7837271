package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be selected without a SQL job, and how the result set behaves. */
class ScanTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private static Connection connection;

  @BeforeAll
  static void fill() throws SQLException {
    connection = DATABASE.connect();
    EmbeddedDatabase.run(
        connection,
        "create table one (id bigint, Name string, price decimal(10,2))",
        "insert into one values (7, 'seven', 7.70)",
        "create table none (id bigint, name string)",
        "create table hundred (id bigint)",
        "create table parts (v bigint) partitioned by (day string, hour bigint)",
        "create table edge (big bigint, small int, text string, fraction double, nothing int,"
            + " list array<int>)",
        "insert into edge select 3000000000, 1000, 'abc', 1.5, null, array(1,2)");
    try (PreparedStatement insert = connection.prepareStatement("insert into hundred values (?)")) {
      for (int i = 0; i < 100; i++) {
        insert.setInt(1, i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (PreparedStatement insert =
        connection.prepareStatement("insert into parts values (?, ?, ?)")) {
      for (int i = 0; i < 12; i++) {
        insert.setInt(1, i);
        insert.setString(2, "2024-01-0" + (1 + i / 4));
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

  private static List<List<Object>> rows(String sql) throws SQLException {
    return EmbeddedDatabase.rows(connection, sql);
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
        "select id, name from one | id, Name | 7, seven",
        "select name, id, name from one | name, id, name | seven, 7, seven",
        "select ID as number, Name text from one | number, text | 7, seven",
        "select * from one | id, Name, price | 7, seven, 7.70",
        "select t.* from one t | id, Name, price | 7, seven, 7.70",
        "select t.id, t.price from one as t | id, price | 7, 7.70",
        "select *, id again from one | id, Name, price, again | 7, seven, 7.70, 7",
        "select `id` from `one` | id | 7",
        "select id from default.one | id | 7",
        "select id from demo.default.one | id | 7",
        "select 1 a, 'x' b, id, null c, true d, 2.50 e, 2.50BD f from one | a, b, id, c, d, e, f"
            + " | 1, x, 7, null, true, 2.5, 2.50",
        "select 5 as five from one | five | 5",
        "select id from one limit 1 | id | 7",
        "select id from one; | id | 7",
        "select id /* a comment */ from one -- to the end | id | 7",
      })
  void aScanAnswers(String sql, String labels, String values) throws SQLException {
    assertThat(explained(connection, sql)).startsWith("scan of demo.default.one\n");
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      ResultSetMetaData columns = result.getMetaData();
      List<String> actual = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        actual.add(columns.getColumnLabel(i));
      }
      assertThat(String.join(", ", actual).toLowerCase(Locale.ROOT))
          .isEqualTo(labels.toLowerCase(Locale.ROOT));
      List<List<Object>> rows = EmbeddedDatabase.rows(result);
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0).stream().map(String::valueOf).collect(Collectors.joining(", ")))
          .isEqualTo(values);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select count(id) from hundred | 100",
        "select max(id) from hundred where id < 50 | 49",
        "select id + 1 from one | 8",
        "select a.id from one a join one b on a.id = b.id | 7",
        "select id from one order by id | 7",
        "select distinct id from one | 7",
        "select id from one union all select id from one limit 1 | 7",
        "select 1 + 0 | 1",
        "select upper(name) from one where id = 7 | SEVEN",
      })
  void aSqlJobAnswersTheRest(String sql, String value) throws SQLException {
    assertThat(explained(connection, sql)).startsWith("SQL job, since ");
    assertThat(rows(sql)).hasSize(1);
    assertThat(String.valueOf(rows(sql).get(0).get(0))).isEqualTo(value);
  }

  @Test
  void engineSqlTurnsScansIntoJobs() throws SQLException {
    try (Connection sql = DATABASE.connect("engine=sql")) {
      assertThat(explained(sql, "select id from one")).isEqualTo("SQL job, since engine=sql");
      assertThat(EmbeddedDatabase.rows(sql, "select id, name from one"))
          .containsExactly(List.of(7L, "seven"));
      assertThat(EmbeddedDatabase.rows(sql, "select id from hundred where id = ?", 40))
          .containsExactly(List.of(40L));
    }
  }

  @Test
  void engineStorageRefusesWhatIsNoScanWithTheReason() throws SQLException {
    try (Connection storage = DATABASE.connect("engine=storage")) {
      assertThat(EmbeddedDatabase.rows(storage, "select id from one")).containsExactly(List.of(7L));
      refused(
          "0AM00",
          () -> EmbeddedDatabase.rows(storage, "select id from one order by id"),
          "engine=storage",
          "ORDER BY");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "day = '2024-01-02' | 4 | 4,5,6,7",
        "day > '2024-01-01' and hour = 3 | 2 | 7,11",
        "day = '2024-01-02' and hour in (0, 1) and v <> 4 | 2 | 5",
        "hour >= 2 or v = 0 | 12 | 0,2,3,6,7,10,11",
        "day = 'never' | 0 |",
      })
  void onlyPartitionsThatCanMatchAreRead(String condition, int kept, String values)
      throws SQLException {
    String sql = "select v from parts where " + condition;
    if (kept < 12) {
      assertThat(explained(connection, sql)).contains("partitions: " + kept + " of 12");
    }
    List<String> found =
        rows(sql).stream().map(row -> String.valueOf(row.get(0))).collect(Collectors.toList());
    assertThat(found).containsExactlyInAnyOrder(values == null ? new String[0] : values.split(","));
  }

  @Test
  void partitionColumnsAreSelectedBehindTheDataColumns() throws SQLException {
    assertThat(rows("select * from parts where day = '2024-01-03' and hour = 2"))
        .containsExactly(List.of(10L, "2024-01-03", 2L));
    assertThat(rows("select hour, day from parts where v = 5"))
        .containsExactly(List.of(1L, "2024-01-02"));
    assertThat(rows("select day from parts")).hasSize(12);
  }

  @Test
  void partitionsArePrunedByParameters() throws SQLException {
    String sql = "select v from parts where day = ? and hour = ?";
    assertThat(explained(connection, sql, "2024-01-02", 1)).contains("partitions: 1 of 12");
    assertThat(EmbeddedDatabase.rows(connection, sql, "2024-01-02", 1))
        .containsExactly(List.of(5L));
  }

  @Test
  void explainNamesThePushedAndTheResidualPredicate() throws SQLException {
    assertThat(explained(connection, "select name from one where id > 5 limit 3"))
        .contains("data columns: id, name", "pushed predicate: ", "evaluated on the batches")
        .contains("limit: 3");
  }

  @Test
  void limitEndsTheResult() throws SQLException {
    assertThat(rows("select id from hundred limit 30")).hasSize(30);
    assertThat(rows("select id from hundred limit 1000")).hasSize(100);
    assertThat(rows("select id from hundred limit 0")).isEmpty();
  }

  @Test
  void limitZeroStillHasColumns() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select * from one limit 0")) {
      assertThat(result.getMetaData().getColumnCount()).isEqualTo(3);
      assertThat(result.isBeforeFirst()).isFalse();
      assertThat(result.next()).isFalse();
      assertThat(result.findColumn("price")).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0,100", "30,0,30", "1000,0,100", "30,20,20", "20,30,20"})
  void maxRowsAndLimitBothHold(int maxRows, int limit, int expected) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setMaxRows(maxRows);
      assertThat(statement.getMaxRows()).isEqualTo(maxRows);
      String sql = "select id from hundred" + (limit == 0 ? "" : " limit " + limit);
      try (ResultSet result = statement.executeQuery(sql)) {
        assertThat(EmbeddedDatabase.rows(result)).hasSize(expected);
      }
      try (ResultSet result = statement.executeQuery(sql + " -- again")) {
        assertThat(EmbeddedDatabase.rows(result)).hasSize(expected);
      }
    }
  }

  @Test
  void maxRowsHoldsForASqlJob() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setMaxRows(10);
      try (ResultSet result = statement.executeQuery("select id from hundred order by id desc")) {
        assertThat(EmbeddedDatabase.rows(result)).hasSize(10).startsWith(List.of(99L));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "7", "100", "20000", "2147483647"})
  void everyFetchSizeGivesAllRows(int fetchSize) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(fetchSize);
      assertThat(statement.getFetchSize()).isEqualTo(fetchSize);
      try (ResultSet result = statement.executeQuery("select id from hundred")) {
        assertThat(result.getFetchSize()).isEqualTo(fetchSize);
        assertThat(EmbeddedDatabase.rows(result)).hasSize(100).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void labelsIgnoreCaseAndTheFirstOfTwoWins() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, name as ID, price from one")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getObject("Id")).isEqualTo(7L);
      assertThat(result.getObject("id")).isEqualTo(7L);
      assertThat(result.findColumn("ID")).isEqualTo(1);
      assertThat(result.getBigDecimal("PRICE")).isEqualTo(new BigDecimal("7.70"));
      refused("42S22", () -> result.findColumn("nope"), "nope", "price");
      refused("42S22", () -> result.getInt("nope"), "nope");
    }
  }

  @Test
  void gettersNeedARow() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id from one")) {
      assertThat(result.isBeforeFirst()).isTrue();
      refused("24000", () -> result.getInt(1), "next()");
      assertThat(result.next()).isTrue();
      assertThat(result.isFirst()).isTrue();
      assertThat(result.isBeforeFirst()).isFalse();
      assertThat(result.getRow()).isEqualTo(1);
      assertThat(result.getInt(1)).isEqualTo(7);
      refused("07009", () -> result.getInt(0), "0", "1 to 1");
      refused("07009", () -> result.getInt(2), "2", "1 to 1");
      assertThat(result.next()).isFalse();
      assertThat(result.isAfterLast()).isTrue();
      assertThat(result.getRow()).isZero();
      refused("24000", () -> result.getInt(1), "last row");
      assertThat(result.next()).isFalse();
      result.close();
      refused("55000", () -> result.getInt(1), "closed");
      refused("55000", result::next, "closed");
      refused("55000", result::wasNull, "closed");
      refused("55000", () -> result.findColumn("id"), "closed");
      refused("55000", result::getMetaData, "closed");
      assertThat(result.isClosed()).isTrue();
    }
  }

  @Test
  void emptyResultIsNeitherBeforeTheFirstNorAfterTheLastRow() throws SQLException {
    for (String sql :
        List.of(
            "select * from none",
            "select * from hundred where id < 0",
            "select id from none order by id")) {
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(sql)) {
        assertThat(result.isBeforeFirst()).as(sql).isFalse();
        assertThat(result.isFirst()).isFalse();
        assertThat(result.next()).isFalse();
        assertThat(result.isAfterLast()).isFalse();
        assertThat(result.getMetaData().getColumnName(1)).isEqualTo("id");
      }
    }
  }

  @Test
  void gettersRefuseWhatDoesNotFit() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select * from edge")) {
      assertThat(result.next()).isTrue();
      refused("22003", () -> result.getInt("big"), "big", "3000000000", "row 1");
      refused("22003", () -> result.getShort("big"), "3000000000");
      refused("22003", () -> result.getByte("small"), "small", "1000");
      refused("22003", () -> result.getObject("big", Integer.class), "3000000000");
      refused("22018", () -> result.getInt("text"), "text", "abc");
      refused("22018", () -> result.getDate("text"), "abc");
      refused("07006", () -> result.getDate("big"), "big");
      refused("07006", () -> result.getBlob("text"), "text");
      refused("07006", () -> result.getArray("text"), "text");
      refused("07006", () -> result.getInt("list"), "list");
      assertThat(result.getLong("big")).isEqualTo(3_000_000_000L);
      assertThat(result.getShort("small")).isEqualTo((short) 1000);
      assertThat(result.getArray("list").getArray()).isEqualTo(new Integer[] {1, 2});
    }
  }

  @Test
  void wasNullTellsOfTheLastGetter() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select nothing, big from edge")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getInt(1)).isZero();
      assertThat(result.wasNull()).isTrue();
      assertThat(result.getLong(2)).isEqualTo(3_000_000_000L);
      assertThat(result.wasNull()).isFalse();
      assertThat(result.getString(1)).isNull();
      assertThat(result.wasNull()).isTrue();
      assertThat(result.getObject(1, Integer.class)).isNull();
      assertThat(result.getBoolean(1)).isFalse();
    }
  }

  @Test
  void scanTellsItsColumnsBeforeAndWhileItRuns() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select price p, id, 1 one from one where id = ?")) {
      checkColumns(query.getMetaData());
      query.setInt(1, 7);
      try (ResultSet result = query.executeQuery()) {
        checkColumns(result.getMetaData());
        assertThat(result.next()).isTrue();
        checkColumns(result.getMetaData());
      }
    }
  }

  private static void checkColumns(ResultSetMetaData columns) throws SQLException {
    assertThat(columns.getColumnCount()).isEqualTo(3);
    assertThat(columns.getColumnLabel(1)).isEqualTo("p");
    assertThat(columns.getColumnName(1)).isEqualTo("price");
    assertThat(columns.getColumnType(1)).isEqualTo(Types.DECIMAL);
    assertThat(columns.getPrecision(1)).isEqualTo(10);
    assertThat(columns.getScale(1)).isEqualTo(2);
    assertThat(columns.getTableName(1)).isEqualTo("one");
    assertThat(columns.getSchemaName(1)).isEqualTo("default");
    assertThat(columns.getCatalogName(1)).isEqualTo("demo");
    assertThat(columns.getColumnClassName(1)).isEqualTo("java.math.BigDecimal");
    assertThat(columns.getColumnType(2)).isEqualTo(Types.BIGINT);
    assertThat(columns.getColumnTypeName(2)).isEqualTo("BIGINT");
    assertThat(columns.getTableName(3)).isEmpty();
    assertThat(columns.getColumnType(3)).isEqualTo(Types.INTEGER);
    refused("07009", () -> columns.getColumnName(4), "4");
  }

  @Test
  void rowsBackwardsAndUpdatesAreRefused() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id from one")) {
      assertThat(result.next()).isTrue();
      refused("0AM00", result::previous);
      refused("0AM00", result::first);
      refused("0AM00", () -> result.absolute(1));
      refused("0AM00", () -> result.updateInt(1, 1));
      refused("0AM00", result::deleteRow);
    }
  }

  @Test
  void resultThatIsNotReadToItsEndClosesAtOnce() throws SQLException {
    EmbeddedDatabase.run(
        connection,
        "create table if not exists wide as select a.id * 100 + b.id id, repeat('x', 1000) text"
            + " from hundred a cross join hundred b");
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(10);
      ResultSet result = statement.executeQuery("select * from wide");
      assertThat(result.next()).isTrue();
      long start = System.nanoTime();
      assertThatCode(result::close).doesNotThrowAnyException();
      assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    }
  }

  @Test
  void everyRowOfAScanInManyBatchesComesOnce() throws SQLException {
    EmbeddedDatabase.run(
        connection,
        "create table if not exists many as select a.id * 10000 + b.id * 100 + c.id id"
            + " from hundred a cross join hundred b cross join hundred c where a.id < 10");
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(777);
      try (ResultSet result = statement.executeQuery("select id from many")) {
        List<Long> ids = new ArrayList<>();
        while (result.next()) {
          ids.add(result.getLong(1));
        }
        ids.sort(null);
        assertThat(ids).isEqualTo(LongStream.range(0, 100_000).boxed().toList());
      }
    }
  }
}

package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.H2;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scrollable result sets: where they stand, as H2 judges, and what they read to get there. */
class ScrollTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private static Connection connection;
  private static Connection h2;

  @BeforeAll
  static void fill() throws SQLException {
    connection = DATABASE.connect();
    h2 = H2.connect();
    EmbeddedDatabase.run(connection, "create table numbers (id bigint, text string)");
    EmbeddedDatabase.run(h2, "create table numbers (id bigint, text varchar)");
    for (Connection to : List.of(connection, h2)) {
      try (PreparedStatement insert = to.prepareStatement("insert into numbers values (?, ?)")) {
        for (int i = 0; i < 1000; i++) {
          insert.setLong(1, i);
          insert.setString(2, "row " + i);
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
    h2.close();
  }

  private static Statement scrolling(Connection on) throws SQLException {
    return on.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
  }

  /** One call and its answer as text, then everything that can be asked about the place. */
  private static String step(ResultSet result, int call, int rows) throws SQLException {
    Object answer =
        switch (call) {
          case 0, 1 -> "next " + result.next();
          case 2 -> "previous " + result.previous();
          case 3 -> "relative " + rows + " " + result.relative(rows);
          case 4 -> "absolute " + rows + " " + result.absolute(rows);
          case 5 -> "absolute " + rows * 13 + " " + result.absolute(rows * 13);
          case 6 -> "first " + result.first();
          case 7 -> "last " + result.last();
          case 8 -> {
            result.beforeFirst();
            yield "beforeFirst";
          }
          default -> {
            result.afterLast();
            yield "afterLast";
          }
        };
    String place =
        answer
            + " row "
            + result.getRow()
            + (result.isBeforeFirst() ? " before" : "")
            + (result.isFirst() ? " first" : "")
            + (result.isLast() ? " last" : "")
            + (result.isAfterLast() ? " after" : "");
    try {
      return place + " " + result.getLong(1) + " " + result.getString("text");
    } catch (SQLException e) {
      return place + " no row";
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select * from numbers | 0 | 1",
        "select * from numbers | 0 | 64",
        "select * from numbers | 17 | 5",
        "select id, text from numbers limit 30 | 0 | 7",
        "select * from numbers where id >= 400 and id < 470 | 0 | 16",
        "select * from numbers where id >= 400 and id < 470 | 33 | 16",
        "select * from numbers where id = 999 | 0 | 100",
        "select * from numbers where id < 0 | 0 | 100",
        "select * from numbers where text like '%9' or id < 20 | 0 | 50",
        "select * from numbers where 1 = 0 | 0 | 50",
        "select * from numbers order by id | 0 | 50",
        "select id % 10 id, min(text) text from numbers group by id % 10 order by id % 10 | 0 | 3",
      })
  void randomWalksAreThoseOfH2(String sql, int maxRows, int fetchSize) throws SQLException {
    for (int seed = 0; seed < 6; seed++) {
      try (Statement ours = scrolling(connection);
          Statement theirs = scrolling(h2)) {
        ours.setMaxRows(maxRows);
        theirs.setMaxRows(maxRows);
        ours.setFetchSize(fetchSize);
        ResultSet our = ours.executeQuery(sql);
        ResultSet their = theirs.executeQuery(sql);
        assertThat(our.getType()).isEqualTo(ResultSet.TYPE_SCROLL_INSENSITIVE);
        Random random = new Random(seed);
        List<String> walk = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
          int call = random.nextInt(10);
          int rows = random.nextInt(81) - 40;
          String expected = step(their, call, rows);
          walk.add(expected);
          assertThat(step(our, call, rows)).as("%s", walk).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void oneRowReadsOneRange() throws SQLException {
    try (Statement statement = scrolling(connection)) {
      statement.setFetchSize(10);
      ResultSet result = statement.executeQuery("select * from numbers");
      assertThat(reads(() -> result.absolute(501))).isEqualTo(1);
      assertThat(result.getLong(1)).isEqualTo(500);
      assertThat(reads(() -> result.relative(9))).isZero();
      assertThat(reads(() -> result.relative(1))).isEqualTo(1);
      assertThat(reads(() -> result.previous())).isZero();
      assertThat(reads(() -> result.last())).isEqualTo(1);
      assertThat(result.getRow()).isEqualTo(1000);
      assertThat(reads(() -> result.isLast())).isZero();
      assertThat(reads(() -> result.first())).isEqualTo(1);
      assertThat(reads(() -> result.afterLast())).isZero();
      assertThat(reads(() -> result.previous())).isZero();
      assertThat(result.getLong(1)).isEqualTo(999);
    }
  }

  @Test
  void resultOfASqlJobReadsOneRangeToo() throws SQLException {
    try (Statement statement = scrolling(connection)) {
      statement.setFetchSize(10);
      ResultSet result =
          statement.executeQuery("select id * 2 as twice from numbers order by id desc");
      assertThat(instanceReads(() -> result.absolute(501))).isEqualTo(1);
      assertThat(result.getLong(1)).isEqualTo(998);
      assertThat(instanceReads(() -> result.absolute(-1))).isEqualTo(1);
      assertThat(result.getLong(1)).isZero();
    }
  }

  @Test
  void withAPredicateRangesAreCountedOnce() throws SQLException {
    try (Statement statement = scrolling(connection)) {
      statement.setFetchSize(100);
      ResultSet result = statement.executeQuery("select * from numbers where id >= 250");
      assertThat(reads(() -> result.next())).isEqualTo(3);
      assertThat(result.getLong(1)).isEqualTo(250);
      assertThat(reads(() -> result.last())).isEqualTo(7);
      assertThat(result.getRow()).isEqualTo(750);
      assertThat(reads(() -> result.first())).isZero();
    }
  }

  /** How many streams of a table a step opens. */
  private static long reads(Refusals.Call step) {
    return requests("TableRead", step);
  }

  private static long instanceReads(Refusals.Call step) {
    return requests("InstanceRead", step);
  }

  /** Counted by a fault that does no harm. */
  private static long requests(String operation, Refusals.Call step) {
    DATABASE.faults().on(operation).everyRequest().throttle(1L << 40);
    try {
      long before = DATABASE.faults().struck();
      assertThatCode(step::run).doesNotThrowAnyException();
      return DATABASE.faults().struck() - before;
    } finally {
      DATABASE.faults().clear();
    }
  }

  @Test
  void memoryIsBoundedByTheRangesKept() throws SQLException {
    EmbeddedDatabase.run(
        connection,
        "create table wide as select id, repeat('x', 100000) text from numbers where id < 1000");
    try (Connection own = DATABASE.connect();
        Statement statement = scrolling(own)) {
      statement.setFetchSize(50);
      ResultSet result = statement.executeQuery("select * from wide");
      MaxStorageConnection ours = own.unwrap(MaxStorageConnection.class);
      long most = 0;
      for (int row = 1000; row > 0; row -= 25) {
        assertThat(result.absolute(row)).isTrue();
        assertThat(result.getString(2)).hasSize(100_000);
        most = Math.max(most, ours.clients().allocator().getAllocatedMemory());
      }
      assertThat(most)
          .isLessThan(2 * ScrollCursor.MOST_BYTES)
          .isGreaterThan(ScrollCursor.MOST_BYTES / 4);
    }
  }

  @Test
  void currentRowStaysWhileOthersAreCounted() throws SQLException {
    try (Statement statement = scrolling(connection)) {
      statement.setFetchSize(1);
      ResultSet result = statement.executeQuery("select * from numbers where id = 3 or id > 990");
      assertThat(result.next()).isTrue();
      assertThat(result.isLast()).isFalse();
      assertThat(result.getLong(1)).isEqualTo(3);
      assertThat(result.getString(2)).isEqualTo("row 3");
    }
  }

  @Test
  void brokenRangeIsAnErrorAndTheResultSetStaysUsable() throws SQLException {
    try (Statement statement = scrolling(connection)) {
      statement.setFetchSize(10);
      ResultSet result = statement.executeQuery("select * from numbers");
      assertThat(result.next()).isTrue();
      DATABASE.faults().on("TableRead").everyRequest().answer(403);
      refused("42501", () -> result.absolute(700));
      refused("24000", () -> result.getLong(1));
      DATABASE.faults().clear();
      assertThat(result.absolute(700)).isTrue();
      assertThat(result.getLong(1)).isEqualTo(699);
      DATABASE.faults().on("TableRead").request(1).cutAfter(300);
      assertThat(result.absolute(70)).isTrue();
      assertThat(result.getLong(1)).isEqualTo(69);
    } finally {
      DATABASE.faults().clear();
    }
  }

  @Test
  void snapshotStaysWhileRowsAreAdded() throws SQLException {
    EmbeddedDatabase.run(
        connection, "create table growing as select id from numbers where id < 10");
    try (Statement statement = scrolling(connection)) {
      ResultSet result = statement.executeQuery("select * from growing");
      DATABASE.run("insert into growing values (10), (11)");
      assertThat(result.last()).isTrue();
      assertThat(result.getRow()).isEqualTo(10);
    }
  }

  @Test
  void everyKindOfResultScrolls() throws SQLException {
    try (Statement statement = scrolling(connection)) {
      for (String sql :
          List.of("explain select id from numbers", "show tables", "select 1, id from numbers")) {
        ResultSet result = statement.executeQuery(sql);
        assertThat(result.getType()).isEqualTo(ResultSet.TYPE_SCROLL_INSENSITIVE);
        assertThat(result.last()).as(sql).isTrue();
        String last = result.getString(1);
        int rows = result.getRow();
        assertThat(result.first()).isTrue();
        assertThat(result.absolute(rows)).isTrue();
        assertThat(result.getString(1)).isEqualTo(last);
        assertThat((Throwable) statement.getWarnings()).isNull();
      }
    }
  }

  @Test
  void constantsAndNestedColumnsAreInEveryRange() throws SQLException {
    EmbeddedDatabase.run(
        connection,
        "create table mixed as select id, array(id, null) list, named_struct('a', id, 'b', text) part,"
            + " map(text, id) pairs, id % 3 = 0 flag from numbers");
    try (Statement statement = scrolling(connection)) {
      statement.setFetchSize(7);
      ResultSet result =
          statement.executeQuery("select 'k', id, list, part, pairs, flag, null from mixed");
      for (int row : new int[] {1000, 3, 500, 501, 7, 8, 1}) {
        assertThat(result.absolute(row)).isTrue();
        long id = row - 1L;
        assertThat(result.getString(1)).isEqualTo("k");
        assertThat(result.getLong(2)).isEqualTo(id);
        assertThat(result.getString(3)).isEqualTo("[" + id + ",null]");
        assertThat(result.getString(4)).isEqualTo("{\"a\":" + id + ",\"b\":\"row " + id + "\"}");
        assertThat(result.getString(5)).isEqualTo("{\"row " + id + "\":" + id + "}");
        assertThat(result.getBoolean(6)).isEqualTo(id % 3 == 0);
        assertThat(result.getObject(7)).isNull();
      }
    }
  }

  @Test
  void metadataAndTypesTellTheTruth() throws SQLException {
    var facts = connection.getMetaData();
    assertThat(facts.supportsResultSetType(ResultSet.TYPE_SCROLL_INSENSITIVE)).isTrue();
    assertThat(facts.supportsResultSetType(ResultSet.TYPE_SCROLL_SENSITIVE)).isFalse();
    assertThat(
            facts.supportsResultSetConcurrency(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE))
        .isFalse();
    connection.clearWarnings();
    try (Statement statement =
        connection.createStatement(ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
      assertThat(connection.getWarnings().getMessage()).contains("INSENSITIVE");
      assertThat(statement.getResultSetType()).isEqualTo(ResultSet.TYPE_SCROLL_INSENSITIVE);
      statement.setFetchDirection(ResultSet.FETCH_REVERSE);
      ResultSet result = statement.executeQuery("select id from numbers");
      result.setFetchDirection(ResultSet.FETCH_UNKNOWN);
      assertThat(result.getFetchDirection()).isEqualTo(ResultSet.FETCH_UNKNOWN);
      refused("22023", () -> result.setFetchDirection(7), "7");
    }
    refused("22023", () -> connection.createStatement(4711, ResultSet.CONCUR_READ_ONLY), "4711");
    connection.clearWarnings();
  }

  @Test
  void forwardOnlyResultSetsRefuseToGoBack() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id from numbers")) {
      assertThat(result.next()).isTrue();
      for (Refusals.Call call :
          List.<Refusals.Call>of(
              result::previous,
              result::first,
              result::last,
              result::beforeFirst,
              result::afterLast,
              result::isLast,
              () -> result.absolute(2),
              () -> result.relative(1),
              () -> result.setFetchDirection(ResultSet.FETCH_REVERSE))) {
        refused("0AM00", call, "forward only");
      }
      assertThat(result.getLong(1)).isZero();
      assertThat(result.next()).isTrue();
    }
  }
}

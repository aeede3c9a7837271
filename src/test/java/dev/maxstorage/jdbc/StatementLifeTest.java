package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How statements, results and connections end: closed, cancelled, timed out, aborted. */
@Timeout(60)
class StatementLifeTest {
  /** A query that no machine answers in time. */
  private static final String ENDLESS =
      "select count(*) from hundred a cross join hundred b cross join hundred c"
          + " cross join hundred d cross join hundred e cross join hundred f"
          + " where a.id + b.id * c.id + d.id * e.id - f.id = 17";

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  @AutoClose("shutdownNow")
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  private Connection connection;

  @BeforeAll
  static void fill() throws SQLException {
    DATABASE.run(
        "create table hundred (id bigint)",
        "insert into hundred values " + "(0), (1), (2), (3), (4), (5), (6), (7), (8), (9)",
        "insert overwrite table hundred"
            + " select a.id * 10 + b.id from hundred a cross join hundred b",
        "create table many as select a.id * 10000 + b.id * 100 + c.id id, repeat('x', 50) text"
            + " from hundred a cross join hundred b cross join hundred c where a.id < 20",
        "create table sink (id bigint, pic blob)");
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = DATABASE.connect();
  }

  @AfterEach
  void close() throws SQLException {
    DATABASE.faults().clear();
    connection.close();
  }

  // Closing.

  @Test
  void everyClosingOrderGivesAllMemoryBack() throws SQLException {
    for (int order = 0; order < 6; order++) {
      Connection own = DATABASE.connect("fetchSize=100");
      Statement statement = own.createStatement();
      ResultSet result = statement.executeQuery("select * from many");
      assertThat(result.next()).isTrue();
      switch (order) {
        case 0 -> result.close();
        case 1 -> statement.close();
        case 2 -> {
          while (result.next()) {
            result.getLong(1);
          }
        }
        case 3 -> {
          statement.close();
          result.close();
        }
        case 4 -> statement.executeQuery("select id from hundred").next();
        default -> {}
      }
      assertThatCode(own::close).as("order %d", order).doesNotThrowAnyException();
      assertThat(own.isClosed()).isTrue();
      assertThat(statement.isClosed()).isTrue();
      assertThat(result.isClosed()).isTrue();
      result.close();
      statement.close();
      own.close();
    }
  }

  @Test
  void closeOfTheConnectionClosesEverything() throws SQLException {
    Connection own = DATABASE.connect();
    List<ResultSet> results = new ArrayList<>();
    for (String sql :
        List.of(
            "select * from many",
            "select id from many order by id",
            "select * from many where id > 3")) {
      results.add(own.createStatement().executeQuery(sql));
      results.add(own.prepareStatement(sql).executeQuery());
    }
    results.add(own.getMetaData().getTables(null, null, null, null));
    for (ResultSet result : results) {
      assertThat(result.next()).isTrue();
    }
    PreparedStatement insert = own.prepareStatement("insert into sink values (?, ?)");
    insert.setInt(1, 1);
    insert.setBinaryStream(2, new ByteArrayInputStream(new byte[100]));
    insert.addBatch();
    assertThatCode(own::close).doesNotThrowAnyException();
    for (ResultSet result : results) {
      assertThat(result.isClosed()).isTrue();
    }
    refused("55000", () -> results.get(0).next(), "closed");
    assertThat(insert.isClosed()).isTrue();
    assertThat(DATABASE.rows("select count(*) from sink")).containsExactly(List.of(0L));
  }

  @Test
  void executingAgainClosesTheResultBefore() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      ResultSet first = statement.executeQuery("select * from many");
      assertThat(first.next()).isTrue();
      ResultSet second = statement.executeQuery("select * from hundred");
      assertThat(first.isClosed()).isTrue();
      assertThat(second.next()).isTrue();
      assertThat(statement.getResultSet()).isSameAs(second);
      assertThat(statement.getMoreResults()).isFalse();
      assertThat(second.isClosed()).isTrue();
      assertThat(statement.getUpdateCount()).isEqualTo(-1);
    }
  }

  @Test
  void twoStatementsReadAtTheSameTime() throws SQLException {
    try (Statement one = connection.createStatement();
        Statement two = connection.createStatement();
        ResultSet first = one.executeQuery("select id from hundred");
        ResultSet second = two.executeQuery("select id from hundred order by id")) {
      int rows = 0;
      while (first.next()) {
        assertThat(second.next()).isTrue();
        rows++;
      }
      assertThat(second.next()).isFalse();
      assertThat(rows).isEqualTo(100);
    }
  }

  @Test
  void statementClosesOnCompletionIfToldSo() throws SQLException {
    Statement statement = connection.createStatement();
    assertThat(statement.isCloseOnCompletion()).isFalse();
    statement.closeOnCompletion();
    assertThat(statement.isCloseOnCompletion()).isTrue();
    ResultSet first = statement.executeQuery("select id from hundred");
    ResultSet second = statement.executeQuery("select id from hundred");
    assertThat(first.isClosed()).isTrue();
    assertThat(statement.isClosed()).isFalse();
    second.close();
    assertThat(statement.isClosed()).isTrue();
  }

  @Test
  void failedStatementCanBeUsedAgain() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (int i = 0; i < 3; i++) {
        refused("42S02", () -> statement.executeQuery("select * from nope"));
        assertThat(statement.getResultSet()).isNull();
        assertThat(statement.getUpdateCount()).isEqualTo(-1);
        assertThat(statement.executeQuery("select id from hundred").next()).isTrue();
      }
    }
  }

  // Cancel and timeout.

  /** Starts a call on another thread and waits until the warehouse has seen the request. */
  private Future<SQLException> running(Refusals.Call call) throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    Future<SQLException> failure =
        other.submit(
            () -> {
              started.countDown();
              try {
                call.run();
                return null;
              } catch (SQLException e) {
                return e;
              }
            });
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    return failure;
  }

  /** Cancels until the call ends, since a cancel before its start does nothing. */
  private static SQLException cancelled(Statement statement, Future<SQLException> running)
      throws Exception {
    while (true) {
      statement.cancel();
      try {
        return running.get(20, TimeUnit.MILLISECONDS);
      } catch (java.util.concurrent.TimeoutException e) {
        // Not there yet.
      }
    }
  }

  private void isUsable(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("select id from hundred limit 3")) {
      assertThat(EmbeddedDatabase.rows(result)).hasSize(3);
    }
  }

  @Test
  void longSqlJobIsCancelled() throws Exception {
    try (Statement statement = connection.createStatement()) {
      Future<SQLException> job = running(() -> statement.executeQuery(ENDLESS));
      SQLException failure = cancelled(statement, job);
      assertThat(failure.getSQLState()).isEqualTo("57014");
      assertThat(failure.getMessage()).contains("cancelled");
      isUsable(statement);
    }
  }

  @Test
  void longSqlJobTimesOut() throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThat(statement.getQueryTimeout()).isEqualTo(1);
      long start = System.nanoTime();
      SQLException failure = refused("HYT00", () -> statement.executeQuery(ENDLESS), "1 s");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat((Throwable) failure).isInstanceOf(SQLTimeoutException.class);
      isUsable(statement);
    }
  }

  @Test
  void queryThatIsInTimeIsNotTouched() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(30);
      isUsable(statement);
      statement.setQueryTimeout(0);
      isUsable(statement);
      refused("22023", () -> statement.setQueryTimeout(-1), "-1");
    }
  }

  @Test
  void readThatStallsIsCancelled() throws Exception {
    DATABASE.faults().on("TableRead").everyRequest().stallAfter(5_000, Duration.ofSeconds(50));
    try (Statement statement = connection.createStatement()) {
      Future<SQLException> read =
          running(
              () -> {
                try (ResultSet result = statement.executeQuery("select * from many")) {
                  while (result.next()) {
                    result.getLong(1);
                  }
                }
              });
      assertThat(cancelled(statement, read).getSQLState()).isEqualTo("57014");
      DATABASE.faults().clear();
      isUsable(statement);
    }
  }

  @Test
  void scanThatStallsBeforeItsFirstAnswerTimesOut() throws Exception {
    DATABASE.faults().on("TableCreateReadSession").request(1).stallAfter(0, Duration.ofSeconds(50));
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      refused("HYT00", () -> statement.executeQuery("select * from many"), "1 s");
      isUsable(statement);
    }
  }

  @Test
  void insertThatStallsIsCancelledAndNothingIsInserted() throws Exception {
    DATABASE
        .faults()
        .on("TableCreateWriteSession")
        .request(1)
        .stallAfter(0, Duration.ofSeconds(50));
    try (PreparedStatement insert =
        connection.prepareStatement("insert into sink (id) values (?)")) {
      insert.setInt(1, 1);
      insert.addBatch();
      Future<SQLException> write = running(insert::executeBatch);
      assertThat(cancelled(insert, write).getSQLState()).isEqualTo("57014");
      DATABASE.faults().clear();
      assertThat(DATABASE.rows("select count(*) from sink")).containsExactly(List.of(0L));
      assertThat(insert.executeBatch()).isEmpty();
    }
  }

  @Test
  void cancelAfterAnInsertLeavesTheTransactionAlone() throws SQLException {
    connection.setAutoCommit(false);
    EmbeddedDatabase.run(connection, "create table if not exists kept (id bigint)");
    try (PreparedStatement insert = connection.prepareStatement("insert into kept values (?)")) {
      insert.setInt(1, 1);
      insert.executeUpdate();
      insert.cancel();
      insert.executeUpdate();
      insert.cancel();
    }
    connection.commit();
    assertThat(DATABASE.rows("select count(*) from kept")).containsExactly(List.of(2L));
  }

  @Test
  void insertThatStallsTimesOut() throws Exception {
    DATABASE.faults().on("TableWrite").request(1).stallAfter(0, Duration.ofSeconds(50));
    try (PreparedStatement insert =
        connection.prepareStatement("insert into sink (id) values (?)")) {
      insert.setQueryTimeout(1);
      insert.setInt(1, 1);
      refused("HYT00", insert::executeUpdate, "1 s");
    }
    assertThat(DATABASE.rows("select count(*) from sink")).containsExactly(List.of(0L));
  }

  @Test
  void closeFromAnotherThreadEndsARead() throws Exception {
    DATABASE.faults().on("TableRead").everyRequest().stallAfter(5_000, Duration.ofSeconds(50));
    Statement statement = connection.createStatement();
    ResultSet result = statement.executeQuery("select * from many");
    Future<SQLException> read =
        running(
            () -> {
              while (result.next()) {
                result.getLong(1);
              }
            });
    statement.close();
    assertThat((Throwable) read.get(10, TimeUnit.SECONDS)).isNotNull();
    assertThatCode(connection::close).doesNotThrowAnyException();
  }

  @Test
  void cancelOfAnIdleStatementDoesNothing() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.cancel();
      isUsable(statement);
      statement.cancel();
      isUsable(statement);
    }
  }

  @Test
  void interruptedThreadGetsACancelledStatementAndKeepsItsFlag() throws Exception {
    try (Statement statement = connection.createStatement()) {
      Future<SQLException> interrupted =
          other.submit(
              () -> {
                Thread.currentThread().interrupt();
                try {
                  statement.executeQuery(ENDLESS);
                  return null;
                } catch (SQLException e) {
                  assertThat(Thread.currentThread().isInterrupted()).isTrue();
                  return e;
                }
              });
      SQLException failure = interrupted.get(20, TimeUnit.SECONDS);
      assertThat(failure.getSQLState()).as(failure.toString()).isEqualTo("57014");
    }
  }

  // The connection.

  @Test
  void isValidAsksTheService() throws SQLException {
    assertThat(connection.isValid(5)).isTrue();
    assertThat(connection.isValid(0)).isTrue();
    refused("22023", () -> connection.isValid(-1), "-1");
    DATABASE.faults().on("GetProject").everyRequest().answer(403);
    assertThat(connection.isValid(5)).isFalse();
    DATABASE.faults().clear();
    DATABASE.faults().on("GetProject").request(1).stallAfter(0, Duration.ofSeconds(50));
    assertThat(connection.isValid(1)).isFalse();
    assertThat(connection.isValid(5)).isTrue();
    connection.close();
    assertThat(connection.isValid(5)).isFalse();
  }

  @Test
  void abortEndsWhatRunsAndClosesTheConnection() throws Exception {
    Statement statement = connection.createStatement();
    Future<SQLException> job = running(() -> statement.executeQuery(ENDLESS));
    connection.abort(Runnable::run);
    assertThat(connection.isClosed()).isTrue();
    assertThat((Throwable) job.get(10, TimeUnit.SECONDS)).isNotNull();
    connection.abort(Runnable::run);
    refused("22023", () -> DATABASE.connect().abort(null), "executor");
  }

  @Test
  void sessionStateIsKeptAndChecked() throws SQLException {
    connection.setSchema("default");
    assertThat(connection.getSchema()).isEqualTo("default");
    assertThat(connection.getCatalog()).isEqualTo("demo");
    connection.setClientInfo("ApplicationName", "test");
    assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("test");
    assertThat(connection.getTypeMap()).isEmpty();
    assertThat(connection.getHoldability()).isEqualTo(ResultSet.HOLD_CURSORS_OVER_COMMIT);
    refused(
        "0AM00",
        () ->
            connection.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE));
    refused("0AM00", () -> connection.prepareCall("{call x()}"));
  }

  @Test
  void nothingIsLeftWhenTheLastConnectionCloses() throws Exception {
    Set<Thread> before = ours();
    String url = "jdbc:maxstorage:mem:threads?project=demo";
    try (Connection own = DriverManager.getConnection(url);
        Statement statement = own.createStatement()) {
      statement.setQueryTimeout(30);
      statement.execute("create table t (id bigint, pic blob)");
      try (PreparedStatement insert = own.prepareStatement("insert into t values (?, ?)")) {
        insert.setInt(1, 1);
        insert.setBytes(2, new byte[100_000]);
        insert.executeUpdate();
      }
      ResultSet result = statement.executeQuery("select * from t");
      assertThat(result.next()).isTrue();
      assertThat(result.getBytes(2)).hasSize(100_000);
      ResultSet counted = statement.executeQuery("select count(*) from t");
      assertThat(counted.next()).isTrue();
      assertThat(ours()).hasSizeGreaterThan(before.size());
    }
    Set<Thread> left = ours();
    left.removeAll(before);
    for (Thread thread : left) {
      thread.join(5_000);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  private static Set<Thread> ours() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().startsWith("maxstorage"));
    return threads;
  }
}

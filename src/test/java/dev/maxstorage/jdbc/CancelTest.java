package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.warehouse.FaultPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cancel, close and abort from another thread, in every state in which a statement can block. */
@Timeout(60)
class CancelTest {
  private static final Duration FOREVER = Duration.ofSeconds(40);

  /** A machine under load is slow; what must not be waited for takes {@link #FOREVER}. */
  private static final Duration SOON = Duration.ofSeconds(10);

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  @AutoClose("shutdownNow")
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @BeforeAll
  static void fill() throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      EmbeddedDatabase.run(
          connection,
          "create table small (id bigint, pic blob, day string)",
          "create table many (id bigint, text string)",
          "create table sink (id bigint)",
          "create table parts (id bigint) partitioned by (p string)",
          "insert into parts partition (p = 'a') values (1)");
      try (PreparedStatement insert =
          connection.prepareStatement("insert into small values (?, ?, 'x')")) {
        insert.setLong(1, 1);
        insert.setBytes(2, new byte[300_000]);
        insert.executeUpdate();
      }
      try (PreparedStatement insert =
          connection.prepareStatement("insert into many values (?, ?)")) {
        for (int i = 0; i < 20_000; i++) {
          insert.setLong(1, i);
          insert.setString(2, "text " + i);
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  @AfterEach
  void clear() {
    DATABASE.faults().clear();
  }

  /** Work that blocks for good, because of a fault on an operation. */
  private record State(String operation, Fault fault, Work work) {
    interface Fault {
      void on(FaultPlan.Strike strike);
    }

    interface Work {
      void run(Statement statement) throws SQLException;
    }
  }

  private static void read(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        result.getString(1);
      }
    }
  }

  private static void insert(Statement statement) throws SQLException {
    statement.executeUpdate("insert into sink values (1)");
  }

  private static void stall(FaultPlan.Strike strike) {
    strike.stallAfter(0, FOREVER);
  }

  private static final Map<String, State> STATES =
      Map.ofEntries(
          state(
              "describing the table",
              "GetTable",
              CancelTest::stall,
              s -> read(s, "select * from many")),
          state(
              "listing partitions",
              "ListPartitions",
              CancelTest::stall,
              s -> read(s, "select * from parts where p = 'a'")),
          state(
              "creating a read session",
              "TableCreateReadSession",
              CancelTest::stall,
              s -> read(s, "select * from many")),
          state(
              "opening a stream",
              "TableRead",
              CancelTest::stall,
              s -> read(s, "select * from many")),
          state(
              "within a stream",
              "TableRead",
              strike -> strike.stallAfter(20_000, FOREVER),
              s -> read(s, "select * from many")),
          state(
              "in a stream that trickles",
              "TableRead",
              strike -> strike.throttle(500),
              s -> read(s, "select * from many")),
          state(
              "pausing before a retry",
              "TableCreateReadSession",
              strike -> strike.answer(429, Duration.ofSeconds(20)),
              s -> read(s, "select * from many")),
          state(
              "submitting a job",
              "CreateInstance",
              CancelTest::stall,
              s -> read(s, "select count(*) from many group by id")),
          state(
              "polling a job",
              "GetInstance",
              CancelTest::stall,
              s -> read(s, "select id from many order by id")),
          state(
              "creating the session of a job's result",
              "InstanceCreateReadSession",
              CancelTest::stall,
              s -> read(s, "select id from many order by id")),
          state(
              "reading a job's result",
              "InstanceRead",
              strike -> strike.stallAfter(5_000, FOREVER),
              s -> read(s, "select id from many order by id")),
          state(
              "downloading a blob",
              "BlobRead",
              strike -> strike.stallAfter(70_000, FOREVER),
              s -> {
                try (ResultSet result = s.executeQuery("select pic from small")) {
                  assertThat(result.next()).isTrue();
                  result.getBytes(1);
                }
              }),
          state(
              "creating a write session",
              "TableCreateWriteSession",
              CancelTest::stall,
              CancelTest::insert),
          state("writing", "TableWrite", CancelTest::stall, CancelTest::insert),
          state("committing", "TableCommitWriteSession", CancelTest::stall, CancelTest::insert));

  private static Map.Entry<String, State> state(
      String name, String operation, State.Fault fault, State.Work work) {
    return Map.entry(name, new State(operation, fault, work));
  }

  static Stream<String> states() {
    return STATES.keySet().stream().sorted();
  }

  /** Starts the work on another thread and waits until the fault has struck. */
  private Future<SQLException> blocked(State state, Statement statement) throws Exception {
    state.fault.on(DATABASE.faults().on(state.operation).everyRequest());
    long before = DATABASE.faults().struck();
    Future<SQLException> failure =
        other.submit(
            () -> {
              try {
                state.work.run(statement);
                return null;
              } catch (SQLException e) {
                return e;
              }
            });
    while (DATABASE.faults().struck() == before && !failure.isDone()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return failure;
  }

  private static SQLException soon(Future<SQLException> failure) throws Exception {
    try {
      SQLException thrown = failure.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
      assertThat((Throwable) thrown).isNotNull();
      return thrown;
    } catch (TimeoutException e) {
      throw new AssertionError("Still blocked", e);
    }
  }

  private static final Set<String> MAY_HAVE_COMMITTED = Set.of("committing");

  @ParameterizedTest
  @MethodSource("states")
  void cancelEndsTheStatementAndLeavesTheConnectionUsable(String name) throws Exception {
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement()) {
      Future<SQLException> work = blocked(STATES.get(name), statement);
      statement.cancel();
      assertThat(soon(work).getSQLState())
          .isEqualTo(MAY_HAVE_COMMITTED.contains(name) ? "40003" : "57014");
      DATABASE.faults().clear();
      assertThat(EmbeddedDatabase.rows(connection, "select id from small")).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("states")
  void closeOfTheStatementEndsItsWork(String name) throws Exception {
    if (name.equals("downloading a blob")) {
      return; // a blob outlives its statement
    }
    try (Connection connection = DATABASE.connect()) {
      Statement statement = connection.createStatement();
      Future<SQLException> work = blocked(STATES.get(name), statement);
      statement.close();
      soon(work);
      assertThat(statement.isClosed()).isTrue();
      DATABASE.faults().clear();
      assertThat(EmbeddedDatabase.rows(connection, "select id from small")).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("states")
  void abortOfTheConnectionEndsItsWork(String name) throws Exception {
    Connection connection = DATABASE.connect();
    Statement statement = connection.createStatement();
    Future<SQLException> work = blocked(STATES.get(name), statement);
    try (AutoExecutor closer = new AutoExecutor()) {
      connection.abort(closer.executor);
      assertThat(connection.isClosed()).isTrue();
      soon(work);
      DATABASE.faults().clear();
    }
    assertThat(statement.isClosed()).isTrue();
    refused("08003", connection::createStatement);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pausing before a retry", "polling a job", "writing"})
  void queryTimeoutEndsTheStatement(String name) throws Exception {
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThat(soon(blocked(STATES.get(name), statement)).getSQLState()).isEqualTo("HYT00");
    }
  }

  /** An executor whose close waits for its tasks. */
  private static final class AutoExecutor implements AutoCloseable {
    final ExecutorService executor = Executors.newSingleThreadExecutor();

    @Override
    public void close() throws InterruptedException {
      executor.shutdown();
      assertThat(executor.awaitTermination(SOON.toSeconds() * 2, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** A job that no machine ends in time. */
  private static final String ENDLESS =
      "select count(*) from many a cross join many b cross join many c"
          + " where a.id + b.id * c.id = 17";

  private static final State ENDLESS_JOB =
      new State("CreateInstance", strike -> strike.throttle(1L << 40), s -> read(s, ENDLESS));

  @Test
  void cancelledJobIsStoppedOnTheServer() throws Exception {
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement()) {
      Future<SQLException> work = blocked(ENDLESS_JOB, statement);
      awaitPoll();
      assertThat(
              requests(
                  "CancelInstance",
                  () -> {
                    statement.cancel();
                    soon(work);
                  }))
          .isEqualTo(1);
    }
  }

  @Test
  void abortStopsTheJobOnTheServer() throws Exception {
    Connection connection = DATABASE.connect();
    Statement statement = connection.createStatement();
    Future<SQLException> work = blocked(ENDLESS_JOB, statement);
    awaitPoll();
    assertThat(
            requests(
                "CancelInstance",
                () -> {
                  connection.abort(Runnable::run);
                  soon(work);
                }))
        .isEqualTo(1);
  }

  @Test
  void serverThatDoesNotAnswerACancelDoesNotHoldItUp() throws Exception {
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement()) {
      Future<SQLException> work = blocked(STATES.get("polling a job"), statement);
      DATABASE.faults().on("CancelInstance").everyRequest().stallAfter(0, FOREVER);
      statement.cancel();
      assertThat(soon(work).getSQLState()).isEqualTo("57014");
    }
  }

  @Test
  void abortOfAnOpenTransactionGivesItsSessionUp() throws Exception {
    Connection connection = DATABASE.connect();
    connection.setAutoCommit(false);
    EmbeddedDatabase.run(connection, "insert into sink values (1)");
    assertThat(requests("TableAbortWriteSession", () -> connection.abort(Runnable::run)))
        .isEqualTo(1);
    assertThat(connection.isClosed()).isTrue();
  }

  @Test
  void abortEndsACommit() throws Exception {
    Connection connection = DATABASE.connect();
    connection.setAutoCommit(false);
    Statement statement = connection.createStatement();
    insert(statement);
    Future<SQLException> work =
        blocked(
            new State("TableCommitWriteSession", CancelTest::stall, s -> connection.commit()),
            statement);
    connection.abort(Runnable::run);
    assertThat(soon(work).getSQLState()).isIn("40003", "57014");
  }

  /** Returns when a job is polled, as a fault that does no harm tells. */
  private static void awaitPoll() throws InterruptedException {
    long before = DATABASE.faults().struck();
    DATABASE.faults().on("GetInstance").request(1).throttle(1L << 40);
    while (DATABASE.faults().struck() == before) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  /** Counted by a fault that does no harm. */
  private static long requests(String operation, Refusals.Call step) {
    DATABASE.faults().on(operation).everyRequest().throttle(1L << 40);
    long before = DATABASE.faults().struck();
    assertThatCode(step::run).doesNotThrowAnyException();
    return DATABASE.faults().struck() - before;
  }

  @Test
  void networkTimeoutEndsARequestThatGetsNoAnswer() throws Exception {
    try (Connection connection = DATABASE.connect("retryTime=0");
        Statement statement = connection.createStatement()) {
      int before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, 300);
      assertThat(connection.getNetworkTimeout()).isEqualTo(300).isNotEqualTo(before);
      assertThat(soon(blocked(STATES.get("creating a read session"), statement)).getSQLState())
          .isEqualTo("08006");
      DATABASE.faults().clear();
      assertThat(soon(blocked(STATES.get("within a stream"), statement)).getSQLState())
          .isEqualTo("58030");
      DATABASE.faults().clear();
      connection.setNetworkTimeout(Runnable::run, 0);
      assertThat(connection.getNetworkTimeout()).isZero();
      assertThat(EmbeddedDatabase.rows(connection, "select id from small")).hasSize(1);
      refused("22023", () -> connection.setNetworkTimeout(null, 1), "executor");
      refused("22023", () -> connection.setNetworkTimeout(Runnable::run, -1), "-1");
    }
    Connection closed = DATABASE.connect();
    closed.close();
    refused("08003", () -> closed.setNetworkTimeout(Runnable::run, 1));
  }

  @Test
  void cancelWhileABlobIsReadLeavesTheNextResultAlone() throws Exception {
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement()) {
      Future<SQLException> work = blocked(STATES.get("downloading a blob"), statement);
      statement.cancel();
      assertThat(soon(work).getSQLState()).isEqualTo("57014");
      DATABASE.faults().clear();
      try (ResultSet result = statement.executeQuery("select pic from small")) {
        assertThat(result.next()).isTrue();
        assertThat(result.getBytes(1)).hasSize(300_000);
      }
      assertThat(List.of(connection.isClosed(), statement.isClosed())).containsOnly(false);
    }
  }
}

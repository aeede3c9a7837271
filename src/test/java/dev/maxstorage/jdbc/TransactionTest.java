package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When rows become visible, and what commit and rollback do. */
class TransactionTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private Connection connection;

  @BeforeEach
  void createTables() throws SQLException {
    DATABASE.run(
        "drop table if exists t",
        "drop table if exists other",
        "create table t (id bigint, name string)",
        "create table other (id bigint)");
    connection = DATABASE.connect();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void run(String... sql) throws SQLException {
    EmbeddedDatabase.run(connection, sql);
  }

  private static List<Object> ids() throws SQLException {
    return ids("t");
  }

  private static List<Object> ids(String table) throws SQLException {
    return DATABASE.rows("select id from " + table).stream()
        .map(row -> row.get(0))
        .sorted()
        .toList();
  }

  @Test
  void autoCommittedRowsAreVisibleWhenTheCallReturns() throws SQLException {
    assertThat(connection.getAutoCommit()).isTrue();
    run("insert into t values (1, 'a')");
    assertThat(ids()).containsExactly(1L);
    try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
      insert.setInt(1, 2);
      insert.setString(2, "b");
      assertThat(insert.executeUpdate()).isEqualTo(1);
      assertThat(ids()).containsExactly(1L, 2L);
      insert.setInt(1, 3);
      insert.addBatch();
      assertThat(ids()).containsExactly(1L, 2L);
      insert.executeBatch();
      assertThat(ids()).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void columnAddedDuringATransactionIsNullInItsRows() throws SQLException {
    connection.setAutoCommit(false);
    run("insert into t values (1, 'a')");
    DATABASE.run("alter table t add columns (more int)");
    connection.commit();
    run("insert into t (id, name, more) values (2, 'b', 5)");
    connection.commit();
    assertThat(DATABASE.rows("select * from t order by id"))
        .containsExactly(Arrays.asList(1L, "a", null), List.of(2L, "b", 5));
  }

  @Test
  void columnDroppedDuringATransactionEndsIt() throws SQLException {
    DATABASE.run("alter table t add columns (more int)");
    connection.setAutoCommit(false);
    run("insert into t (id, more) values (3, 7)");
    DATABASE.run("alter table t drop column more");
    refused("40001", () -> run("insert into t (id) values (4)"), "columns of table demo.default.t");
    connection.rollback();
    run("insert into t (id) values (5)");
    connection.commit();
    assertThat(ids()).containsExactly(5L);
  }

  @Test
  void nothingIsVisibleBeforeTheCommitAndAllOfItAfterwards() throws SQLException {
    connection.setAutoCommit(false);
    run("insert into t values (1, 'a')", "insert into t values (2, 'b'), (3, 'c')");
    try (PreparedStatement insert = connection.prepareStatement("insert into t (id) values (?)")) {
      insert.setInt(1, 4);
      insert.addBatch();
      insert.executeBatch();
    }
    assertThat(ids()).isEmpty();
    connection.commit();
    assertThat(ids()).containsExactly(1L, 2L, 3L, 4L);
    connection.commit();
    run("insert into t values (5, 'e')");
    connection.commit();
    assertThat(ids()).hasSize(5);
  }

  @Test
  void rollbackGivesUpTheRows() throws SQLException {
    connection.setAutoCommit(false);
    run("insert into t values (1, 'a')");
    connection.rollback();
    assertThat(ids()).isEmpty();
    run("insert into t values (2, 'b')");
    connection.commit();
    assertThat(ids()).containsExactly(2L);
    connection.rollback();
    assertThat(ids()).containsExactly(2L);
  }

  @Test
  void closeRollsBack() throws SQLException {
    connection.setAutoCommit(false);
    run("insert into t values (1, 'a')");
    connection.close();
    assertThat(ids()).isEmpty();
  }

  @Test
  void rowsOfABatchThatWasNotExecutedAreNotCommitted() throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement("insert into t (id) values (?)")) {
      insert.setInt(1, 1);
      insert.addBatch();
      connection.commit();
      assertThat(ids()).isEmpty();
      insert.executeBatch();
      connection.commit();
      assertThat(ids()).containsExactly(1L);
    }
  }

  @Test
  void switchingAutoCommitOnCommits() throws SQLException {
    connection.setAutoCommit(false);
    run("insert into t values (1, 'a')");
    connection.setAutoCommit(false);
    assertThat(ids()).isEmpty();
    connection.setAutoCommit(true);
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void statementPreparedBeforeATransactionTakesPartInIt() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into t (id) values (?)")) {
      insert.setInt(1, 1);
      insert.executeUpdate();
      connection.setAutoCommit(false);
      insert.setInt(1, 2);
      insert.executeUpdate();
      assertThat(ids()).containsExactly(1L);
      connection.rollback();
      insert.setInt(1, 3);
      insert.executeUpdate();
      connection.commit();
      assertThat(ids()).containsExactly(1L, 3L);
    }
  }

  @Test
  void commitAndRollbackAreRefusedInAutoCommitMode() {
    refused("25000", connection::commit, "setAutoCommit(false)");
    refused("25000", connection::rollback, "setAutoCommit(false)");
  }

  @Test
  void secondTableInATransactionIsRefusedAndTheFirstIsKept() throws SQLException {
    connection.setAutoCommit(false);
    run("insert into t values (1, 'a')");
    refused("0AM00", () -> run("insert into other values (1)"), "demo.default.t", "other");
    run("insert into t values (2, 'b')");
    connection.commit();
    assertThat(ids()).containsExactly(1L, 2L);
    assertThat(ids("other")).isEmpty();
    run("insert into other values (7)");
    connection.commit();
    assertThat(ids("other")).containsExactly(7L);
  }

  @Test
  void valueThatDoesNotFitLeavesTheTransactionUsable() throws SQLException {
    connection.setAutoCommit(false);
    run("insert into t values (1, 'a')");
    refused("22018", () -> run("insert into t values ('x', 'b')"));
    connection.commit();
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void failedWriteMakesTheTransactionDeadUntilItIsRolledBack() throws SQLException {
    connection.setAutoCommit(false);
    run("insert into t values (1, 'a')");
    DATABASE.faults().on("TableWrite").everyRequest().answer(400);
    DATABASE.faults().on("TableCloseWriteStream").everyRequest().answer(400);
    try {
      refused(
          "22023",
          () -> {
            run("insert into t values (2, 'b')");
            connection.commit();
          });
    } finally {
      DATABASE.faults().clear();
    }
    connection.rollback();
    assertThat(ids()).isEmpty();
    run("insert into t values (3, 'c')");
    connection.commit();
    assertThat(ids()).containsExactly(3L);
  }

  @Test
  void onlyReadCommittedIsSupported() throws SQLException {
    assertThat(connection.getTransactionIsolation())
        .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    refused(
        "0AM00",
        () -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE),
        "READ_COMMITTED");
    refused("0AM00", () -> connection.setSavepoint());
    refused("0AM00", () -> connection.setSavepoint("here"));
  }

  @Test
  void openResultIsASnapshotOfItsStart() throws SQLException {
    run("insert into t values (1, 'a'), (2, 'b')");
    try (Statement statement = connection.createStatement();
        var result = statement.executeQuery("select id from t")) {
      DATABASE.run("insert into t values (3, 'c')");
      assertThat(EmbeddedDatabase.rows(result)).hasSize(2);
    }
    assertThat(ids()).hasSize(3);
  }

  @Test
  void readOnlyConnectionRefusesWrites() throws SQLException {
    connection.setReadOnly(true);
    assertThat(connection.isReadOnly()).isTrue();
    refused("25000", () -> run("insert into t values (1, 'a')"), "read-only");
    refused("25000", () -> run("insert into t select 1, 'a'"), "read-only");
    refused("25000", () -> run("drop table t"), "read-only");
    refused("25000", () -> connection.prepareStatement("insert into t values (?, ?)"), "read-only");
    assertThat(EmbeddedDatabase.rows(connection, "select count(*) from t")).hasSize(1);
    connection.setReadOnly(false);
    run("insert into t values (1, 'a')");
    assertThat(ids()).containsExactly(1L);
  }

  // Overwriting and partitions.

  @Test
  void overwriteReplacesTheTable() throws SQLException {
    run("insert into t values (1, 'a'), (2, 'b')", "insert overwrite table t values (3, 'c')");
    assertThat(ids()).containsExactly(3L);
  }

  @Test
  void overwriteThatIsRolledBackLeavesTheTable() throws SQLException {
    run("insert into t values (1, 'a')");
    connection.setAutoCommit(false);
    run("insert overwrite table t values (3, 'c')");
    assertThat(ids()).containsExactly(1L);
    connection.rollback();
    assertThat(ids()).containsExactly(1L);
    refused(
        "0AM00",
        () -> run("insert overwrite table t values (4, 'd')", "insert into t values (5, 'e')"));
  }

  private static List<List<Object>> partitionRows() throws SQLException {
    return DATABASE.rows("select id, day, hour from p").stream()
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .toList();
  }

  private void createPartitioned() throws SQLException {
    run(
        "drop table if exists p",
        "create table p (id bigint) partitioned by (day string, hour bigint)");
  }

  @Test
  void staticPartitionsAreFilledByLiteralsAndParameters() throws SQLException {
    createPartitioned();
    run("insert into p partition (day='d1', hour=1) values (1), (2)");
    try (PreparedStatement insert =
        connection.prepareStatement("insert into p partition (day=?, hour='2') values (?)")) {
      insert.setString(1, "d2");
      insert.setInt(2, 3);
      insert.addBatch();
      insert.setString(1, "d3");
      insert.setInt(2, 4);
      insert.addBatch();
      insert.executeBatch();
    }
    assertThat(partitionRows())
        .containsExactly(
            List.of(1L, "d1", 1L),
            List.of(2L, "d1", 1L),
            List.of(3L, "d2", 2L),
            List.of(4L, "d3", 2L));
  }

  @Test
  void dynamicPartitionsComeFromTheValues() throws SQLException {
    createPartitioned();
    run(
        "insert into p partition (day, hour) values (1, 'd1', 1), (2, 'd2', 2)",
        "insert into p partition (day='d3', hour) values (3, 3)",
        "insert into p values (4, 'd4', 4)",
        "insert into p (hour, id, day) values (5, 5, 'd5')");
    assertThat(partitionRows())
        .containsExactly(
            List.of(1L, "d1", 1L),
            List.of(2L, "d2", 2L),
            List.of(3L, "d3", 3L),
            List.of(4L, "d4", 4L),
            List.of(5L, "d5", 5L));
  }

  @Test
  void overwriteOfAStaticPartitionLeavesTheOthers() throws SQLException {
    createPartitioned();
    run(
        "insert into p values (1, 'd1', 1), (2, 'd2', 2)",
        "insert overwrite table p partition (day='d1', hour=1) values (9)");
    assertThat(partitionRows()).containsExactly(List.of(2L, "d2", 2L), List.of(9L, "d1", 1L));
  }

  @Test
  void overwriteOfDynamicPartitionsReplacesThoseThatGetRows() throws SQLException {
    createPartitioned();
    run(
        "insert into p values (1, 'd1', 1), (2, 'd2', 2), (3, 'd1', 3)",
        "insert overwrite table p partition (day, hour) values (8, 'd1', 1)");
    assertThat(partitionRows())
        .containsExactly(List.of(2L, "d2", 2L), List.of(3L, "d1", 3L), List.of(8L, "d1", 1L));
  }

  // VALUES and batches.

  @Test
  void columnsThatAreLeftOutAreNull() throws SQLException {
    run("insert into t (name) values ('a')", "insert into t (name, id) values ('b', 2)");
    assertThat(DATABASE.rows("select id, name from t"))
        .containsExactlyInAnyOrder(Arrays.asList(null, "a"), List.of(2L, "b"));
  }

  @Test
  void severalRowsOfValuesCountAsSeveral() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("insert into t values (1, 'a'), (2, null), (3, 'c')"))
          .isEqualTo(3);
      assertThat(statement.getUpdateCount()).isEqualTo(3);
      assertThat(statement.getMoreResults()).isFalse();
      assertThat(statement.getUpdateCount()).isEqualTo(-1);
    }
    try (PreparedStatement insert =
        connection.prepareStatement("insert into t values (?, 'x'), (?, ?)")) {
      insert.setInt(1, 4);
      insert.setInt(2, 5);
      insert.setString(3, "y");
      insert.addBatch();
      insert.setInt(1, 6);
      insert.setInt(2, 7);
      insert.addBatch();
      assertThat(insert.executeBatch()).containsExactly(2, 2);
    }
    assertThat(DATABASE.rows("select id, name from t where id > 3"))
        .containsExactlyInAnyOrder(
            List.of(4L, "x"), List.of(5L, "y"), List.of(6L, "x"), List.of(7L, "y"));
  }

  @Test
  void parametersKeepTheirValuesUntilTheyAreSetAgain() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
      insert.setString(2, "kept");
      for (int i = 1; i <= 2; i++) {
        insert.setInt(1, i);
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).containsExactly(1, 1);
      insert.setInt(1, 3);
      insert.executeUpdate();
      insert.executeUpdate();
      insert.setInt(1, 4);
      insert.addBatch();
      insert.executeBatch();
      insert.clearParameters();
      insert.setInt(1, 5);
      refused("07001", insert::addBatch, "Parameter 2 of 2");
    }
    assertThat(DATABASE.rows("select id, name from t"))
        .containsExactlyInAnyOrder(
            List.of(1L, "kept"),
            List.of(2L, "kept"),
            List.of(3L, "kept"),
            List.of(3L, "kept"),
            List.of(4L, "kept"));
  }

  @Test
  void clearedBatchIsForgottenAndItsParametersAreKept() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
      insert.setInt(1, 1);
      insert.setString(2, "kept");
      insert.addBatch();
      insert.addBatch();
      insert.clearBatch();
      assertThat(insert.executeBatch()).isEmpty();
      assertThat(ids()).isEmpty();
      insert.setInt(1, 2);
      insert.addBatch();
      assertThat(insert.executeBatch()).containsExactly(1);
    }
    assertThat(DATABASE.rows("select id, name from t")).containsExactly(List.of(2L, "kept"));
  }

  @Test
  void clearBatchBetweenSettersKeepsWhatWasSet() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
      insert.setInt(1, 7);
      insert.clearBatch();
      insert.setString(2, "x");
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
    assertThat(DATABASE.rows("select id, name from t")).containsExactly(List.of(7L, "x"));
  }

  @Test
  void valueThatIsBoundBeforeABatchIsSentCountsForTheNext() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
      insert.setInt(1, 1);
      insert.setString(2, "first");
      insert.addBatch();
      insert.setString(2, "second");
      insert.executeBatch();
      insert.setInt(1, 2);
      insert.addBatch();
      insert.setString(2, "third");
      insert.clearBatch();
      insert.setInt(1, 3);
      insert.executeUpdate();
    }
    assertThat(DATABASE.rows("select id, name from t"))
        .containsExactlyInAnyOrder(List.of(1L, "first"), List.of(3L, "third"));
  }

  @Test
  void lastOfSeveralSettersOfAParameterCounts() throws SQLException {
    run(
        "create table if not exists nest (id bigint, tags array<string>, attr map<string,int>)",
        "truncate table nest");
    try (PreparedStatement insert =
        connection.prepareStatement("insert into nest values (?, ?, ?)")) {
      insert.setInt(1, 1);
      insert.setObject(2, List.of("a", "b"));
      insert.setObject(3, Map.of("x", 1));
      insert.addBatch();
      insert.setString(1, "3");
      insert.setInt(1, 2);
      insert.setObject(2, List.of("much", "too", "long"));
      insert.setObject(2, List.of("c"));
      insert.setObject(3, Map.of("y", 2, "z", 3));
      insert.setObject(3, Map.of("w", 4));
      insert.addBatch();
      insert.addBatch();
      insert.executeBatch();
      insert.setInt(1, 3);
      insert.addBatch();
      insert.setNull(2, Types.ARRAY);
      insert.addBatch();
      insert.executeBatch();
    }
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, tags, attr from nest where id > 1")) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(result.getInt(1) + " " + result.getString(2) + " " + result.getString(3));
      }
      assertThat(rows)
          .containsExactlyInAnyOrder(
              "2 [\"c\"] {\"w\":4}",
              "2 [\"c\"] {\"w\":4}",
              "3 [\"c\"] {\"w\":4}",
              "3 null {\"w\":4}");
    }
  }

  @Test
  void rowsOfValuesAreBoundInAnyOrder() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into t values (?, ?), (2, ?), (?, 'four')")) {
      insert.setInt(4, 3);
      insert.setString(3, "two");
      insert.setString(2, "a longer one");
      insert.setString(2, "one");
      insert.setInt(1, 1);
      insert.addBatch();
      insert.setString(3, null);
      insert.addBatch();
      insert.executeBatch();
      insert.setInt(1, 9);
      insert.executeUpdate();
    }
    assertThat(DATABASE.rows("select id, name from t"))
        .containsExactlyInAnyOrder(
            List.of(1L, "one"),
            List.of(2L, "two"),
            List.of(3L, "four"),
            List.of(1L, "one"),
            Arrays.asList(2L, null),
            List.of(3L, "four"),
            List.of(9L, "one"),
            Arrays.asList(2L, null),
            List.of(3L, "four"));
  }

  @Test
  void refusedValueIsNotTakenForTheOneBefore() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
      insert.setInt(1, 1);
      insert.setString(2, "a");
      insert.addBatch();
      refused("22018", () -> insert.setString(1, "nonsense"));
      insert.setString(2, "b");
      insert.addBatch();
      insert.executeBatch();
    }
    assertThat(DATABASE.rows("select id, name from t"))
        .containsExactlyInAnyOrder(List.of(1L, "a"), List.of(1L, "b"));
  }

  @Test
  void executeWithAPendingBatchIsRefused() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, 'x')")) {
      insert.setInt(1, 1);
      insert.addBatch();
      insert.setInt(1, 2);
      refused("55000", insert::executeUpdate, "1", "executeBatch", "clearBatch");
      insert.addBatch();
      assertThat(insert.executeBatch()).containsExactly(1, 1);
    }
    assertThat(ids()).containsExactly(1L, 2L);
  }

  @Test
  void batchOfNothingIsNothing() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)");
        Statement statement = connection.createStatement()) {
      assertThat(insert.executeBatch()).isEmpty();
      assertThat(insert.executeLargeBatch()).isEmpty();
      assertThat(statement.executeBatch()).isEmpty();
      assertThat(statement.executeLargeBatch()).isEmpty();
    }
  }

  @Test
  void batchOfTextsRunsThemInOrder() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("insert into t values (1, 'a'), (2, 'b')");
      statement.addBatch("insert into t select id + 10, name from t");
      statement.addBatch("set odps.sql.x=1");
      assertThat(statement.executeBatch()).containsExactly(2, 2, 0);
      statement.addBatch("insert into t values (3, 'c')");
      statement.clearBatch();
      assertThat(statement.executeBatch()).isEmpty();
    }
    assertThat(ids()).containsExactly(1L, 2L, 11L, 12L);
  }

  @Test
  void batchOfAQueryIsRefused() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select id from t")) {
      refused("0AM00", query::addBatch, "INSERT");
    }
  }

  @Test
  void sqlJobsTellHowManyRowsTheyWrote() throws SQLException {
    run("insert into t values (1, 'a'), (2, 'b')");
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("insert into other select id from t")).isEqualTo(2);
      assertThat(statement.executeLargeUpdate("insert overwrite table other select 9"))
          .isEqualTo(1);
      assertThat(statement.executeUpdate("create table if not exists made (x int)")).isZero();
    }
    try (PreparedStatement insert =
        connection.prepareStatement("insert into other select id from t where id > ?")) {
      insert.setInt(1, 1);
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
    assertThat(ids("other")).containsExactly(2L, 9L);
  }

  @Test
  void sqlJobInATransactionTakesEffectAtOnceAndWarns() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("insert into other select 1");
      assertThat(statement.getWarnings().getMessage()).contains("at once", "SQL job");
      assertThat(ids("other")).containsExactly(1L);
      statement.executeUpdate("insert into t values (1, 'a')");
      assertThat((Throwable) statement.getWarnings()).isNull();
    }
    connection.rollback();
    assertThat(ids("other")).containsExactly(1L);
    assertThat(ids()).isEmpty();
  }

  @Test
  void settingsOfASessionReachTheJobs() throws SQLException {
    run("set odps.sql.allow.fullscan=true", "set odps.sql.mapper.split.size = 256;");
    assertThat(EmbeddedDatabase.rows(connection, "select count(*) from t")).hasSize(1);
  }

  @Test
  void insertOfAMillionCellsIsOneBatch() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into other values (?)")) {
      for (int i = 0; i < 200_000; i++) {
        insert.setInt(1, i);
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).hasSize(200_000);
    }
    assertThat(DATABASE.rows("select count(*), sum(id) from other"))
        .containsExactly(List.of(200_000L, 19_999_900_000L));
  }
}

package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches that are too large to be held: they are sent while they are bound. */
@Timeout(120)
class LargeBatchTest {
  /** About 4 MB of rows, so that several chunks are sent ahead. */
  private static final int MANY = 200_000;

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private Connection connection;

  @BeforeEach
  void createTable() throws SQLException {
    DATABASE.run("drop table if exists t", "create table t (id int, name string)");
    connection = DATABASE.connect();
  }

  @AfterEach
  void close() throws SQLException {
    DATABASE.faults().clear();
    connection.close();
  }

  private PreparedStatement insert() throws SQLException {
    return connection.prepareStatement("insert into t values (?, ?)");
  }

  private static void add(PreparedStatement insert, int from, int to) throws SQLException {
    for (int i = from; i < to; i++) {
      insert.setInt(1, i);
      insert.setString(2, "row " + i);
      insert.addBatch();
    }
  }

  private static List<Object> summary() throws SQLException {
    return DATABASE.rows("select count(*), count(distinct id), min(id), max(id) from t").get(0);
  }

  private static void holds(int rows) throws SQLException {
    List<Object> summary = summary();
    assertThat(summary.subList(0, 2)).containsExactly((long) rows, (long) rows);
  }

  @Test
  void millionRowsWithOneBadValueInTheMiddleLeaveNothing() throws SQLException {
    try (PreparedStatement insert = insert()) {
      add(insert, 0, 500_000);
      assertThatThrownBy(
              () -> {
                insert.setObject(1, 1L << 40);
                insert.setString(2, "bad");
                insert.addBatch();
                add(insert, 500_001, 1_000_000);
                insert.executeBatch();
              })
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("'id'")
          .hasMessageContaining("row 500001")
          .hasMessageContaining("1099511627776");
      holds(0);
    }
    holds(0);
    assertThat(connection.isValid(5)).isTrue();
  }

  @Test
  void rowThatWasRefusedCanBeLeftOut() throws SQLException {
    try (PreparedStatement insert = insert()) {
      add(insert, 0, MANY);
      refused("22003", () -> insert.setLong(1, 1L << 40));
      add(insert, MANY, MANY + 5);
      assertThat(insert.executeBatch()).hasSize(MANY + 5);
    }
    holds(MANY + 5);
  }

  @Test
  void autoCommittedRowsAreVisibleOnlyAfterExecuteBatch() throws SQLException {
    try (PreparedStatement insert = insert()) {
      add(insert, 0, MANY);
      holds(0);
      assertThat(insert.executeLargeBatch()).hasSize(MANY).containsOnly(1L);
      holds(MANY);
      add(insert, MANY, MANY + 3);
      insert.executeBatch();
    }
    holds(MANY + 3);
  }

  @Test
  void closedStatementLeavesNothingOfABatchThatWasNotExecuted() throws SQLException {
    try (PreparedStatement insert = insert()) {
      add(insert, 0, MANY);
    }
    holds(0);
    connection.setAutoCommit(false);
    EmbeddedDatabase.run(connection, "insert into t values (-1, 'first')");
    try (PreparedStatement insert = insert()) {
      add(insert, 0, MANY);
    }
    connection.commit();
    holds(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void clearedBatchIsForgotten(boolean autoCommit) throws SQLException {
    connection.setAutoCommit(autoCommit);
    try (PreparedStatement insert = insert()) {
      add(insert, 0, 3);
      insert.executeBatch();
      add(insert, 100, 100 + MANY);
      insert.clearBatch();
      add(insert, 3, 6);
      insert.executeBatch();
      add(insert, 6, 6 + MANY);
      insert.executeBatch();
    }
    if (!autoCommit) {
      holds(0);
      connection.commit();
    }
    holds(6 + MANY);
  }

  @Test
  void commitTakesNoBatchThatWasNotExecuted() throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = insert()) {
      add(insert, 0, 2);
      insert.executeBatch();
      add(insert, 2, MANY);
      connection.commit();
      holds(2);
      assertThatThrownBy(insert::executeBatch)
          .isInstanceOfSatisfying(
              BatchUpdateException.class,
              e -> {
                assertThat(e.getSQLState()).isEqualTo("25000");
                assertThat(e.getUpdateCounts()).isEmpty();
              });
      add(insert, 2, 4);
      insert.executeBatch();
      connection.commit();
    }
    holds(4);
  }

  @Test
  void rollbackTakesLargeBatchesBack() throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = insert()) {
      add(insert, 0, MANY);
      insert.executeBatch();
      connection.rollback();
      add(insert, 0, 2);
      insert.executeBatch();
      connection.commit();
    }
    holds(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"writeStreams=4", "compression=zstd", "compression=lz4&writeStreams=2"})
  void streamsAndCodecsStoreEachRowOnce(String properties) throws SQLException {
    try (Connection other = DATABASE.connect(properties);
        PreparedStatement insert = other.prepareStatement("insert into t values (?, ?)")) {
      add(insert, 0, 1_500_000);
      insert.executeBatch();
    }
    holds(1_500_000);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusedWriteEndsTheBatch(boolean autoCommit) throws SQLException {
    connection.setAutoCommit(autoCommit);
    DATABASE.faults().on("TableWrite").everyRequest().answer(400);
    try (PreparedStatement insert = insert()) {
      assertThatThrownBy(
              () -> {
                add(insert, 0, 3_000_000);
                insert.executeBatch();
              })
          .isInstanceOf(SQLException.class);
      refused("25000", insert::addBatch, "clearBatch");
      assertThatThrownBy(insert::executeBatch).isInstanceOf(BatchUpdateException.class);
      DATABASE.faults().clear();
      if (!autoCommit) {
        insert.setInt(1, 1);
        insert.addBatch();
        refused("25000", insert::executeBatch, "must be rolled back");
        connection.rollback();
      }
      add(insert, 0, 2);
      insert.executeBatch();
    }
    if (!autoCommit) {
      connection.commit();
    }
    holds(2);
  }

  @Test
  void bodiesThatAreTooLargeAreHalved() throws SQLException {
    DATABASE.faults().on("TableWrite").request(1).answer(413);
    DATABASE.faults().on("TableWrite").request(2).answer(413);
    try (PreparedStatement insert = insert()) {
      add(insert, 0, MANY);
      insert.executeBatch();
    }
    holds(MANY);
  }

  @Test
  void longValuesAreCountedAsTheyCome() throws SQLException {
    String half = "x".repeat(600_000);
    try (PreparedStatement insert = insert()) {
      for (int i = 0; i < 40; i++) {
        insert.setInt(1, i);
        insert.setString(2, half);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    assertThat(DATABASE.rows("select count(*), sum(length(name)) from t"))
        .containsExactly(List.of(40L, 24_000_000L));
  }

  @Test
  void valuesThatAreKeptOutliveAChunk() throws SQLException {
    try (PreparedStatement insert = insert()) {
      insert.setString(2, "kept");
      for (int i = 0; i < MANY; i++) {
        insert.setInt(1, i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    assertThat(DATABASE.rows("select count(*), min(name), max(name) from t"))
        .containsExactly(List.of((long) MANY, "kept", "kept"));
  }
}

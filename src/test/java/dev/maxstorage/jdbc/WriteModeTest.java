package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.EmbeddedDatabase;
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

/** {@code writeMode}: rows that are visible without a commit. */
@Timeout(60)
class WriteModeTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  @BeforeEach
  void createTable() throws SQLException {
    DATABASE.run("drop table if exists t", "create table t (id int) partitioned by (day string)");
  }

  @AfterEach
  void clear() {
    DATABASE.faults().clear();
  }

  private static List<Object> ids() throws SQLException {
    return DATABASE.rows("select id from t").stream().map(row -> row.get(0)).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"streaming", "realtime"})
  void rowsAreVisibleWhenTheStatementReturns(String mode) throws SQLException {
    try (Connection connection = DATABASE.connect("writeMode=" + mode);
        PreparedStatement insert = connection.prepareStatement("insert into t values (?, 'd')")) {
      EmbeddedDatabase.run(connection, "insert into t partition (day='x') values (1)");
      assertThat(ids()).containsExactly(1);
      for (int batch = 1; batch < 4; batch++) {
        insert.setInt(1, batch * 10);
        insert.addBatch();
        insert.setInt(1, batch * 10 + 1);
        insert.addBatch();
        assertThat(insert.executeBatch()).containsExactly(1, 1);
      }
      assertThat(ids()).containsExactly(1, 10, 11, 20, 21, 30, 31);
    }
  }

  @Test
  void thereAreNoTransactions() throws SQLException {
    try (Connection connection = DATABASE.connect("writeMode=streaming")) {
      refused("0AM00", () -> connection.setAutoCommit(false), "writeMode=batch");
      connection.setAutoCommit(true);
      assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_NONE);
      assertThat(connection.getMetaData().supportsTransactions()).isFalse();
      assertThat(connection.getMetaData().getDefaultTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_NONE);
      refused(
          "0AM00",
          () -> EmbeddedDatabase.run(connection, "insert overwrite table t values (1, 'd')"),
          "writeMode=batch");
    }
  }

  @Test
  void batchModeHasTransactions() throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      assertThat(connection.getMetaData().supportsTransactions()).isTrue();
      assertThat(connection.getMetaData().getDefaultTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
    }
  }

  @Test
  void lostAnswersAreRepairedByTheOffset() throws SQLException {
    try (Connection connection = DATABASE.connect("writeMode=streaming");
        PreparedStatement insert = connection.prepareStatement("insert into t values (?, 'd')")) {
      DATABASE.faults().on("TableWrite").request(1).dropAnswer();
      DATABASE.faults().on("TableWrite").request(3).answer(503);
      for (int i = 1; i <= 3; i++) {
        insert.setInt(1, i);
        insert.executeUpdate();
      }
    }
    assertThat(ids()).containsExactly(1, 2, 3);
  }

  @Test
  void lostAnswersThatAreNotRepairedLeaveADoubt() throws SQLException {
    try (Connection connection = DATABASE.connect("writeMode=streaming&retryTime=0")) {
      DATABASE.faults().on("TableWrite").request(1).dropAnswer();
      refused(
          "40003",
          () -> EmbeddedDatabase.run(connection, "insert into t values (1, 'd')"),
          "unknown");
      EmbeddedDatabase.run(connection, "insert into t values (2, 'd')");
    }
    assertThat(ids()).contains(2);
  }

  @Test
  void batchCompatibleIsRefused() {
    assertThatThrownBy(() -> DATABASE.connect("writeMode=batch-compatible"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("use batch");
  }
}

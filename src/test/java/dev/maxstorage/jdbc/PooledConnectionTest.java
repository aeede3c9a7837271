package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.StatementEvent;
import javax.sql.StatementEventListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that a pool lends to its users. */
class PooledConnectionTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private final MaxStorageConnectionPoolDataSource source =
      new MaxStorageConnectionPoolDataSource();
  private final List<String> events = new ArrayList<>();
  private PooledConnection pooled;

  @BeforeEach
  void open() throws SQLException {
    DATABASE.run("drop table if exists t", "create table t (i int)");
    source.setUrl(DATABASE.url());
    pooled = source.getPooledConnection();
    pooled.addConnectionEventListener(
        new ConnectionEventListener() {
          @Override
          public void connectionClosed(ConnectionEvent event) {
            events.add("closed");
          }

          @Override
          public void connectionErrorOccurred(ConnectionEvent event) {
            events.add("failed " + event.getSQLException().getSQLState());
          }
        });
  }

  @AfterEach
  void close() throws SQLException {
    pooled.close();
  }

  @Test
  void closingAHandleKeepsTheConnectionAndTellsThePool() throws SQLException {
    Connection handle = pooled.getConnection();
    Statement statement = handle.createStatement();
    ResultSet result = statement.executeQuery("select 1");
    assertThat(statement.getConnection()).isSameAs(handle);
    handle.close();
    handle.close();
    assertThat(events).containsExactly("closed");
    assertThat(handle.isClosed()).isTrue();
    assertThat(handle.isValid(1)).isFalse();
    assertThat(statement.isClosed()).isTrue();
    assertThat(result.isClosed()).isTrue();
    refused("08003", handle::createStatement, "closed");
    try (Connection again = pooled.getConnection()) {
      assertThat(again).isNotSameAs(handle).isNotEqualTo(handle);
      assertThat(again.isValid(5)).isTrue();
      assertThat(EmbeddedDatabase.rows(again, "select 1")).hasSize(1);
    }
  }

  @Test
  void nextUserFindsTheConnectionAsItWasWhenItOpened() throws SQLException {
    try (Connection first = pooled.getConnection();
        Statement statement = first.createStatement()) {
      first.setAutoCommit(false);
      statement.executeUpdate("insert into t values (1)");
      statement.execute("set odps.sql.timezone=America/New_York");
      first.setReadOnly(true);
      first.setSchema("other");
      first.setNetworkTimeout(Runnable::run, 77);
      first.setClientInfo("ApplicationName", "first");
    }
    try (Connection second = pooled.getConnection()) {
      assertThat(second.getAutoCommit()).isTrue();
      assertThat(second.isReadOnly()).isFalse();
      assertThat(second.getSchema()).isEqualTo("default");
      assertThat(second.getNetworkTimeout()).isNotEqualTo(77);
      assertThat(second.getClientInfo()).isEmpty();
      assertThat(EmbeddedDatabase.rows(second, "select * from t")).isEmpty();
      assertThat(
              EmbeddedDatabase.rows(
                  second, "select unix_timestamp(cast('1970-01-01 08:00:00' as datetime))"))
          .containsExactly(List.of(0L));
    }
  }

  @Test
  void newHandleEndsTheOneBefore() throws SQLException {
    Connection first = pooled.getConnection();
    Connection second = pooled.getConnection();
    assertThat(first.isClosed()).isTrue();
    assertThat(second.isClosed()).isFalse();
    assertThat(events).isEmpty();
  }

  @Test
  void lostConnectionIsToldToThePool() throws SQLException {
    Connection handle = pooled.getConnection();
    handle.unwrap(MaxStorageConnection.class).close();
    refused("08003", handle::createStatement, "closed");
    assertThat(events).containsExactly("failed 08003");
    refused("08003", pooled::getConnection, "closed");
  }

  @Test
  void closedPreparedStatementIsToldOnce() throws SQLException {
    List<PreparedStatement> told = new ArrayList<>();
    pooled.addStatementEventListener(
        new StatementEventListener() {
          @Override
          public void statementClosed(StatementEvent event) {
            told.add(event.getStatement());
          }

          @Override
          public void statementErrorOccurred(StatementEvent event) {}
        });
    try (Connection handle = pooled.getConnection()) {
      PreparedStatement statement = handle.prepareStatement("select i from t where i = ?");
      statement.setInt(1, 1);
      assertThat(EmbeddedDatabase.rows(statement.executeQuery())).isEmpty();
      statement.close();
      statement.close();
    }
    assertThat(told).hasSize(1);
  }

  @Test
  void sourceWithoutUrlIsRefusedAndKeysMayBeGiven() throws SQLException {
    refused("22023", new MaxStorageConnectionPoolDataSource()::getPooledConnection, "setUrl");
    PooledConnection other = source.getPooledConnection("id", "key");
    other.close();
  }
}

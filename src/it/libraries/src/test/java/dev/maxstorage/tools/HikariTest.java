package dev.maxstorage.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** HikariCP: connections that are borrowed, checked, lent again and thrown away. */
class HikariTest {
  private static ToolWarehouse warehouse;

  @BeforeAll
  static void fill() throws SQLException {
    // Check at every borrowing, also within the millisecond of the last return.
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "-1");
    warehouse = ToolWarehouse.open("hikari");
    warehouse.run("create table t (id bigint)", "insert into t values (1), (2)");
  }

  @AfterAll
  static void refusesWhatThePageOfToolsSays() throws Exception {
    warehouse.close();
    assertThat(RecordingDriver.refusals()).containsExactly("Connection.createSQLXML");
  }

  private static HikariConfig config(int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(warehouse.url());
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(10_000);
    return config;
  }

  private static Connection real(Connection borrowed) throws SQLException {
    return borrowed.unwrap(Connection.class);
  }

  private static void checkReads(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from t")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(2);
    }
  }

  @Test
  void aConnectionIsLentAgainAsItWas() throws SQLException {
    HikariConfig config = config(1);
    config.setSchema("default");
    config.setCatalog("demo");
    config.setReadOnly(true);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    try (HikariDataSource pool = new HikariDataSource(config)) {
      Connection first;
      try (Connection connection = pool.getConnection()) {
        first = real(connection);
        checkReads(connection);
        connection.setAutoCommit(false);
        connection.setReadOnly(false);
        connection.setSchema("other");
        connection.setNetworkTimeout(Runnable::run, 5_000);
      }
      try (Connection connection = pool.getConnection()) {
        assertThat(real(connection)).isSameAs(first);
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(connection.isReadOnly()).isTrue();
        assertThat(connection.getSchema()).isEqualTo("default");
        assertThat(connection.getNetworkTimeout()).isEqualTo(120_000);
        checkReads(connection);
      }
    }
  }

  @Test
  void statementsLeftOpenAreClosedWhenAConnectionComesBack() throws SQLException {
    try (HikariDataSource pool = new HikariDataSource(config(1))) {
      Statement left;
      try (Connection connection = pool.getConnection()) {
        left = connection.createStatement();
        assertThat(left.executeQuery("select * from t").next()).isTrue();
      }
      assertThat(left.isClosed()).isTrue();
    }
  }

  @Test
  void anEvictedConnectionIsClosedAndReplaced() throws SQLException {
    try (HikariDataSource pool = new HikariDataSource(config(1))) {
      Connection first;
      try (Connection connection = pool.getConnection()) {
        first = real(connection);
        pool.evictConnection(connection);
      }
      try (Connection connection = pool.getConnection()) {
        assertThat(real(connection)).isNotSameAs(first);
        checkReads(connection);
      }
    }
  }

  @Test
  void aDeadConnectionIsFoundWhenItIsBorrowed() throws SQLException {
    try (HikariDataSource pool = new HikariDataSource(config(1))) {
      Connection first;
      try (Connection connection = pool.getConnection()) {
        first = real(connection);
      }
      first.abort(Runnable::run);
      try (Connection connection = pool.getConnection()) {
        assertThat(real(connection)).isNotSameAs(first);
        checkReads(connection);
      }
    }
  }

  @Test
  void anEmptyPoolIsToldInTime() throws SQLException {
    HikariConfig config = config(1);
    config.setConnectionTimeout(250);
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection held = pool.getConnection()) {
      assertThatThrownBy(pool::getConnection)
          .isInstanceOf(SQLTransientConnectionException.class)
          .hasMessageContaining("request timed out");
      checkReads(held);
    }
  }

  @Test
  void aRefusedCallLeavesTheConnectionInThePool() throws SQLException {
    try (HikariDataSource pool = new HikariDataSource(config(1))) {
      Connection first;
      try (Connection connection = pool.getConnection()) {
        first = real(connection);
        assertThatThrownBy(connection::createSQLXML)
            .isInstanceOf(SQLFeatureNotSupportedException.class);
        checkReads(connection);
      }
      try (Connection connection = pool.getConnection()) {
        assertThat(real(connection)).isSameAs(first);
      }
    }
  }

  @Test
  void aTestQueryCanBeUsedInstead() throws SQLException {
    HikariConfig config = config(2);
    config.setConnectionTestQuery("select 1");
    config.setConnectionInitSql("set odps.sql.type.system.odps2=true");
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection connection = pool.getConnection()) {
      checkReads(connection);
    }
  }

  @Test
  void aLeakIsReported() throws Exception {
    CountDownLatch reported = new CountDownLatch(1);
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            if (String.valueOf(line.getMessage()).contains("leak detection triggered")) {
              reported.countDown();
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("com.zaxxer.hikari.pool.ProxyLeakTask");
    logger.addHandler(handler);
    HikariConfig config = config(1);
    config.setLeakDetectionThreshold(2_000); // the least that is allowed
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection leaked = pool.getConnection()) {
      assertThat(reported.await(30, TimeUnit.SECONDS)).isTrue();
      checkReads(leaked);
    } finally {
      logger.removeHandler(handler);
    }
  }
}

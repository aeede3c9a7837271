package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Result sets, statements and connections closed by one thread while another reads: native memory
 * is at stake, so a mistake is a crash of the JVM.
 */
@Timeout(60)
class CloseRaceTest {
  private static final int ROUNDS = 25;

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  @AutoClose("shutdownNow")
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @BeforeAll
  static void fill() throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      EmbeddedDatabase.run(
          connection, "create table race (id bigint, text string, list array<int>)");
      try (PreparedStatement insert =
          connection.prepareStatement("insert into race values (?, ?, ?)")) {
        for (int i = 0; i < 3000; i++) {
          insert.setLong(1, i);
          insert.setString(2, "x".repeat(i % 200));
          insert.setObject(3, new int[] {i, -i});
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  private enum Closed {
    RESULT_SET,
    STATEMENT,
    CONNECTION,
    ABORTED
  }

  /** Reads until the end or an exception, which it gives. */
  private static SQLException read(ResultSet result, CountDownLatch reading) {
    try {
      while (true) {
        while (result.next()) {
          long id = result.getLong(1);
          assertThat(result.getString(2)).hasSize((int) (id % 200));
          if (id % 16 == 0) {
            assertThat(result.getString(3)).isEqualTo("[" + id + "," + -id + "]");
          }
          if (id == 40) {
            reading.countDown();
          }
        }
        if (result.getType() == ResultSet.TYPE_FORWARD_ONLY) {
          reading.countDown();
          return null;
        }
        result.beforeFirst();
      }
    } catch (SQLException e) {
      return e;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1003, RESULT_SET", "1003, STATEMENT", "1003, CONNECTION", "1003, ABORTED",
    "1004, RESULT_SET", "1004, STATEMENT", "1004, CONNECTION", "1004, ABORTED",
  })
  void readerGetsAnExceptionAndNothingIsLeft(int type, Closed closed) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Connection connection = DATABASE.connect("fetchSize=50");
      Statement statement = connection.createStatement(type, ResultSet.CONCUR_READ_ONLY);
      ResultSet result = statement.executeQuery("select * from race");
      CountDownLatch reading = new CountDownLatch(1);
      Future<SQLException> reader = other.submit(() -> read(result, reading));
      assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
      long start = System.nanoTime();
      while (System.nanoTime() - start < round * 100_000L) {
        Thread.onSpinWait(); // another moment each round
      }
      switch (closed) {
        case RESULT_SET -> result.close();
        case STATEMENT -> statement.close();
        case CONNECTION -> connection.close();
        case ABORTED -> connection.abort(Runnable::run);
      }
      assertThat(result.isClosed()).isTrue();
      SQLException failure = reader.get(20, TimeUnit.SECONDS);
      if (failure != null) {
        assertThat(failure.getSQLState())
            .as(failure.toString())
            .isIn(Set.of("55000", "57014", "08003"));
      }
      assertThatCode(connection::close).doesNotThrowAnyException();
    }
  }

  @Test
  void closeWhileAStatementExecutesLeavesNothing() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Connection connection = DATABASE.connect();
      Statement statement = connection.createStatement();
      CountDownLatch started = new CountDownLatch(1);
      Future<SQLException> executing =
          other.submit(
              () -> {
                try {
                  started.countDown();
                  while (true) {
                    statement.executeQuery("select * from race").next();
                  }
                } catch (SQLException e) {
                  return e;
                }
              });
      assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
      TimeUnit.MICROSECONDS.sleep(round * 500L);
      assertThatCode(connection::close).doesNotThrowAnyException();
      assertThat(executing.get(20, TimeUnit.SECONDS).getSQLState()).isIn("55000", "57014", "08003");
    }
  }
}

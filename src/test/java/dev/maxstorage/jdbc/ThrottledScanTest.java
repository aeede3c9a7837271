package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How streams add up when each is throttled, as the service does. Prints figures; asserts rows, not
 * times.
 */
@Tag("long")
class ThrottledScanTest {
  private static final int SEED_ROWS = 100_000;
  private static final int DOUBLINGS = 6;
  private static final long ROWS = (long) SEED_ROWS << DOUBLINGS;
  private static final long BYTES_A_SECOND = 10_000_000;

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  @BeforeAll
  static void fill() throws SQLException {
    DATABASE.run(
        "create table wide (id bigint, number double, text string, at timestamp, amount"
            + " decimal(38,18), small int, flag boolean)");
    try (Connection connection = DATABASE.connect();
        PreparedStatement insert =
            connection.prepareStatement("insert into wide values (?, ?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < SEED_ROWS; i++) {
        insert.setLong(1, i);
        insert.setDouble(2, i / 3.0);
        insert.setString(3, "text " + i * 31L);
        insert.setTimestamp(4, new Timestamp(i * 1_000L));
        insert.setBigDecimal(5, BigDecimal.valueOf(i, 3));
        insert.setInt(6, i % 100);
        insert.setBoolean(7, i % 2 == 0);
        insert.addBatch();
      }
      insert.executeBatch();
      for (int i = 0; i < DOUBLINGS; i++) {
        EmbeddedDatabase.run(connection, "insert into wide select * from wide");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "any"})
  void streamsAddUp(String order) throws SQLException {
    DATABASE.faults().on("TableRead").everyRequest().throttle(BYTES_A_SECOND);
    try {
      double single = 0;
      for (int parallelism : new int[] {1, 2, 4, 8, 16}) {
        try (Connection connection =
                DATABASE.connect("parallelism=" + parallelism + "&rowOrder=" + order);
            Statement statement = connection.createStatement()) {
          long wanted = Math.min(ROWS, ROWS * parallelism / 8); // about as long for each
          statement.setLargeMaxRows(wanted);
          long start = System.nanoTime();
          long first = 0;
          long rows = 0;
          try (ResultSet result = statement.executeQuery("select * from wide")) {
            while (result.next()) {
              if (rows++ == 0) {
                first = System.nanoTime() - start;
              }
              result.getLong(1);
            }
          }
          double seconds = (System.nanoTime() - start) / 1e9;
          ScanProgress progress = statement.unwrap(ScanProgress.class);
          double speed = progress.bytesRead() / seconds / 1e6;
          single = parallelism == 1 ? speed : single;
          System.out.println(
              String.format(
                  Locale.ROOT,
                  "order %s, %2d streams: %6.1f MB/s, %.2f times one, first row %d ms",
                  order,
                  parallelism,
                  speed,
                  speed / single,
                  first / 1_000_000));
          assertThat(rows).isEqualTo(wanted);
        }
      }
    } finally {
      DATABASE.faults().clear();
    }
  }
}

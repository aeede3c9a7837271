package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Getters of primitives allocate nothing, whatever kind of result set they belong to. */
class GetterAllocationTest {
  private static final int ROWS = 20_000;

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  @BeforeAll
  static void fill() throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      EmbeddedDatabase.run(
          connection,
          "create table numbers (t tinyint, s smallint, i int, l bigint, f float, d double,"
              + " b boolean)");
      try (PreparedStatement insert =
          connection.prepareStatement("insert into numbers values (?, ?, ?, ?, ?, ?, ?)")) {
        for (int row = 0; row < ROWS; row++) {
          for (int column = 1; column <= 6; column++) {
            insert.setByte(column, (byte) (row % 100));
          }
          insert.setBoolean(7, row % 2 == 0);
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  private static double sum(ResultSet result) throws SQLException {
    double sum = 0;
    while (result.next()) {
      sum += result.getByte(1) + result.getShort(2) + result.getInt(3) + result.getLong(4);
      sum += result.getFloat(5) + result.getDouble(6) + (result.getBoolean(7) ? 1 : 0);
      sum += result.getLong(1) + result.getDouble(3) + (result.wasNull() ? 1 : 0);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {ResultSet.TYPE_FORWARD_ONLY, ResultSet.TYPE_SCROLL_INSENSITIVE})
  void primitivesAllocateNothingForARow(int type) throws SQLException {
    var memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (Connection connection = DATABASE.connect("fetchSize=20000");
        Statement statement = connection.createStatement(type, ResultSet.CONCUR_READ_ONLY)) {
      long least = Long.MAX_VALUE;
      for (int warm = 0; warm < 5; warm++) {
        ResultSet result = statement.executeQuery("select * from numbers");
        assertThat(result.isBeforeFirst()).isTrue(); // loads the first batch
        if (type != ResultSet.TYPE_FORWARD_ONLY) {
          assertThat(result.first()).isTrue();
          result.beforeFirst();
        }
        long before = memory.getThreadAllocatedBytes(thread);
        assertThat(sum(result)).isGreaterThan(ROWS);
        least = Math.min(least, memory.getThreadAllocatedBytes(thread) - before);
      }
      assertThat(least).isLessThan(ROWS * 4L); // batches and the end; a boxed number takes 16
    }
  }
}

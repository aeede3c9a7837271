package dev.maxstorage.bench;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.infra.Blackhole;

/** The rows of all benchmarks that read: 8 columns, no NULL, always the same. */
public final class SampleRows {
  /** About what a row takes in Arrow's form. */
  public static final int ROW_BYTES = 70;

  private SampleRows() {}

  /** The columns of {@code CREATE TABLE}, in parentheses. */
  public static String columns(Dialect dialect) {
    return "(id bigint, number_ int, ratio "
        + dialect.real
        + ", name "
        + dialect.text
        + ", price decimal(38,2), moment "
        + dialect.dateTime
        + ", day_ date, flag boolean)";
  }

  /** Values of each row, as java.time, BigDecimal, String and boxes of primitives. */
  public static List<Object[]> values(int rows) {
    Random random = new Random(42);
    List<Object[]> values = new ArrayList<>(rows);
    for (int r = 0; r < rows; r++) {
      LocalDateTime moment =
          LocalDateTime.ofInstant(
              Instant.ofEpochSecond(
                  random.nextInt(2_000_000_000), random.nextInt(1_000_000) * 1_000L),
              ZoneOffset.UTC);
      values.add(
          new Object[] {
            random.nextLong(),
            random.nextInt(),
            random.nextDouble(),
            "customer#" + random.nextInt(1_000_000_000),
            BigDecimal.valueOf(random.nextLong() >> 12, 2),
            moment,
            LocalDate.ofEpochDay(random.nextInt(25_000)),
            random.nextBoolean()
          });
    }
    return values;
  }

  /** Inserts rows as one batch, with setters that every driver knows. */
  public static void insert(PreparedStatement insert, List<Object[]> values) throws SQLException {
    for (Object[] row : values) {
      for (int c = 0; c < row.length; c++) {
        insert.setObject(c + 1, parameter(row[c]));
      }
      insert.addBatch();
    }
    insert.executeBatch();
  }

  private static Object parameter(Object value) {
    if (value instanceof LocalDateTime moment) {
      return Timestamp.valueOf(moment);
    }
    return value instanceof LocalDate day ? Date.valueOf(day) : value;
  }

  /** Reads the row that the result set stands on, each column by its natural getter. */
  public static void read(ResultSet row, Blackhole hole) throws SQLException {
    hole.consume(row.getLong(1));
    hole.consume(row.wasNull());
    hole.consume(row.getInt(2));
    hole.consume(row.wasNull());
    hole.consume(row.getDouble(3));
    hole.consume(row.wasNull());
    hole.consume(row.getString(4));
    hole.consume(row.wasNull());
    hole.consume(row.getBigDecimal(5));
    hole.consume(row.wasNull());
    hole.consume(row.getTimestamp(6));
    hole.consume(row.wasNull());
    hole.consume(row.getDate(7));
    hole.consume(row.wasNull());
    hole.consume(row.getBoolean(8));
    hole.consume(row.wasNull());
  }
}

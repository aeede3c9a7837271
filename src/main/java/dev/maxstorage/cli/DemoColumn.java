package dev.maxstorage.cli;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A column of the demo's table, and the value that every row has in it.
 *
 * @param name its name
 * @param type its MaxCompute type
 * @param javaClass in which values are written and read
 * @param value the value of a row, by the row's id
 */
record DemoColumn(
    String name, String type, Class<?> javaClass, IntFunction<@Nullable Object> value) {
  private static final long DAY_SECONDS = 86_400;
  private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

  /** A column of every scalar type but BLOB; {@code id} is the first. */
  static final List<DemoColumn> ALL =
      List.of(
          new DemoColumn("id", "BIGINT", Long.class, id -> (long) id),
          new DemoColumn("tiny", "TINYINT", Byte.class, id -> (byte) id),
          new DemoColumn("small", "SMALLINT", Short.class, id -> (short) id),
          new DemoColumn("whole", "INT", Integer.class, id -> id * 1_001),
          new DemoColumn("ratio", "FLOAT", Float.class, id -> id / 8f),
          new DemoColumn("share", "DOUBLE", Double.class, id -> id / 3.0),
          new DemoColumn("price", "DECIMAL(12,2)", BigDecimal.class, DemoColumn::price),
          new DemoColumn("open", "BOOLEAN", Boolean.class, id -> id % 3 == 0),
          new DemoColumn("name", "STRING", String.class, id -> id % 7 == 0 ? null : "name " + id),
          new DemoColumn("code", "VARCHAR(16)", String.class, id -> "code-" + id % 1_000),
          new DemoColumn("letters", "CHAR(2)", String.class, DemoColumn::letters),
          new DemoColumn("payload", "BINARY", byte[].class, DemoColumn::payload),
          new DemoColumn("document", "JSON", String.class, id -> "{\"id\":" + id + "}"),
          new DemoColumn("day", "DATE", LocalDate.class, DemoColumn::day),
          new DemoColumn("seen", "DATETIME", Instant.class, id -> START.plusMillis(id * 977L)),
          new DemoColumn(
              "measured", "TIMESTAMP", Instant.class, id -> START.plusNanos(id * 1_000_003L)),
          new DemoColumn("local_time", "TIMESTAMP_NTZ", LocalDateTime.class, DemoColumn::localTime),
          new DemoColumn(
              "pause", "INTERVAL_DAY_TIME", Duration.class, id -> Duration.ofMillis(id * 7L)),
          new DemoColumn("term", "INTERVAL_YEAR_MONTH", Period.class, DemoColumn::term));

  /** The price of a row: 0.00 to 999.99. */
  static BigDecimal price(int id) {
    return BigDecimal.valueOf(id * 7_919L % 100_000, 2);
  }

  private static String letters(int id) {
    return "" + (char) ('a' + id % 26) + (char) ('z' - id % 26);
  }

  private static byte[] payload(int id) {
    return Integer.toHexString(id).getBytes(StandardCharsets.US_ASCII);
  }

  private static LocalDate day(int id) {
    return LocalDate.ofEpochDay(START.getEpochSecond() / DAY_SECONDS + id % 365);
  }

  private static LocalDateTime localTime(int id) {
    return LocalDateTime.ofInstant(START.plusNanos(id * 3_000_000_019L), ZoneOffset.UTC);
  }

  private static Period term(int id) {
    return Period.of(id % 12, 0, 0).plusMonths(id % 11);
  }
}

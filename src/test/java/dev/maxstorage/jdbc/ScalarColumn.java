package dev.maxstorage.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/**
 * A column of a scalar type, with the H2 type that means the same, values for it and the getters on
 * which both must agree. Before 1582 a java.sql.Date of H2 is the same day of the Julian calendar,
 * ours has the same digits, so old days are read as LocalDate.
 */
record ScalarColumn(
    String name,
    String type,
    String h2Type,
    int sqlType,
    Values values,
    Set set,
    List<Get> getters) {

  /** Makes the value of a row. */
  interface Values {
    Object value(Random random, int row);
  }

  /** Binds a value. */
  interface Set {
    void into(PreparedStatement statement, int index, Object value) throws SQLException;
  }

  /** Reads a value. */
  interface Get {
    Object from(ResultSet result, int index) throws SQLException;
  }

  Object value(Random random, int row) {
    return values.value(random, row);
  }

  private static final String[] TEXTS = {
    "",
    " ",
    "plain",
    "O'Hare",
    "tab\tand\nline",
    "\u00e4\u00f6\u00fc",
    "\u6c49\u5b57",
    "\ud83d\ude00",
    "\\N",
    "\u0000",
    "NULL",
    "\"quoted\""
  };

  /** Every scalar type that a table column can have. */
  static final List<ScalarColumn> ALL =
      List.of(
          of(
              "c_tinyint",
              "tinyint",
              "tinyint",
              Types.TINYINT,
              (random, row) -> (byte) extreme(random, row, Byte.MIN_VALUE, Byte.MAX_VALUE),
              (s, i, v) -> s.setByte(i, (Byte) v),
              ScalarColumn::number,
              ResultSet::getByte,
              ResultSet::getInt,
              ResultSet::getString),
          of(
              "c_smallint",
              "smallint",
              "smallint",
              Types.SMALLINT,
              (random, row) -> (short) extreme(random, row, Short.MIN_VALUE, Short.MAX_VALUE),
              (s, i, v) -> s.setShort(i, (Short) v),
              ScalarColumn::number,
              ResultSet::getShort,
              ResultSet::getLong),
          of(
              "c_int",
              "int",
              "int",
              Types.INTEGER,
              (random, row) -> (int) extreme(random, row, Integer.MIN_VALUE, Integer.MAX_VALUE),
              (s, i, v) -> s.setInt(i, (Integer) v),
              ScalarColumn::number,
              ResultSet::getInt,
              ResultSet::getDouble,
              ResultSet::getString),
          of(
              "c_bigint",
              "bigint",
              "bigint",
              Types.BIGINT,
              (random, row) ->
                  row % 9 == 0 ? extreme(random, 0, Long.MIN_VALUE, 0) : random.nextLong(),
              (s, i, v) -> s.setLong(i, (Long) v),
              ResultSet::getObject,
              ResultSet::getLong,
              ResultSet::getBigDecimal,
              ResultSet::getString),
          of(
              "c_float",
              "float",
              "real",
              Types.REAL,
              (random, row) -> row % 11 == 0 ? specialFloat(row) : random.nextFloat() * 1e6f - 5e5f,
              (s, i, v) -> s.setFloat(i, (Float) v),
              ResultSet::getObject,
              ResultSet::getFloat,
              ResultSet::getDouble),
          of(
              "c_double",
              "double",
              "double precision",
              Types.DOUBLE,
              (random, row) -> row % 11 == 0 ? specialDouble(row) : random.nextGaussian() * 1e9,
              (s, i, v) -> s.setDouble(i, (Double) v),
              ResultSet::getObject,
              ResultSet::getDouble),
          of(
              "c_boolean",
              "boolean",
              "boolean",
              Types.BOOLEAN,
              (random, row) -> random.nextBoolean(),
              (s, i, v) -> s.setBoolean(i, (Boolean) v),
              ResultSet::getObject,
              ResultSet::getBoolean),
          of(
              "c_decimal",
              "decimal(10,2)",
              "decimal(10,2)",
              Types.DECIMAL,
              (random, row) -> BigDecimal.valueOf(random.nextLong() % 10_000_000_000L, 2),
              (s, i, v) -> s.setBigDecimal(i, (BigDecimal) v),
              ResultSet::getObject,
              ResultSet::getBigDecimal,
              ResultSet::getDouble,
              ResultSet::getString),
          of(
              "c_decimal38",
              "decimal(38,18)",
              "decimal(38,18)",
              Types.DECIMAL,
              (random, row) -> new BigDecimal(new BigInteger(126, random), 18),
              (s, i, v) -> s.setObject(i, v),
              ResultSet::getObject,
              ResultSet::getBigDecimal),
          of(
              "c_string",
              "string",
              "varchar",
              Types.VARCHAR,
              (random, row) -> text(random, row),
              (s, i, v) -> s.setString(i, (String) v),
              ResultSet::getObject,
              ResultSet::getString,
              (result, i) -> result.getObject(i, String.class)),
          of(
              "c_varchar",
              "varchar(20)",
              "varchar(20)",
              Types.VARCHAR,
              (random, row) -> text(random, row + 3),
              (s, i, v) -> s.setObject(i, v, Types.VARCHAR),
              ResultSet::getObject,
              ResultSet::getString),
          of(
              "c_char",
              "char(4)",
              "varchar(4)",
              Types.CHAR,
              (random, row) -> "c" + (100 + random.nextInt(900)),
              (s, i, v) -> s.setString(i, (String) v),
              ResultSet::getObject,
              ResultSet::getString),
          of(
              "c_binary",
              "binary",
              "varbinary",
              Types.VARBINARY,
              (random, row) -> bytes(random),
              (s, i, v) -> s.setBytes(i, (byte[]) v),
              ResultSet::getObject,
              ResultSet::getBytes),
          of(
              "c_json",
              "json",
              "varchar",
              Types.VARCHAR,
              (random, row) -> "{\"a\":" + row + ",\"b\":[true,null,\"x\"]}",
              (s, i, v) -> s.setString(i, (String) v),
              ResultSet::getObject,
              ResultSet::getString),
          of(
              "c_date",
              "date",
              "date",
              Types.DATE,
              (random, row) ->
                  LocalDate.ofEpochDay(
                      extreme(
                          random,
                          row,
                          LocalDate.of(1, 1, 1).toEpochDay(),
                          LocalDate.of(9999, 12, 31).toEpochDay())),
              (s, i, v) -> s.setObject(i, v),
              (result, i) -> result.getObject(i, LocalDate.class),
              ResultSet::getString),
          of(
              "c_date_sql",
              "date",
              "date",
              Types.DATE,
              (random, row) ->
                  Date.valueOf(LocalDate.ofEpochDay(random.nextInt(160_000) - 140_000)),
              (s, i, v) -> s.setDate(i, (Date) v),
              ResultSet::getObject,
              ResultSet::getDate),
          of(
              "c_datetime",
              "datetime",
              "timestamp(3) with time zone",
              Types.TIMESTAMP,
              (random, row) -> Timestamp.from(Instant.ofEpochMilli(millis(random, row))),
              (s, i, v) -> s.setTimestamp(i, (Timestamp) v),
              ResultSet::getTimestamp,
              (result, i) -> instant(result.getObject(i, OffsetDateTime.class)),
              (result, i) -> result.getObject(i, Instant.class)),
          of(
              "c_timestamp",
              "timestamp",
              "timestamp(9) with time zone",
              Types.TIMESTAMP,
              (random, row) -> instant(random),
              (s, i, v) -> s.setObject(i, ((Instant) v).atOffset(ZoneOffset.UTC)),
              ResultSet::getTimestamp,
              (result, i) -> instant(result.getObject(i, OffsetDateTime.class)),
              (result, i) -> result.getObject(i, Instant.class)),
          of(
              "c_timestamp_ntz",
              "timestamp_ntz",
              "timestamp(9)",
              Types.TIMESTAMP,
              (random, row) -> LocalDateTime.ofInstant(instant(random), ZoneOffset.UTC),
              (s, i, v) -> s.setObject(i, v),
              ResultSet::getObject,
              ResultSet::getTimestamp,
              (result, i) -> result.getObject(i, LocalDateTime.class)));

  private static ScalarColumn of(
      String name,
      String type,
      String h2Type,
      int sqlType,
      Values values,
      Set set,
      Get... getters) {
    return new ScalarColumn(name, type, h2Type, sqlType, values, set, List.of(getters));
  }

  /** H2 gives an Integer for a TINYINT or SMALLINT, so numbers are compared as long. */
  private static Object number(ResultSet result, int index) throws SQLException {
    Object value = result.getObject(index);
    return value == null ? null : ((Number) value).longValue();
  }

  private static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  /** A number of a range, its ends more often than chance would have it. */
  private static long extreme(Random random, int row, long least, long most) {
    return switch (row % 13) {
      case 0 -> least;
      case 1 -> most;
      default -> least + (long) (random.nextDouble() * (most - least + 1));
    };
  }

  private static Float specialFloat(int row) {
    float[] special = {Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE, 0};
    return special[row % special.length];
  }

  private static Double specialDouble(int row) {
    double[] special = {
      Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -Double.MAX_VALUE, 0
    };
    return special[row % special.length];
  }

  private static String text(Random random, int row) {
    return row % 3 == 0
        ? TEXTS[row / 3 % TEXTS.length]
        : Long.toString(random.nextLong(), Character.MAX_RADIX);
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(24)];
    random.nextBytes(bytes);
    return bytes.length == 5 ? "plain".getBytes(StandardCharsets.UTF_8) : bytes;
  }

  /** Milliseconds of the years 1 to 9999. */
  private static long millis(Random random, int row) {
    return extreme(
        random,
        row,
        Instant.parse("0001-01-02T00:00:00Z").toEpochMilli(),
        Instant.parse("9999-12-30T23:59:59.999Z").toEpochMilli());
  }

  /** An instant that fits a 64-bit count of nanoseconds. */
  private static Instant instant(Random random) {
    long nanos = random.nextLong();
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}

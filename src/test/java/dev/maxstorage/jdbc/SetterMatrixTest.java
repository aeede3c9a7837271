package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every setter of a prepared INSERT into every type of a column: value, null and refusal. */
class SetterMatrixTest {
  private static final Path PAGE = Path.of("docs/reference/types.md");
  private static final List<String> TYPES =
      List.of(
          "tinyint",
          "smallint",
          "int",
          "bigint",
          "float",
          "double",
          "boolean",
          "decimal(20,2)",
          "string",
          "varchar(80)",
          "char(80)",
          "binary",
          "date",
          "datetime",
          "timestamp",
          "timestamp_ntz",
          "json",
          "array<int>",
          "map<string,int>",
          "struct<a:int>",
          "blob");

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  /** Binds the second parameter. */
  private interface Bind {
    void to(PreparedStatement insert) throws Exception;
  }

  /** Reads the second column. */
  private interface Read {
    Object from(ResultSet row) throws Exception;
  }

  /**
   * A value to be bound.
   *
   * @param name of the setter
   * @param back the getter that gives the same value, wherever the setter is not refused
   */
  private record Setter(String name, Object value, Bind bind, Read back) {}

  private static final List<Setter> SETTERS = new ArrayList<>();

  private static void add(String name, Object value, Bind bind, Read back) {
    SETTERS.add(new Setter(name, value, bind, back));
  }

  private static void text(String name, String value, Bind bind) {
    add(name, value, bind, row -> row.getString(2));
  }

  private static void bytes(String name, Bind bind) {
    add(name, "k1".getBytes(StandardCharsets.UTF_8), bind, row -> row.getBytes(2));
  }

  private static <T> void object(T value, Class<T> type) {
    String name = type == java.util.Date.class ? "java.util.Date" : type.getSimpleName();
    add(
        "setObject(" + name + ")",
        value,
        insert -> insert.setObject(2, value),
        row -> row.getObject(2, type));
  }

  private static InputStream stream() {
    return new ByteArrayInputStream("k1".getBytes(StandardCharsets.UTF_8));
  }

  private static Reader reader() {
    return new StringReader("k1");
  }

  static {
    Calendar newYork = Calendar.getInstance(TimeZone.getTimeZone("America/New_York"), Locale.ROOT);
    Instant instant = Instant.parse("2026-01-31T04:30:01.123Z");
    add("setBoolean", true, s -> s.setBoolean(2, true), r -> r.getBoolean(2));
    add("setByte", (byte) 7, s -> s.setByte(2, (byte) 7), r -> r.getByte(2));
    add("setShort", (short) 7, s -> s.setShort(2, (short) 7), r -> r.getShort(2));
    add("setInt", 7, s -> s.setInt(2, 7), r -> r.getInt(2));
    add("setLong", 7L, s -> s.setLong(2, 7), r -> r.getLong(2));
    add("setFloat", 7f, s -> s.setFloat(2, 7f), r -> r.getFloat(2));
    add("setDouble", 7d, s -> s.setDouble(2, 7d), r -> r.getDouble(2));
    BigDecimal seven = BigDecimal.valueOf(7);
    add("setBigDecimal", seven, s -> s.setBigDecimal(2, seven), r -> r.getBigDecimal(2));
    for (String value :
        List.of(
            "7",
            "true",
            "k1",
            "2026-01-31",
            "2026-01-31 12:30:01.123",
            "{\"a\":1}",
            "d2719b1c-8e5c-4c5e-a0a1-7f0f2f6d9b3a")) {
      text("setString", value, s -> s.setString(2, value));
      text("setNString", value, s -> s.setNString(2, value));
      text("setObject(String)", value, s -> s.setObject(2, value));
      text("setObject(CharSequence)", value, s -> s.setObject(2, new StringBuilder(value)));
      text("setObject with target type", value, s -> s.setObject(2, value, Types.VARCHAR));
      text("setObject with SQLType", value, s -> s.setObject(2, value, JDBCType.VARCHAR));
      text("setCharacterStream", value, s -> s.setCharacterStream(2, new StringReader(value)));
    }
    add("setBytes", new byte[] {0, -1}, s -> s.setBytes(2, new byte[] {0, -1}), r -> r.getBytes(2));
    Date date = Date.valueOf("2026-01-31");
    Time time = Time.valueOf("12:30:01");
    Timestamp timestamp = Timestamp.from(instant);
    add("setDate", date, s -> s.setDate(2, date), r -> r.getDate(2));
    Calendar copy = (Calendar) newYork.clone();
    copy.clear();
    copy.set(2026, Calendar.JANUARY, 31);
    Date thatDay = new Date(copy.getTimeInMillis());
    add(
        "setDate with Calendar",
        thatDay,
        s -> s.setDate(2, thatDay, newYork),
        r -> r.getDate(2, newYork));
    add("setTime", time, s -> s.setTime(2, time), r -> r.getTime(2));
    add(
        "setTime with Calendar",
        time,
        s -> s.setTime(2, time, newYork),
        r -> r.getTime(2, newYork));
    add("setTimestamp", timestamp, s -> s.setTimestamp(2, timestamp), r -> r.getTimestamp(2));
    add(
        "setTimestamp with Calendar",
        timestamp,
        s -> s.setTimestamp(2, timestamp, newYork),
        r -> r.getTimestamp(2, newYork));
    object(true, Boolean.class);
    object((byte) 7, Byte.class);
    object((short) 7, Short.class);
    object(7, Integer.class);
    object(7L, Long.class);
    object(7f, Float.class);
    object(7d, Double.class);
    object(seven, BigDecimal.class);
    object(BigInteger.valueOf(7), BigInteger.class);
    object(new byte[] {0, -1}, byte[].class);
    object(date, Date.class);
    object(time, Time.class);
    object(timestamp, Timestamp.class);
    object(new java.util.Date(instant.toEpochMilli()), java.util.Date.class);
    object(LocalDate.of(2026, 1, 31), LocalDate.class);
    object(LocalTime.of(12, 30, 1), LocalTime.class);
    object(LocalDateTime.of(2026, 1, 31, 12, 30, 1), LocalDateTime.class);
    object(instant, Instant.class);
    object(instant.atOffset(ZoneOffset.ofHours(3)), OffsetDateTime.class);
    object(instant.atZone(newYork.getTimeZone().toZoneId()), ZonedDateTime.class);
    object(Duration.ofSeconds(5), Duration.class);
    object(Period.ofMonths(5), Period.class);
    object(UUID.fromString("d2719b1c-8e5c-4c5e-a0a1-7f0f2f6d9b3a"), UUID.class);
    add(
        "setObject(Calendar)",
        timestamp,
        s -> {
          Calendar calendar = (Calendar) newYork.clone();
          calendar.setTimeInMillis(instant.toEpochMilli());
          s.setObject(2, calendar);
        },
        r -> r.getTimestamp(2, newYork));
    text("setObject(Character)", "7", s -> s.setObject(2, '7'));
    object(List.of(1, 2), List.class);
    object(Map.of("a", 1), Map.class);
    object(new Object[] {1}, Object[].class);
    add(
        "setArray",
        List.of(1, 2),
        s -> s.setArray(2, s.getConnection().createArrayOf("INT", new Object[] {1, 2})),
        r -> r.getObject(2, List.class));
    add(
        "setObject(Array)",
        List.of(1, 2),
        s -> s.setObject(2, s.getConnection().createArrayOf("INT", new Object[] {1, 2})),
        r -> r.getObject(2, List.class));
    add(
        "setObject(Struct)",
        Map.of("a", 1),
        s -> s.setObject(2, s.getConnection().createStruct("STRUCT<a:INT>", new Object[] {1})),
        r -> r.getObject(2, Map.class));
    text(
        "setURL",
        "https://example.org/a",
        s -> s.setURL(2, new URI("https://example.org/a").toURL()));
    text("setAsciiStream", "k1", s -> s.setAsciiStream(2, stream()));
    text("setAsciiStream with length", "k1", s -> s.setAsciiStream(2, stream(), 2));
    text("setAsciiStream with long length", "k1", s -> s.setAsciiStream(2, stream(), 2L));
    text("setCharacterStream with length", "k1", s -> s.setCharacterStream(2, reader(), 2));
    text("setCharacterStream with long length", "k1", s -> s.setCharacterStream(2, reader(), 2L));
    text("setNCharacterStream", "k1", s -> s.setNCharacterStream(2, reader()));
    text("setNCharacterStream with length", "k1", s -> s.setNCharacterStream(2, reader(), 2));
    text("setClob(Reader)", "k1", s -> s.setClob(2, reader()));
    text("setClob(Reader) with length", "k1", s -> s.setClob(2, reader(), 2));
    text("setClob", "k1", s -> s.setClob(2, clob()));
    text("setNClob(Reader)", "k1", s -> s.setNClob(2, reader()));
    text("setNClob(Reader) with length", "k1", s -> s.setNClob(2, reader(), 2));
    text("setObject(Clob)", "k1", s -> s.setObject(2, clob()));
    text("setObject(Reader)", "k1", s -> s.setObject(2, reader()));
    bytes("setBinaryStream", s -> s.setBinaryStream(2, stream()));
    bytes("setBinaryStream with length", s -> s.setBinaryStream(2, stream(), 2));
    bytes("setBinaryStream with long length", s -> s.setBinaryStream(2, stream(), 2L));
    bytes("setBlob(InputStream)", s -> s.setBlob(2, stream()));
    bytes("setBlob(InputStream) with length", s -> s.setBlob(2, stream(), 2));
    bytes("setObject(InputStream)", s -> s.setObject(2, stream()));
    bytes("setBlob", s -> s.setBlob(2, blob(s)));
    bytes("setObject(Blob)", s -> s.setObject(2, blob(s)));
  }

  private static Clob clob() throws SQLException {
    return new javax.sql.rowset.serial.SerialClob("k1".toCharArray());
  }

  private static Blob blob(PreparedStatement statement) throws SQLException {
    Blob blob = statement.getConnection().createBlob();
    blob.setBytes(1, "k1".getBytes(StandardCharsets.UTF_8));
    return blob;
  }

  /** For each type, for each setter of {@link #SETTERS} in order: what became of it. */
  private static final Map<String, List<String>> CELLS = new LinkedHashMap<>();

  @BeforeAll
  static void writeEverything() throws Exception {
    try (Connection connection = DATABASE.connect()) {
      for (String type : TYPES) {
        CELLS.put(type, cells(connection, type));
      }
    }
  }

  private static List<String> cells(Connection connection, String type) throws Exception {
    EmbeddedDatabase.run(
        connection, "drop table if exists m", "create table m (n int, v " + type + ")");
    List<String> cells = new ArrayList<>();
    try (PreparedStatement insert = connection.prepareStatement("insert into m values (?, ?)")) {
      for (int i = 0; i < SETTERS.size(); i++) {
        try {
          SETTERS.get(i).bind().to(insert);
          if (type.equals("json") && !isJson(text(SETTERS.get(i).value()))) {
            cells.add("same"); // the service would refuse the batch
            continue;
          }
          insert.setInt(1, i);
          insert.addBatch();
          cells.add("written");
        } catch (SQLException e) {
          cells.add("refused " + e.getSQLState());
          assertThat((Throwable) e).hasMessageContaining("column 'v', row ");
        }
      }
      insert.executeBatch();
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select n, v from m order by n")) {
      while (row.next()) {
        Setter setter = SETTERS.get(row.getInt(1));
        String expected = text(setter.value());
        String read = readBack(row, setter.back());
        cells.set(row.getInt(1), read.equals(expected) ? "same" : expected + " is " + read);
      }
    }
    assertThat(cells).doesNotContain("written");
    return cells;
  }

  private static boolean isJson(String text) {
    return text.matches("true|[0-9.]+|\\{\"a\":1}");
  }

  private static String readBack(ResultSet row, Read back) throws Exception {
    try {
      return text(back.from(row));
    } catch (SQLException e) {
      return "refused " + e.getSQLState();
    }
  }

  private static String text(Object value) throws Exception {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    } else if (value instanceof Reader reader) {
      StringWriter all = new StringWriter();
      reader.transferTo(all);
      return all.toString();
    } else if (value instanceof Array array) {
      return Arrays.deepToString((Object[]) array.getArray());
    } else if (value instanceof Struct struct) {
      return Arrays.deepToString(struct.getAttributes());
    } else if (value instanceof Object[] array) {
      return Arrays.deepToString(array);
    } else if (value instanceof java.util.Date date) {
      return Instant.ofEpochMilli(date.getTime()).toString();
    } else if (value instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    } else if (value instanceof ZonedDateTime time) {
      return time.toInstant().toString();
    } else if (value instanceof BigDecimal decimal) {
      return decimal.stripTrailingZeros().toPlainString();
    }
    return String.valueOf(value);
  }

  private static String name(String type) {
    return type.replaceAll("[(<].*", "").toUpperCase(Locale.ROOT);
  }

  /** What is read with the getter of the same class is what was set, but for these. */
  @Test
  void whatWasSetIsReadAgain() {
    TreeSet<String> others = new TreeSet<>();
    CELLS.forEach(
        (type, cells) -> {
          for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            if (!cell.equals("same") && !cell.matches("refused (07006|22001|22003|22018)")) {
              others.add(name(type) + ": " + cell);
            }
          }
        });
    assertThat(String.join("\n", others)).isEqualTo(EXPECTED_OTHERS.strip());
  }

  private static final String EXPECTED_OTHERS =
      """
      ARRAY: 00ff is refused 07006
      CHAR: P5M is refused 07006
      CHAR: PT5S is refused 07006
      DATE: 2026-01-31T04:30:01.123Z is 2026-01-30T05:00:00Z
      DATE: 2026-01-31T04:30:01.123Z is 2026-01-31T00:00:00Z
      DATETIME: 2026-01-31 is 2026-01-31 00:00:00
      DECIMAL: 7 is 7.00
      DOUBLE: 7 is 7.0
      FLOAT: 7 is 7.0
      STRING: P5M is refused 07006
      STRING: PT5S is refused 07006
      TIMESTAMP: 2026-01-31 is 2026-01-31 00:00:00
      TIMESTAMP_NTZ: 2026-01-31 is 2026-01-31 00:00:00
      TIMESTAMP_NTZ: 2026-01-31T04:30:01.123Z is refused 07006
      VARCHAR: P5M is refused 07006
      VARCHAR: PT5S is refused 07006
      """;

  @Test
  void thePageSaysWhichSetterWritesWhichType() throws Exception {
    Map<String, TreeSet<Integer>> typesOfSetters = new LinkedHashMap<>();
    for (int i = 0; i < SETTERS.size(); i++) {
      TreeSet<Integer> types =
          typesOfSetters.computeIfAbsent(SETTERS.get(i).name(), any -> new TreeSet<>());
      for (int t = 0; t < TYPES.size(); t++) {
        if (!CELLS.get(TYPES.get(t)).get(i).equals("refused 07006")) {
          types.add(t);
        }
      }
    }
    Map<String, List<String>> settersOfTypes = new LinkedHashMap<>();
    typesOfSetters.forEach(
        (setter, types) -> {
          if (!types.isEmpty()) {
            String names = String.join(", ", types.stream().map(t -> name(TYPES.get(t))).toList());
            settersOfTypes.computeIfAbsent(names, any -> new ArrayList<>()).add(setter);
          }
        });
    List<String> expected = new ArrayList<>();
    settersOfTypes.forEach(
        (types, setters) -> expected.add("| " + String.join(", ", setters) + " | " + types + " |"));
    assertThat(Files.readAllLines(PAGE)).containsAll(expected);
  }

  @Test
  void nullIsNullWhateverItsTypeIsCalled() throws Exception {
    try (Connection connection = DATABASE.connect()) {
      for (String type : TYPES) {
        EmbeddedDatabase.run(
            connection, "drop table if exists m", "create table m (n int, v " + type + ")");
        int rows = 0;
        try (PreparedStatement insert =
            connection.prepareStatement("insert into m values (1, ?)")) {
          for (Field constant : Types.class.getFields()) {
            insert.setNull(1, constant.getInt(null));
            insert.addBatch();
            insert.setNull(1, constant.getInt(null), "ANY");
            insert.addBatch();
            rows += 2;
          }
          List<Bind> nulls =
              List.of(
                  s -> s.setString(1, null),
                  s -> s.setBigDecimal(1, null),
                  s -> s.setBytes(1, null),
                  s -> s.setDate(1, null),
                  s -> s.setTime(1, null, Calendar.getInstance(Locale.ROOT)),
                  s -> s.setTimestamp(1, null),
                  s -> s.setObject(1, null),
                  s -> s.setObject(1, null, Types.INTEGER),
                  s -> s.setObject(1, null, Types.DECIMAL, 2),
                  s -> s.setArray(1, null),
                  s -> s.setURL(1, null),
                  s -> s.setBinaryStream(1, null),
                  s -> s.setAsciiStream(1, null, 3),
                  s -> s.setCharacterStream(1, null, 3L),
                  s -> s.setClob(1, (Clob) null),
                  s -> s.setNClob(1, (Reader) null),
                  s -> s.setBlob(1, (Blob) null),
                  s -> s.setBlob(1, (InputStream) null));
          for (Bind each : nulls) {
            each.to(insert);
            insert.addBatch();
            rows++;
          }
          assertThat(insert.executeBatch()).hasSize(rows);
        }
        assertThat(DATABASE.rows("select count(*), count(v) from m"))
            .as(type)
            .containsExactly(List.of((long) rows, 0L));
      }
    }
  }

  @Test
  void targetTypeAndScale() throws Exception {
    try (Connection connection = DATABASE.connect()) {
      EmbeddedDatabase.run(
          connection, "drop table if exists m", "create table m (n int, v string)");
      try (PreparedStatement insert = connection.prepareStatement("insert into m values (?, ?)")) {
        Object[] values = {new BigDecimal("1.255"), 1.255, 3, "1.2", BigInteger.TEN, 1.5f};
        for (int i = 0; i < values.length; i++) {
          insert.setInt(1, i);
          insert.setObject(2, values[i], i % 2 == 0 ? Types.DECIMAL : Types.NUMERIC, 2);
          insert.addBatch();
        }
        insert.setObject(1, 6, JDBCType.DECIMAL, 0);
        insert.setObject(2, reader(), Types.VARCHAR, 2);
        insert.addBatch();
        insert.executeBatch();
        refused("22023", () -> insert.setObject(2, reader(), Types.VARCHAR, 3), "promised 3");
        refused("22018", () -> insert.setObject(2, "one", Types.DECIMAL, 2), "one");
        for (int type : new int[] {Types.REF, Types.ROWID, Types.SQLXML, Types.DATALINK}) {
          refused("0AM00", () -> insert.setObject(2, "x", type));
        }
      }
      assertThat(EmbeddedDatabase.rows(connection, "select v from m order by n").toString())
          .isEqualTo("[[1.26], [1.26], [3.00], [1.20], [10.00], [1.50], [k1]]");
    }
  }

  @Test
  void lengthsAreExact() throws Exception {
    try (Connection connection = DATABASE.connect()) {
      EmbeddedDatabase.run(
          connection, "drop table if exists m", "create table m (v string, b binary)");
      try (PreparedStatement insert = connection.prepareStatement("insert into m values (?, ?)")) {
        for (long length : new long[] {0, 1, 3, Long.MAX_VALUE}) {
          List<Bind> binds =
              List.of(
                  s -> s.setAsciiStream(1, stream(), length),
                  s -> s.setCharacterStream(1, reader(), length),
                  s -> s.setNCharacterStream(1, reader(), length),
                  s -> s.setClob(1, reader(), length),
                  s -> s.setNClob(1, reader(), length),
                  s -> s.setBinaryStream(2, stream(), length),
                  s -> s.setBlob(2, stream(), length));
          for (Bind bind : binds) {
            refused(length == Long.MAX_VALUE ? "22001" : "22023", () -> bind.to(insert));
          }
        }
        for (Bind negative :
            List.<Bind>of(
                s -> s.setAsciiStream(1, stream(), -1),
                s -> s.setCharacterStream(1, reader(), -1L),
                s -> s.setClob(1, reader(), -1),
                s -> s.setBinaryStream(2, stream(), -1))) {
          refused("22023", () -> negative.to(insert), "negative");
        }
      }
    }
  }
}

package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import javax.sql.rowset.serial.SerialClob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The many forms of getters and setters: by label, by stream, by calendar, by target type. */
class GettersAndSettersTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private Connection connection;

  @BeforeEach
  void createTable() throws SQLException {
    connection = DATABASE.connect();
    EmbeddedDatabase.run(
        connection,
        "drop table if exists v",
        "create table v (n bigint, d decimal(10,2), s string, b binary, day date, ts timestamp,"
            + " dt datetime, ntz timestamp_ntz, flag boolean, x double, list array<int>,"
            + " attr map<string,int>, part struct<a:int,b:string>)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private interface Bind {
    void to(PreparedStatement insert) throws Exception;
  }

  private interface Read {
    Object from(ResultSet row) throws SQLException;
  }

  /** Inserts one value into a column and reads it back. */
  private Object through(String column, Bind bind, Read read) throws Exception {
    EmbeddedDatabase.run(connection, "truncate table v");
    try (PreparedStatement insert =
        connection.prepareStatement("insert into v (" + column + ") values (?)")) {
      bind.to(insert);
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select " + column + " from v")) {
      assertThat(result.next()).isTrue();
      return read.from(result);
    }
  }

  @Test
  void gettersByLabelGiveWhatGettersByIndexGive() throws Exception {
    EmbeddedDatabase.run(
        connection,
        "insert into v select 12, 3.25, '7', unhex('4142'), date '2024-02-29',"
            + " timestamp '2024-02-29 12:34:56.789', datetime '2024-02-29 12:34:56',"
            + " timestamp_ntz '2024-02-29 12:34:56', true, 1.5, array(1,2), map('k',1),"
            + " named_struct('a',1,'b','x')",
        "insert into v select null, null, null, null, null, null, null, null, null, null, null,"
            + " null, null");
    int compared = 0;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select * from v")) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        for (Method byIndex : ResultSet.class.getMethods()) {
          Class<?>[] types = byIndex.getParameterTypes();
          if (!byIndex.getName().startsWith("get") || types.length == 0 || types[0] != int.class) {
            continue;
          }
          types[0] = String.class;
          Method byLabel = ResultSet.class.getMethod(byIndex.getName(), types);
          for (int i = 1; i <= columns; i++) {
            String label = result.getMetaData().getColumnLabel(i).toUpperCase(Locale.ROOT);
            assertThat(outcome(byLabel, result, label))
                .as("%s of %s", byIndex, label)
                .isEqualTo(outcome(byIndex, result, i));
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(600);
  }

  private static String outcome(Method getter, ResultSet result, Object column) throws Exception {
    Class<?>[] types = getter.getParameterTypes();
    Object[] arguments = new Object[types.length];
    arguments[0] = column;
    if (types.length == 2) {
      arguments[1] =
          types[1] == int.class
              ? (Object) 1
              : types[1] == Calendar.class
                  ? Calendar.getInstance(TimeZone.getTimeZone("America/New_York"), Locale.ROOT)
                  : types[1] == Map.class ? Map.of() : String.class;
    }
    try {
      Object value = getter.invoke(result, arguments);
      if (value instanceof InputStream stream) {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } else if (value instanceof Reader reader) {
        char[] text = new char[100];
        return new String(text, 0, Math.max(reader.read(text), 0));
      } else if (value instanceof Clob clob) {
        return clob.getSubString(1, (int) clob.length());
      } else if (value instanceof byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
      }
      return String.valueOf(value);
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).as(getter + " of " + column).isInstanceOf(SQLException.class);
      SQLException refusal = (SQLException) e.getCause();
      assertThat(refusal.getSQLState())
          .as(refusal.toString())
          .isIn("0AM00", "07006", "22018", "22003");
      return refusal.getSQLState() + " " + refusal.getMessage();
    }
  }

  @Test
  void textStreamsBecomeText() throws Exception {
    assertThat(through("s", s -> s.setAsciiStream(1, ascii("abc")), r -> r.getString(1)))
        .isEqualTo("abc");
    assertThat(through("s", s -> s.setAsciiStream(1, ascii("abc"), 3), r -> r.getString(1)))
        .isEqualTo("abc");
    assertThat(through("s", s -> s.setCharacterStream(1, text("\u00e4b")), r -> r.getString(1)))
        .isEqualTo("\u00e4b");
    assertThat(through("s", s -> s.setCharacterStream(1, text("\u00e4b"), 2), r -> r.getString(1)))
        .isEqualTo("\u00e4b");
    assertThat(through("s", s -> s.setNCharacterStream(1, text("n"), 1), r -> r.getString(1)))
        .isEqualTo("n");
    assertThat(through("s", s -> s.setClob(1, text("clob")), r -> r.getString(1)))
        .isEqualTo("clob");
    assertThat(
            through("s", s -> s.setClob(1, new SerialClob("c".toCharArray())), r -> r.getString(1)))
        .isEqualTo("c");
    assertThat(through("s", s -> s.setNString(1, "n"), r -> r.getNString(1))).isEqualTo("n");
    assertThat(through("s", s -> s.setObject(1, text("o")), r -> r.getString(1))).isEqualTo("o");
    assertThat(through("s", s -> s.setURL(1, URI.create("http://h/").toURL()), r -> r.getURL(1)))
        .hasToString("http://h/");
    assertThat(through("s", s -> s.setString(1, "clob"), r -> r.getClob(1).getSubString(2, 2)))
        .isEqualTo("lo");
    refused("22023", () -> through("s", s -> s.setCharacterStream(1, text("abc"), 2), r -> 0), "2");
    refused("22023", () -> through("s", s -> s.setCharacterStream(1, text("a"), 2), r -> 0), "2");
    refused("22023", () -> through("b", s -> s.setBinaryStream(1, ascii("a"), 2), r -> 0), "2");
    refused("22023", () -> through("b", s -> s.setBinaryStream(1, ascii("abc"), 2), r -> 0), "2");
  }

  private static Reader text(String text) {
    return new StringReader(text);
  }

  private static InputStream ascii(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void nullsOfEverySetterAreNull() throws Exception {
    for (Bind bind :
        List.<Bind>of(
            s -> s.setNull(1, Types.VARCHAR),
            s -> s.setNull(1, Types.VARCHAR, "STRING"),
            s -> s.setString(1, null),
            s -> s.setObject(1, null),
            s -> s.setObject(1, null, Types.VARCHAR),
            s -> s.setObject(1, null, JDBCType.VARCHAR),
            s -> s.setBigDecimal(1, null),
            s -> s.setBytes(1, null),
            s -> s.setDate(1, null),
            s -> s.setTime(1, null),
            s -> s.setTimestamp(1, null, Calendar.getInstance(Locale.ROOT)),
            s -> s.setAsciiStream(1, null),
            s -> s.setCharacterStream(1, null),
            s -> s.setClob(1, (Clob) null),
            s -> s.setArray(1, null),
            s -> s.setURL(1, null))) {
      assertThat(through("s", bind, r -> r.getObject(1))).isNull();
    }
  }

  @Test
  void targetTypesAreTakenForWhatTheColumnIs() throws Exception {
    assertThat(through("n", s -> s.setObject(1, "42", Types.BIGINT), r -> r.getLong(1)))
        .isEqualTo(42L);
    assertThat(through("n", s -> s.setObject(1, 42, JDBCType.INTEGER), r -> r.getLong(1)))
        .isEqualTo(42L);
    assertThat(
            through(
                "d",
                s -> s.setObject(1, new BigDecimal("1.005"), Types.DECIMAL, 2),
                r -> r.getBigDecimal(1)))
        .isEqualTo(new BigDecimal("1.01"));
    assertThat(through("s", s -> s.setObject(1, 42), r -> r.getString(1))).isEqualTo("42");
    assertThat(through("s", s -> s.setObject(1, UUID.fromString("0-0-0-0-1")), r -> r.getString(1)))
        .isEqualTo("00000000-0000-0000-0000-000000000001");
    refused("0AM00", () -> through("s", s -> s.setObject(1, "x", Types.ROWID), r -> 0));
  }

  @Test
  void calendarsGiveTheZoneOfLocalValues() throws Exception {
    Calendar newYork = Calendar.getInstance(TimeZone.getTimeZone("America/New_York"), Locale.ROOT);
    Instant instant = Instant.parse("2024-07-01T12:00:00Z");
    Timestamp timestamp = Timestamp.from(instant);
    assertThat(through("ts", s -> s.setTimestamp(1, timestamp, newYork), r -> r.getTimestamp(1)))
        .isEqualTo(timestamp);
    assertThat(
            through(
                "ntz",
                s -> s.setTimestamp(1, timestamp, newYork),
                r -> r.getObject(1, LocalDateTime.class)))
        .isEqualTo(LocalDateTime.parse("2024-07-01T08:00:00"));
    assertThat(
            through(
                "ntz",
                s -> s.setObject(1, LocalDateTime.parse("2024-07-01T08:00:00")),
                r -> r.getTimestamp(1, newYork)))
        .isEqualTo(timestamp);
    Date midnight = new Date(Instant.parse("2024-07-01T04:00:00Z").toEpochMilli());
    assertThat(
            through(
                "day", s -> s.setDate(1, midnight, newYork), r -> r.getObject(1, LocalDate.class)))
        .isEqualTo(LocalDate.of(2024, 7, 1));
    assertThat(
            through(
                "day", s -> s.setObject(1, LocalDate.of(2024, 7, 1)), r -> r.getDate(1, newYork)))
        .isEqualTo(midnight);
  }

  @Test
  void instantsAreLocalTimesOfTheConnectionsZone() throws Exception {
    Instant instant = Instant.parse("2024-07-01T12:00:00.123Z");
    LocalDateTime inZone = LocalDateTime.ofInstant(instant, ZoneId.of(EmbeddedDatabase.ZONE));
    for (String column : List.of("ts", "dt")) {
      assertThat(
              through(
                  column, s -> s.setObject(1, instant), r -> r.getObject(1, LocalDateTime.class)))
          .isEqualTo(inZone);
      assertThat(through(column, s -> s.setObject(1, inZone), r -> r.getObject(1, Instant.class)))
          .isEqualTo(instant);
      assertThat(through(column, s -> s.setObject(1, instant), r -> r.getString(1)))
          .isEqualTo("2024-07-01 20:00:00.123");
      assertThat(
              through(
                  column, s -> s.setString(1, "2024-07-01 20:00:00.123"), r -> r.getTimestamp(1)))
          .isEqualTo(Timestamp.from(instant));
    }
    assertThat(through("ts", s -> s.setObject(1, instant), r -> r.getObject(1, LocalDate.class)))
        .isEqualTo(LocalDate.of(2024, 7, 1));
    assertThat(
            through(
                "ts", s -> s.setObject(1, instant), r -> r.getTime(1).toLocalTime().getMinute()))
        .isEqualTo(0);
  }

  @Test
  void timeIsNoDate() {
    refused(
        "07006", () -> through("day", s -> s.setTime(1, Time.valueOf("12:00:00")), r -> 0), "day");
  }

  @Test
  void nestedValuesGoInAndOut() throws Exception {
    assertThat(through("list", s -> s.setObject(1, List.of(1, 2)), r -> r.getObject(1, List.class)))
        .isEqualTo(List.of(1, 2));
    assertThat(
            through("list", s -> s.setObject(1, new int[] {1, 2}), r -> r.getArray(1).getArray()))
        .isEqualTo(new Integer[] {1, 2});
    assertThat(
            through(
                "list",
                s -> s.setArray(1, connection.createArrayOf("INT", new Object[] {3, null})),
                r -> r.getString(1)))
        .isEqualTo("[3,null]");
    assertThat(through("attr", s -> s.setObject(1, Map.of("k", 5)), r -> r.getObject(1)))
        .isEqualTo(Map.of("k", 5));
    assertThat(through("part", s -> s.setObject(1, Map.of("a", 1, "b", "x")), r -> r.getString(1)))
        .isEqualTo("{\"a\":1,\"b\":\"x\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select n from v where day = {d '2024-02-29'}",
        "select n from v where ts = {ts '2024-02-29 12:34:56.789'}",
        "select n from v where day >= {d '2024-02-29'} and day < {d '2024-03-01'}",
        "select {fn upper(s)} from v",
        "select n from v where s = '{d not an escape}' or n = 12",
      })
  void escapesAreRead(String sql) throws SQLException {
    EmbeddedDatabase.run(
        connection,
        "insert into v (n, s, day, ts) values (12, 'x', date '2024-02-29',"
            + " timestamp '2024-02-29 12:34:56.789')");
    assertThat(EmbeddedDatabase.rows(connection, sql)).hasSize(1);
    assertThat(connection.nativeSQL(sql)).isNotBlank();
  }

  @Test
  void questionMarksInTextsAndCommentsAreNoParameters() throws SQLException {
    EmbeddedDatabase.run(connection, "insert into v (n, s) values (1, 'what?')");
    try (PreparedStatement query =
        connection.prepareStatement(
            "select n /* why? */ from v where s = 'what?' and n = ? -- really?")) {
      assertThat(query.getParameterMetaData().getParameterCount()).isEqualTo(1);
      query.setInt(1, 1);
      try (ResultSet result = query.executeQuery()) {
        assertThat(result.next()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"engine=auto", "engine=sql"})
  void parametersOfQueriesKeepTheirMeaning(String engine) throws SQLException {
    String tricky = "it's \\ \"x\" ? %_ \n \u6c49";
    try (PreparedStatement insert =
        connection.prepareStatement("insert into v (n, s, d, flag, b) values (?, ?, ?, ?, ?)")) {
      insert.setLong(1, -Long.MAX_VALUE);
      insert.setString(2, tricky);
      insert.setBigDecimal(3, new BigDecimal("-1.50"));
      insert.setBoolean(4, true);
      insert.setBytes(5, new byte[] {0, (byte) 0xff, 39});
      insert.executeUpdate();
    }
    try (Connection by = DATABASE.connect(engine)) {
      for (Object[] condition :
          new Object[][] {
            {"n = ?", -Long.MAX_VALUE},
            {"s = ?", tricky},
            {"d = ?", new BigDecimal("-1.5")},
            {"d < ?", -1},
            {"flag = ?", true},
            {"s <> ?", "'; drop table v; --"},
            {"s in (?, 'x')", tricky},
          }) {
        assertThat(EmbeddedDatabase.rows(by, "select n from v where " + condition[0], condition[1]))
            .as("%s with %s", condition[0], condition[1])
            .hasSize(1);
      }
      assertThat(EmbeddedDatabase.rows(by, "select ?, s from v order by n", tricky))
          .containsExactly(List.of(tricky, tricky));
      assertThat(EmbeddedDatabase.rows(by, "select concat(s, ?) from v", "'"))
          .containsExactly(List.of(tricky + "'"));
    }
  }
}

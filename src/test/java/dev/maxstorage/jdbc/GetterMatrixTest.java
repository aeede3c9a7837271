package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.H2;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every type of a column through every getter of a result set: value, null and refusal. */
class GetterMatrixTest {
  private static final Path PAGE = Path.of("docs/reference/types.md");

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  /**
   * A column.
   *
   * @param type of the warehouse
   * @param h2Type that means the same, null if H2 has none
   * @param values expressions of the warehouse's SQL
   * @param h2Values expressions of H2 for the same values
   */
  private record Sample(String type, String h2Type, List<String> values, List<String> h2Values) {
    String name() {
      return type.replaceAll("[(<].*", "").toUpperCase(Locale.ROOT);
    }
  }

  private static Sample both(String type, String h2Type, String... values) {
    return new Sample(type, h2Type, List.of(values), List.of(values));
  }

  private static Sample ours(String type, String... values) {
    return new Sample(type, null, List.of(values), List.of());
  }

  private static final List<Sample> SAMPLES =
      List.of(
          both("tinyint", "tinyint", "cast(1 as tinyint)", "cast(-128 as tinyint)"),
          both("smallint", "smallint", "cast(1 as smallint)", "cast(300 as smallint)"),
          both("int", "int", "cast(1 as int)", "cast(70000 as int)"),
          both("bigint", "bigint", "cast(1 as bigint)", "cast(1099511627776 as bigint)"),
          both("float", "real", "cast(1 as float)", "cast(0.5 as float)"),
          new Sample(
              "double",
              "double precision",
              List.of("cast(1 as double)", "cast(1e300 as double)"),
              List.of("cast(1 as double precision)", "cast(1e300 as double precision)")),
          both("boolean", "boolean", "true", "false"),
          both(
              "decimal(20,2)",
              "decimal(20,2)",
              "cast(1 as decimal(20,2))",
              "cast(1234567890123.45 as decimal(20,2))"),
          both(
              "string",
              "varchar",
              "'1'",
              "'true'",
              "'2026-01-31'",
              "'2026-01-31 12:30:01'",
              "'12:30:01'",
              "'1d8f9f2c-8f5a-4b7e-9a1e-0c2b3d4e5f60'",
              "'https://example.org/a'"),
          both("varchar(40)", "varchar(40)", "cast('1' as varchar(40))"),
          both("char(3)", "char(3)", "cast('abc' as char(3))"),
          new Sample("binary", "varbinary", List.of("unhex('00FF41')"), List.of("X'00FF41'")),
          both("date", "date", "date '2026-01-31'"),
          new Sample(
              "datetime",
              "timestamp(3) with time zone",
              List.of("datetime '2026-01-31 12:30:01.123'"),
              List.of("timestamp with time zone '2026-01-31 12:30:01.123+08'")),
          new Sample(
              "timestamp",
              "timestamp(9) with time zone",
              List.of("timestamp '2026-01-31 12:30:01.123456789'"),
              List.of("timestamp with time zone '2026-01-31 12:30:01.123456789+08'")),
          new Sample(
              "timestamp_ntz",
              "timestamp(9)",
              List.of("timestamp_ntz '2026-01-31 12:30:01.123456789'"),
              List.of("timestamp '2026-01-31 12:30:01.123456789'")),
          ours("json", "'{\"a\":1}'"),
          new Sample("array<int>", "int array", List.of("array(1, 2)"), List.of("array[1, 2]")),
          ours("map<string,int>", "map('k', 1)"),
          ours("struct<a:int>", "named_struct('a', 1)"));

  /** A getter. */
  private interface Get {
    Object of(ResultSet row, int column) throws Exception;
  }

  private static final Map<String, Get> GETTERS = new LinkedHashMap<>();

  static {
    Calendar newYork = Calendar.getInstance(TimeZone.getTimeZone("America/New_York"), Locale.ROOT);
    GETTERS.put("getBoolean", ResultSet::getBoolean);
    GETTERS.put("getByte", ResultSet::getByte);
    GETTERS.put("getShort", ResultSet::getShort);
    GETTERS.put("getInt", ResultSet::getInt);
    GETTERS.put("getLong", ResultSet::getLong);
    GETTERS.put("getFloat", ResultSet::getFloat);
    GETTERS.put("getDouble", ResultSet::getDouble);
    GETTERS.put("getBigDecimal", ResultSet::getBigDecimal);
    GETTERS.put("getString", ResultSet::getString);
    GETTERS.put("getNString", ResultSet::getNString);
    GETTERS.put("getBytes", ResultSet::getBytes);
    GETTERS.put("getDate", ResultSet::getDate);
    GETTERS.put("getDate with Calendar", (row, column) -> row.getDate(column, newYork));
    GETTERS.put("getTime", ResultSet::getTime);
    GETTERS.put("getTime with Calendar", (row, column) -> row.getTime(column, newYork));
    GETTERS.put("getTimestamp", ResultSet::getTimestamp);
    GETTERS.put("getTimestamp with Calendar", (row, column) -> row.getTimestamp(column, newYork));
    GETTERS.put("getObject", ResultSet::getObject);
    GETTERS.put("getAsciiStream", ResultSet::getAsciiStream);
    GETTERS.put("getBinaryStream", ResultSet::getBinaryStream);
    GETTERS.put("getCharacterStream", ResultSet::getCharacterStream);
    GETTERS.put("getNCharacterStream", ResultSet::getNCharacterStream);
    GETTERS.put("getClob", ResultSet::getClob);
    GETTERS.put("getBlob", ResultSet::getBlob);
    GETTERS.put("getArray", ResultSet::getArray);
    GETTERS.put("getURL", ResultSet::getURL);
    for (Class<?> type :
        List.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigDecimal.class,
            BigInteger.class,
            String.class,
            byte[].class,
            Date.class,
            Time.class,
            Timestamp.class,
            java.util.Date.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            Instant.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            Duration.class,
            Period.class,
            UUID.class,
            List.class,
            Map.class,
            Object[].class,
            Array.class,
            Struct.class,
            Clob.class,
            Blob.class,
            InputStream.class,
            Reader.class)) {
      String name = type == java.util.Date.class ? "java.util.Date" : type.getSimpleName();
      GETTERS.put("getObject(" + name + ")", (row, column) -> row.getObject(column, type));
    }
  }

  private static final Map<Sample, List<Map<String, String>>> OURS = new LinkedHashMap<>();
  private static final Map<Sample, List<Map<String, String>>> H2S = new LinkedHashMap<>();

  @BeforeAll
  static void readEverything() throws Exception {
    TimeZone zone = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(EmbeddedDatabase.ZONE));
    try (Connection connection = DATABASE.connect();
        Connection h2 = H2.connect()) {
      for (Sample sample : SAMPLES) {
        OURS.put(sample, cells(connection, sample.type, sample.values));
        if (sample.h2Type != null) {
          H2S.put(sample, cells(h2, sample.h2Type, sample.h2Values));
        }
      }
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  /** The cells of every value, and of null, which comes last. */
  private static List<Map<String, String>> cells(
      Connection connection, String type, List<String> values) throws Exception {
    EmbeddedDatabase.run(
        connection, "drop table if exists m", "create table m (n int, v " + type + ")");
    List<Map<String, String>> all = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      if (type.equals("json")) { // SQL jobs of the warehouse make no JSON, inserts of values do
        statement.execute("insert into m values (0, " + values.get(0) + "), (1, null)");
      }
      StringBuilder rows = new StringBuilder("insert into m ");
      for (int i = 0; i < values.size(); i++) {
        rows.append("select ").append(i).append(", ").append(values.get(i)).append(" union all ");
      }
      if (!type.equals("json")) {
        statement.execute(rows + "select " + values.size() + ", cast(null as " + type + ")");
      }
      try (ResultSet row = statement.executeQuery("select n, v from m order by n")) {
        while (row.next()) {
          Map<String, String> cells = new TreeMap<>();
          for (Map.Entry<String, Get> getter : GETTERS.entrySet()) {
            cells.put(getter.getKey(), cell(row, getter.getValue()));
          }
          all.add(cells);
        }
      }
    }
    assertThat(all).hasSize(values.size() + 1);
    return all;
  }

  private static String cell(ResultSet row, Get getter) throws Exception {
    try {
      Object value = getter.of(row, 2);
      String text = text(value).replaceAll("\\p{Cntrl}|[^\\x00-\\x7f]", ".");
      return text + (row.wasNull() ? " wasNull" : "");
    } catch (SQLException e) {
      return "refused " + e.getSQLState();
    }
  }

  private static String text(Object value) throws Exception {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    } else if (value instanceof InputStream stream) {
      return HexFormat.of().formatHex(stream.readAllBytes());
    } else if (value instanceof Reader reader) {
      StringWriter all = new StringWriter();
      reader.transferTo(all);
      return all.toString();
    } else if (value instanceof Clob clob) {
      return text(clob.getCharacterStream());
    } else if (value instanceof Blob blob) {
      return text(blob.getBinaryStream());
    } else if (value instanceof Array array) {
      return Arrays.deepToString((Object[]) array.getArray());
    } else if (value instanceof Object[] array) {
      return Arrays.deepToString(array);
    } else if (value instanceof Timestamp timestamp) {
      return timestamp.toInstant().toString();
    } else if (value instanceof java.util.Date date) {
      return Instant.ofEpochMilli(date.getTime()).toString();
    } else if (value instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    } else if (value instanceof ZonedDateTime time) {
      return time.toInstant().toString();
    }
    return String.valueOf(value);
  }

  @Test
  void nullIsNullForEveryGetter() {
    Set<String> zeros =
        Set.of("getByte", "getShort", "getInt", "getLong", "getFloat", "getDouble", "getBoolean");
    OURS.forEach(
        (sample, cells) ->
            cells
                .get(cells.size() - 1)
                .forEach(
                    (getter, cell) -> {
                      if (getter.equals("getBlob")) {
                        assertThat(cell).isEqualTo("refused 07006"); // no BLOB column
                      } else if (getter.startsWith("getF") || getter.equals("getDouble")) {
                        assertThat(cell).as(getter).isEqualTo("0.0 wasNull");
                      } else if (getter.equals("getBoolean")) {
                        assertThat(cell).isEqualTo("false wasNull");
                      } else {
                        assertThat(cell)
                            .as("%s of %s", getter, sample.type)
                            .isEqualTo(zeros.contains(getter) ? "0 wasNull" : "null wasNull");
                      }
                    }));
  }

  @Test
  void valuesAreValuesOrOneOfThreeRefusals() {
    OURS.forEach(
        (sample, cells) -> {
          for (Map<String, String> row : cells.subList(0, cells.size() - 1)) {
            row.forEach(
                (getter, cell) -> {
                  assertThat(cell).as("%s of %s", getter, sample.type).doesNotContain("wasNull");
                  if (cell.startsWith("refused")) {
                    assertThat(cell)
                        .as("%s of %s", getter, sample.type)
                        .isIn("refused 07006", "refused 22003", "refused 22018");
                  }
                });
          }
        });
  }

  private static final Set<String> TEXT_GETTERS =
      Set.of(
          "getString",
          "getNString",
          "getAsciiStream",
          "getCharacterStream",
          "getNCharacterStream",
          "getClob",
          "getObject(String)",
          "getObject(Clob)",
          "getObject(Reader)");

  /** Types whose text is another than H2's: see the page. */
  private static final Set<String> OTHER_TEXTS =
      Set.of("ARRAY", "BINARY", "BOOLEAN", "DATETIME", "FLOAT", "TIMESTAMP");

  /** Getters that H2 lets lose digits, wrap up or call anything true that is not 0. */
  private static final Set<String> EXACT_HERE =
      Set.of(
          "getBoolean",
          "getByte",
          "getShort",
          "getInt",
          "getLong",
          "getFloat",
          "getObject(Boolean)",
          "getObject(Byte)",
          "getObject(Short)",
          "getObject(Integer)",
          "getObject(Long)",
          "getObject(Float)",
          "getObject(BigInteger)");

  /** Here the fields of an instant are those of the calendar's zone, in H2 of the session's. */
  private static final Set<String> FIELDS_BY_CALENDAR =
      Set.of("getDate with Calendar", "getTime with Calendar");

  private static boolean mayDiffer(String type, String getter, String our) {
    boolean instant = type.equals("DATETIME") || type.equals("TIMESTAMP");
    return our.equals("refused 07006")
        || (our.equals("refused 22003") && EXACT_HERE.contains(getter))
        || (TEXT_GETTERS.contains(getter) && OTHER_TEXTS.contains(type))
        || (instant && FIELDS_BY_CALENDAR.contains(getter))
        || getter.equals("getObject(java.util.Date)"); // here a Timestamp with its nanoseconds
  }

  @Test
  void valuesAreThoseOfH2() {
    Set<String> differences = new TreeSet<>();
    int[] compared = new int[1];
    H2S.forEach(
        (sample, theirs) -> {
          for (int i = 0; i < theirs.size(); i++) {
            for (String getter : GETTERS.keySet()) {
              String our = OURS.get(sample).get(i).get(getter);
              String their = theirs.get(i).get(getter);
              if (!their.startsWith("refused") && !mayDiffer(sample.name(), getter, our)) {
                compared[0]++;
                if (!our.equals(their)) {
                  differences.add(sample.type + " " + getter + ": " + our + ", H2: " + their);
                }
              }
            }
          }
        });
    assertThat(String.join("\n", differences)).isEmpty();
    assertThat(compared[0]).isGreaterThan(1000);
  }

  @Test
  void thePageSaysWhichGetterReadsWhichType() throws Exception {
    Map<String, List<String>> gettersOfTypes = new LinkedHashMap<>();
    for (String getter : GETTERS.keySet()) {
      List<String> types = new ArrayList<>();
      OURS.forEach(
          (sample, cells) -> {
            List<Map<String, String>> rows = cells.subList(0, cells.size() - 1);
            if (rows.stream().anyMatch(row -> !row.get(getter).equals("refused 07006"))) {
              types.add(sample.name());
            }
          });
      if (!types.isEmpty()) {
        gettersOfTypes
            .computeIfAbsent(String.join(", ", types), any -> new ArrayList<>())
            .add(getter);
      }
    }
    List<String> expected = new ArrayList<>();
    gettersOfTypes.forEach(
        (types, getters) -> expected.add("| " + String.join(", ", getters) + " | " + types + " |"));
    assertThat(Files.readAllLines(PAGE)).containsAll(expected);
  }
}

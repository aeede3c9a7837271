package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.TimeUnits;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compare.Range;
import org.apache.arrow.vector.compare.RangeEqualsVisitor;
import org.apache.arrow.vector.types.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type goes in and comes out with the same bits, extremes and nulls included. */
class TypeRoundTripTest {
  private final Warehouse warehouse = Warehouse.inMemory();

  @AfterEach
  void close() {
    warehouse.close();
  }

  private record Sample(String type, List<?> values) {
    @Override
    public String toString() {
      return type;
    }
  }

  private static Sample sample(String type, Object... values) {
    List<Object> all = new ArrayList<>(Arrays.asList(values));
    all.add(1, null);
    all.add(null);
    return new Sample(type, all);
  }

  private static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }

  static Stream<Sample> samples() {
    LocalDate firstDay = LocalDate.of(1, 1, 1);
    LocalDate lastDay = LocalDate.of(9999, 12, 31);
    Instant beforeEpoch = Instant.ofEpochSecond(-1, 999_999_999);
    Instant lastNano = Instant.ofEpochSecond(0, Long.MAX_VALUE - 1);
    Instant firstMilli = Instant.parse("0001-01-01T00:00:00Z");
    Instant lastMilli = Instant.parse("9999-12-31T23:59:59.999Z");
    return Stream.of(
        sample("tinyint", Byte.MIN_VALUE, Byte.MAX_VALUE, (byte) 0),
        sample("smallint", Short.MIN_VALUE, Short.MAX_VALUE),
        sample("int", Integer.MIN_VALUE, Integer.MAX_VALUE),
        sample("bigint", Long.MIN_VALUE + 1, Long.MAX_VALUE),
        sample("float", Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY),
        sample("double", Double.MIN_VALUE, -Double.MAX_VALUE, Double.NaN, -0.0),
        sample("boolean", true, false),
        sample("decimal(38,18)", new BigDecimal("99999999999999999999.999999999999999999")),
        sample("decimal(10,2)", new BigDecimal("-0.01"), new BigDecimal("12345678.90")),
        sample("string", "", "zero\0inside", "h\u00e9 \ud83d\ude00", "x".repeat(100_000)),
        sample("varchar(3)", "abc", "\u00e9\u00e9\u00e9"),
        sample("char(2)", "ab", "a"),
        sample("json", "{\"a\": [1, null]}", "null"),
        sample("binary", new byte[0], new byte[] {0, -1, 92, 120}),
        sample("date", firstDay, lastDay),
        sample("datetime", firstMilli, lastMilli, Instant.ofEpochMilli(-1)),
        sample("timestamp", beforeEpoch, lastNano, Instant.EPOCH),
        sample("timestamp_ntz", LocalDateTime.of(1969, 12, 31, 23, 59, 59, 1)),
        sample(
            "interval_day_time", Duration.ofSeconds(-1, 999_999_000), Duration.ofDays(3_652_058)),
        sample("interval_year_month", Period.ofMonths(-14), Period.ofMonths(119_999)),
        sample("array<bigint>", List.of(), List.of(1L, 2L), Arrays.asList(null, 3L)),
        sample("array<array<string>>", List.of(List.of(), List.of("a")), List.of()),
        sample("array<datetime>", List.of(lastMilli), List.of()),
        sample("map<string,bigint>", map("a", 1L, "b", null), map()),
        sample("map<string,timestamp>", map("a", lastNano, "b", null), map()),
        sample("struct<a:bigint,B:string>", map("a", 1L, "B", "x"), map("a", null, "B", null)),
        sample(
            "struct<t:timestamp_ntz,l:array<interval_day_time>>",
            map("t", LocalDateTime.of(2000, 1, 1, 0, 0), "l", List.of(Duration.ofSeconds(5))),
            map("t", null, "l", null)),
        sample(
            "array<struct<when:datetime,who:map<string,decimal(5,1)>>>",
            List.of(map("when", firstMilli, "who", map("k", new BigDecimal("1.5"))))));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void valuesComeBackAsTheyWent(Sample sample) {
    Column column = Warehouse.column("c " + sample.type());
    warehouse.run("create table t (c " + sample.type() + ")");
    List<List<Object>> rows = new ArrayList<>();
    sample.values().forEach(value -> rows.add(Arrays.asList(value)));

    warehouse.append("t", "", List.of(column), rows);

    assertThat(warehouse.engine.table(Warehouse.name("t")).columns()).containsExactly(column);
    try (VectorSchemaRoot expected =
            VectorSchemaRoot.create(
                ArrowTypes.schema(List.of(column), TimeUnits.DEFAULT), warehouse.allocator);
        Snapshot snapshot = warehouse.snapshot("t", "C");
        RowStream stream = warehouse.engine.read(snapshot, Warehouse.all())) {
      GivenRows.fill(expected, List.of(column), rows);
      assertThat(stream.schema()).isEqualTo(expected.getSchema());
      assertThat(stream.root().getSchema()).isEqualTo(expected.getSchema());
      assertThat(stream.next()).isTrue();
      assertEqual(expected.getVector(0), stream.root().getVector(0));
      assertThat(stream.next()).isFalse();
    }
  }

  private static void assertEqual(FieldVector expected, FieldVector actual) {
    assertThat(actual.getValueCount()).isEqualTo(expected.getValueCount());
    for (int i = 0; i < expected.getValueCount(); i++) {
      boolean equal = new RangeEqualsVisitor(expected, actual).rangeEquals(new Range(i, i, 1));
      assertThat(equal)
          .as("row %s: expected %s, is %s", i, expected.getObject(i), actual.getObject(i))
          .isTrue();
    }
  }

  @Test
  void coarserUnitsRoundDown() {
    warehouse.run("create table t (d datetime, t timestamp, n timestamp_ntz)");
    List<Column> columns = Warehouse.columns("d datetime", "t timestamp", "n timestamp_ntz");
    Instant late = Instant.ofEpochSecond(-2, 999_000_000);
    LocalDateTime local = LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1_999_999);
    warehouse.append("t", "", columns, List.of(List.of(late, late.plusNanos(999_999), local)));

    assertThat(read(TimeUnit.SECOND)).containsExactly(-2L, -2L, 0L);
    assertThat(read(TimeUnit.MILLISECOND)).containsExactly(-1001L, -1001L, 1L);
    assertThat(read(TimeUnit.MICROSECOND)).containsExactly(-1_001_000L, -1_000_001L, 1999L);
    assertThat(read(TimeUnit.NANOSECOND))
        .containsExactly(-1_001_000_000L, -1_000_000_001L, 1_999_999L);
  }

  private List<Long> read(TimeUnit unit) {
    ReadRange range = new ReadRange(0, 10, 10, null, new TimeUnits(unit, unit));
    List<Long> values = new ArrayList<>();
    try (Snapshot snapshot = warehouse.snapshot("t", "d", "t", "n");
        RowStream stream = warehouse.engine.read(snapshot, range)) {
      assertThat(stream.next()).isTrue();
      for (FieldVector vector : stream.root().getFieldVectors()) {
        values.add(vector.getDataBuffer().getLong(0));
      }
    }
    return values;
  }

  @Test
  void bytesStayBytesInJobs() {
    warehouse.run("create table t (b binary)");
    byte[] bytes = "a\\x41".getBytes(StandardCharsets.UTF_8);
    warehouse.append("t", "", Warehouse.columns("b binary"), List.of(List.of(bytes)));
    JobResult.Rows result = (JobResult.Rows) warehouse.run("select b from t");
    try (RowStream stream = warehouse.engine.readResult(result.resultId(), Warehouse.all())) {
      assertThat(stream.next()).isTrue();
      assertThat((byte[]) stream.root().getVector(0).getObject(0)).isEqualTo(bytes);
    }
  }
}

package dev.maxstorage.interop;

import com.aliyun.odps.data.Binary;
import com.aliyun.odps.data.Char;
import com.aliyun.odps.data.JsonString;
import com.aliyun.odps.data.SimpleStruct;
import com.aliyun.odps.data.Varchar;
import com.aliyun.odps.type.StructTypeInfo;
import com.aliyun.odps.type.TypeInfoParser;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A type with values of it, as the SDK takes and gives them and as the driver does.
 *
 * @param driverClass to ask the driver's {@code getObject} for
 */
record SampleColumn(String type, Class<?> driverClass, List<Sample> samples) {

  /** One value in both forms. */
  record Sample(Object sdk, Object driver) {}

  private static final String STRUCT = "struct<a:int,b:string,c:array<decimal(10,2)>>";

  /** Every type that the SDK can carry; INTERVAL types it cannot. */
  static final List<SampleColumn> ALL =
      List.of(
          same("boolean", Boolean.class, true, false),
          same("tinyint", Byte.class, (byte) 1, Byte.MIN_VALUE, Byte.MAX_VALUE),
          same("smallint", Short.class, (short) 1, Short.MIN_VALUE, Short.MAX_VALUE),
          same("int", Integer.class, 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
          same("bigint", Long.class, 1L, -Long.MAX_VALUE, Long.MAX_VALUE),
          same("float", Float.class, 1.5f, -Float.MAX_VALUE, Float.MIN_VALUE),
          same("double", Double.class, 1.5, -Double.MAX_VALUE, Double.MIN_VALUE),
          same("decimal(10,2)", BigDecimal.class, decimal("12345678.90"), decimal("-0.01")),
          same(
              "decimal(38,18)",
              BigDecimal.class,
              decimal("99999999999999999999.999999999999999999"),
              decimal("-1.000000000000000000")),
          same("decimal(38,0)", BigDecimal.class, decimal("-" + "9".repeat(38)), decimal("0")),
          same("string", String.class, "", "O'Hare", "\u6c49\u5b57 \ud83d\ude00", "a\tb\n\u0000"),
          column(
              "varchar(10)",
              String.class,
              new Sample(new Varchar("abc"), "abc"),
              new Sample(
                  new Varchar("\u00e4\u00f6\u00fc\u6c49\u5b57"), "\u00e4\u00f6\u00fc\u6c49\u5b57")),
          column("char(3)", String.class, new Sample(new Char("abc"), "abc")),
          binary(new byte[0], new byte[] {0, (byte) 0xff, 0x7f, (byte) 0x80}),
          same(
              "date",
              LocalDate.class,
              LocalDate.of(2024, 2, 29),
              LocalDate.of(1, 1, 1),
              LocalDate.of(9999, 12, 31)),
          datetime("2024-02-29T12:34:56.789Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"),
          timestamp(
              "2024-02-29T12:34:56.123456789Z",
              "1969-12-31T23:59:59.999999999Z",
              "2262-04-11T23:47:16.854775806Z"),
          same(
              "timestamp_ntz",
              LocalDateTime.class,
              LocalDateTime.parse("2024-02-29T12:34:56.123456789"),
              LocalDateTime.parse("1900-01-01T00:00:00.000000001")),
          column(
              "json",
              String.class,
              new Sample(new JsonString("{\"a\":[1,null]}"), "{\"a\":[1,null]}")),
          same("array<bigint>", List.class, List.of(), Arrays.asList(1L, null, -Long.MAX_VALUE)),
          same(
              "array<array<string>>",
              List.class,
              Arrays.asList(List.of("a", ""), null, List.of(), Arrays.asList((String) null))),
          same(
              "map<string,bigint>",
              Map.class,
              Map.of(),
              Collections.singletonMap("k", null),
              Map.of("a", 1L, "b", 2L)),
          same("map<int,array<string>>", Map.class, Map.of(1, List.of("x"), 2, List.of())),
          struct(1, "text", List.of(decimal("1.50"), decimal("-2.25"))),
          struct(null, null, null));

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  private static SampleColumn column(String type, Class<?> driverClass, Sample... samples) {
    return new SampleColumn(type, driverClass, List.of(samples));
  }

  private static SampleColumn same(String type, Class<?> driverClass, Object... values) {
    return new SampleColumn(
        type,
        driverClass,
        Arrays.stream(values).map(v -> new Sample(v, v)).collect(Collectors.toList()));
  }

  private static SampleColumn binary(byte[]... values) {
    return new SampleColumn(
        "binary",
        byte[].class,
        Arrays.stream(values).map(v -> new Sample(new Binary(v), v)).collect(Collectors.toList()));
  }

  private static SampleColumn datetime(String... values) {
    List<Sample> samples = new ArrayList<>();
    for (String value : values) {
      OffsetDateTime time = OffsetDateTime.parse(value);
      samples.add(new Sample(time.atZoneSameInstant(ZoneOffset.UTC), time));
    }
    return new SampleColumn("datetime", OffsetDateTime.class, samples);
  }

  private static SampleColumn timestamp(String... values) {
    List<Sample> samples = new ArrayList<>();
    for (String value : values) {
      Instant time = Instant.parse(value);
      samples.add(new Sample(time, time.atOffset(ZoneOffset.UTC)));
    }
    return new SampleColumn("timestamp", OffsetDateTime.class, samples);
  }

  private static SampleColumn struct(Object... members) {
    List<Object> values = Arrays.asList(members);
    StructTypeInfo type = (StructTypeInfo) TypeInfoParser.getTypeInfoFromTypeString(STRUCT);
    return column(
        STRUCT, java.sql.Struct.class, new Sample(new SimpleStruct(type, values), values));
  }

  /** Rows that show every sample at least once; the last is null in every column. */
  static int rows() {
    return 1 + ALL.stream().mapToInt(c -> c.samples().size()).max().orElseThrow();
  }

  /** The sample of a row; both forms null in the last row. */
  Sample sample(int row) {
    return row == rows() - 1 ? new Sample(null, null) : samples.get(row % samples.size());
  }

  /** The columns {@code id bigint, c0 ..., c1 ...} of a table. */
  static String definitions() {
    return IntStream.range(0, ALL.size())
        .mapToObj(c -> "c" + c + " " + ALL.get(c).type())
        .collect(Collectors.joining(", ", "id bigint, ", ""));
  }
}

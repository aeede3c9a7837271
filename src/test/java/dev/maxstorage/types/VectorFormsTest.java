package dev.maxstorage.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VariableWidthFieldVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every Arrow form that the Storage API document, 7.3 to 7.7, lets a server send. */
class VectorFormsTest extends VectorTest {
  private static final ArrowType INT32 = new ArrowType.Int(32, true);
  private static final ArrowType INT64 = new ArrowType.Int(64, true);

  private ColumnAccessor bind(FieldVector vector, String type, int rows) {
    vector.setValueCount(rows);
    return ColumnAccessors.bind(vector, type(type), UTC);
  }

  private StructVector secNano() {
    Field sec = Field.nullable("sec", INT64);
    Field nano = Field.nullable("nano", INT32);
    Field field = new Field("c", FieldType.nullable(ArrowType.Struct.INSTANCE), List.of(sec, nano));
    return (StructVector) vector(field);
  }

  private static void set(StructVector vector, int row, long sec, int nano) {
    vector.setIndexDefined(row);
    ((BigIntVector) vector.getChildByOrdinal(0)).setSafe(row, sec);
    ((IntVector) vector.getChildByOrdinal(1)).setSafe(row, nano);
  }

  @Test
  void case133And135SecNanoDeclaredTimestampIsAnInstant() {
    StructVector vector = secNano();
    set(vector, 0, 1_700_000_000L, 123_456_789);
    set(vector, 1, -1L, 999_999_999);
    ColumnAccessor values = bind(vector, "timestamp", 2);

    assertThat(values.getObject(0, Instant.class))
        .isEqualTo(Instant.parse("2023-11-14T22:13:20.123456789Z"));
    assertThat(values.getTimestamp(1, null).toInstant())
        .isEqualTo(Instant.parse("1969-12-31T23:59:59.999999999Z"));
  }

  @Test
  void case134SecNanoDeclaredStructStaysAStruct() {
    StructVector vector = secNano();
    set(vector, 0, 1_700_000_000L, 123_456_789);
    ColumnAccessor values = bind(vector, "struct<sec:bigint,nano:int>", 1);

    assertThat(((SqlStruct) values.getObject(0)).attributes())
        .isEqualTo(List.of(1_700_000_000L, 123_456_789));
  }

  @Test
  void case136MillisecondsForDatetimeAndNanosecondsForNtz() {
    TimeStampVector datetime =
        (TimeStampVector) vector(new ArrowType.Timestamp(TimeUnit.MILLISECOND, null));
    TimeStampVector ntz =
        (TimeStampVector) vector(new ArrowType.Timestamp(TimeUnit.NANOSECOND, null));
    datetime.setSafe(0, 0L);
    ntz.setSafe(0, 0L);
    datetime.setValueCount(1);
    ntz.setValueCount(1);

    assertThat(ColumnAccessors.bind(datetime, type("datetime"), BERLIN).getTimestamp(0, null))
        .isEqualTo(Timestamp.from(Instant.EPOCH));
    assertThat(ColumnAccessors.bind(ntz, type("timestamp_ntz"), BERLIN).getString(0))
        .isEqualTo("1970-01-01 00:00:00");
  }

  @Test
  void case137OldDecimalsOf32Bytes() {
    FixedSizeBinaryVector vector =
        (FixedSizeBinaryVector) vector(new ArrowType.FixedSizeBinary(32));
    HexFormat hex = HexFormat.of();
    vector.setSafe(0, hex.parseHex("000102010000000000" + "65CD1D35A49A140C" + "00".repeat(15)));
    vector.setSafe(
        1, hex.parseHex("00000102B168DE3A15CD5B0707000000" + "00000000000000000000000000000000"));
    vector.setSafe(2, new byte[32]);
    vector.setSafe(3, hex.parseHex("01" + "00".repeat(31)));
    ColumnAccessor values = bind(vector, "decimal(54,18)", 5);

    assertThat(values.getString(0)).isEqualTo("-12345678901.500000000000000000");
    assertThat(values.getString(1)).isEqualTo("7.123456789987654321");
    assertThat(values.getInt(2)).isZero();
    assertThat(values.isNull(3)).isTrue();
    assertThat(values.isNull(4)).isTrue();
  }

  @Test
  void anOldDecimalWithImpossibleGroupsIsRefused() {
    FixedSizeBinaryVector vector =
        (FixedSizeBinaryVector) vector(new ArrowType.FixedSizeBinary(32));
    byte[] dump = new byte[32];
    dump[2] = 9;
    vector.setSafe(0, dump);
    ColumnAccessor values = bind(vector, "decimal(54,18)", 1);

    assertThatThrownBy(() -> values.getBigDecimal(0))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining("9 integer and 0 fraction groups");
  }

  @Test
  void nullStructOrNullMemberOfSecNanoIsNull() {
    StructVector vector = secNano();
    set(vector, 0, 1, 1);
    vector.setNull(0);
    vector.setIndexDefined(1);
    ((IntVector) vector.getChildByOrdinal(1)).setSafe(1, 1);
    set(vector, 2, 1, 1);
    ColumnAccessor values = bind(vector, "timestamp_ntz", 3);

    assertThat(values.isNull(0)).isTrue();
    assertThat(values.isNull(1)).isTrue();
    assertThat(values.isNull(2)).isFalse();
  }

  @Test
  void secondsBeyondAnInt64OfNanosecondsAreKept() {
    StructVector vector = secNano();
    set(vector, 0, Instant.parse("9999-12-31T23:59:59Z").getEpochSecond(), 999_999_999);
    set(vector, 1, Long.MAX_VALUE, 0);
    ColumnAccessor values = bind(vector, "timestamp", 2);

    assertThat(values.getString(0)).isEqualTo("9999-12-31 23:59:59.999999999");
    assertThatThrownBy(() -> values.getTimestamp(1, null))
        .isInstanceOf(ConversionException.class)
        .extracting(e -> ((ConversionException) e).kind())
        .isEqualTo(ConversionException.Kind.OUT_OF_RANGE);
    assertThatThrownBy(() -> values.getString(1)).isInstanceOf(ConversionException.class);
    assertThatThrownBy(() -> values.getObject(1, Instant.class))
        .isInstanceOf(ConversionException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "SECOND, 1700000000, 2023-11-14 22:13:20",
    "MILLISECOND, -1, 1969-12-31 23:59:59.999",
    "MICROSECOND, 1, 1970-01-01 00:00:00.000001",
    "NANOSECOND, -1, 1969-12-31 23:59:59.999999999"
  })
  void everyUnitWithAndWithoutZone(TimeUnit unit, long ticks, String text) {
    for (String zone : new String[] {null, "UTC"}) {
      TimeStampVector vector = (TimeStampVector) vector(new ArrowType.Timestamp(unit, zone));
      vector.setSafe(0, ticks);

      assertThat(bind(vector, "timestamp", 1).getString(0)).isEqualTo(text);
      assertThat(bind(vector, "datetime", 1).getString(0)).isEqualTo(text);
      assertThat(bind(vector, "timestamp_ntz", 1).getString(0)).isEqualTo(text);
    }
  }

  @Test
  void case138LargeAndPlainTextsAndBinaries() {
    for (ArrowType arrowType :
        List.of(
            ArrowType.Utf8.INSTANCE,
            ArrowType.LargeUtf8.INSTANCE,
            ArrowType.Binary.INSTANCE,
            ArrowType.LargeBinary.INSTANCE)) {
      FieldVector vector = vector(arrowType);
      byte[] bytes = "größe".getBytes(StandardCharsets.UTF_8);
      ((VariableWidthFieldVector) vector).setSafe(0, bytes);

      assertThat(bind(vector, "string", 1).getString(0)).isEqualTo("größe");
      assertThat(bind(vector, "json", 1).getObject(0)).isEqualTo("größe");
      assertThat(bind(vector, "binary", 1).getBytes(0)).isEqualTo(bytes);
      assertThat(bind(vector, "blob", 1).getString(0)).isEqualTo("größe");
    }
  }

  @Test
  void bytesThatAreNotUtf8DoNotStopAScan() {
    FieldVector vector = vector(ArrowType.Utf8.INSTANCE);
    ((VariableWidthFieldVector) vector).setSafe(0, new byte[] {'a', (byte) 0xff, 'b'});
    ColumnAccessor values = bind(vector, "string", 1);

    assertThat(values.getString(0)).isEqualTo("a\uFFFDb");
    assertThat(values.getBytes(0)).containsExactly('a', 0xff, 'b');
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234.50", "-1234.50", "0.00", "99999999.99"})
  void decimalsOfAnotherPrecisionAndScaleAreRescaled(String text) {
    BigDecimal value = new BigDecimal(text);
    DecimalVector wide = (DecimalVector) vector(new ArrowType.Decimal(38, 18, 128));
    Decimal256Vector wider = (Decimal256Vector) vector(new ArrowType.Decimal(76, 10, 256));
    wide.setSafe(0, value.setScale(18));
    wider.setSafe(0, value.setScale(10));

    assertThat(bind(wide, "decimal(10,2)", 1).getBigDecimal(0)).isEqualTo(value);
    assertThat(bind(wider, "decimal(10,2)", 1).getBigDecimal(0)).isEqualTo(value);
    assertThat(bind(wide, "decimal(38,18)", 1).getBigDecimal(0)).isEqualTo(value.setScale(18));
  }

  @Test
  void decimalDigitsThatTheDeclaredScaleLacksAreRefused() {
    DecimalVector vector = (DecimalVector) vector(new ArrowType.Decimal(38, 3, 128));
    vector.setSafe(0, new BigDecimal("1.005"));
    ColumnAccessor values = bind(vector, "decimal(10,2)", 1);

    assertThatThrownBy(() -> values.getBigDecimal(0))
        .isInstanceOf(ConversionException.class)
        .hasMessage("1.005 does not fit into decimal(10,2)");
    assertThat(values.getDouble(0)).isEqualTo(1.005);
  }

  @Test
  void decimalsAroundTheLimitOfALong() {
    for (String text :
        List.of(
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "18446744073709551616",
            "-18446744073709551616")) {
      ColumnAccessor values = written("decimal(38,0)", new BigDecimal(text));
      ColumnAccessor wide = written("decimal(60,0)", new BigDecimal(text));

      assertThat(values.getBigDecimal(0)).isEqualTo(new BigDecimal(text));
      assertThat(wide.getBigDecimal(0)).isEqualTo(new BigDecimal(text));
    }
  }

  @Test
  void integersOfAnotherWidthKeepTheDeclaredClass() {
    BigIntVector vector = (BigIntVector) vector(INT64);
    vector.setSafe(0, 5);
    vector.setSafe(1, 300);
    ColumnAccessor values = bind(vector, "tinyint", 2);

    assertThat(values.getObject(0)).isEqualTo((byte) 5);
    assertThatThrownBy(() -> values.getObject(1))
        .isInstanceOf(ConversionException.class)
        .hasMessage("300 does not fit into byte");
  }

  @Test
  void dayTimeIntervalsAsStructTimestampAndDuration() {
    StructVector struct = secNano();
    set(struct, 0, -93784, 500_000_000);
    TimeStampVector nanos =
        (TimeStampVector) vector(new ArrowType.Timestamp(TimeUnit.NANOSECOND, null));
    nanos.setSafe(0, -93_783_500_000_000L);
    DurationVector millis = (DurationVector) vector(new ArrowType.Duration(TimeUnit.MILLISECOND));
    millis.setSafe(0, -93_783_500L);

    for (FieldVector vector : List.of(struct, nanos, millis)) {
      ColumnAccessor values = bind(vector, "interval_day_time", 2);
      assertThat(values.getObject(0)).isEqualTo(Duration.ofMillis(-93_783_500));
      assertThat(values.getObject(0, Duration.class)).isEqualTo(Duration.ofMillis(-93_783_500));
      assertThat(values.getString(0)).isEqualTo("-1 02:03:03.5");
      assertThat(values.isNull(1)).isTrue();
    }
  }

  @Test
  void yearMonthIntervalsAsMonthsOf32And64Bits() {
    IntVector ints = (IntVector) vector(INT32);
    BigIntVector longs = (BigIntVector) vector(INT64);
    ints.setSafe(0, -14);
    longs.setSafe(0, -14);
    longs.setSafe(1, 1L << 40);

    assertThat(bind(ints, "interval_year_month", 1).getObject(0)).isEqualTo(Period.of(-1, -2, 0));
    ColumnAccessor values = bind(longs, "interval_year_month", 2);
    assertThat(values.getString(0)).isEqualTo("-1-2");
    assertThat(values.getObject(0, Period.class)).isEqualTo(Period.of(-1, -2, 0));
    assertThatThrownBy(() -> values.getObject(1)).isInstanceOf(ConversionException.class);
  }

  @Test
  void largeListsAreArrays() {
    Field element = Field.nullable("item", INT32);
    LargeListVector vector =
        (LargeListVector)
            vector(
                new Field("c", FieldType.nullable(ArrowType.LargeList.INSTANCE), List.of(element)));
    vector.startNewValue(0);
    ((IntVector) vector.getDataVector()).setSafe(0, 7);
    ((IntVector) vector.getDataVector()).setSafe(1, 8);
    vector.endValue(0, 2);
    vector.getDataVector().setValueCount(2);

    assertThat(bind(vector, "array<int>", 1).getObject(0, List.class)).isEqualTo(List.of(7, 8));
  }

  @Test
  void secNanoInsideNestedTypesGoesByTheDeclaredType() {
    Field sec = Field.nullable("sec", INT64);
    Field nano = Field.nullable("nano", INT32);
    Field time =
        new Field("item", FieldType.nullable(ArrowType.Struct.INSTANCE), List.of(sec, nano));
    Field list = new Field("c", FieldType.nullable(ArrowType.List.INSTANCE), List.of(time));
    FieldVector vector = vector(list);
    OdpsType asStruct = type("array<struct<sec:bigint,nano:int>>");
    ColumnSetters.bind(vector, asStruct, UTC).setObject(0, List.of(List.of(-1L, 999_999_999)));

    assertThat(bind(vector, "array<timestamp_ntz>", 1).getString(0))
        .isEqualTo("[\"1969-12-31 23:59:59.999999999\"]");
    assertThat(bind(vector, "array<timestamp>", 1).getObject(0, List.class))
        .isEqualTo(List.of(Timestamp.from(Instant.EPOCH.minusNanos(1))));
    assertThat(bind(vector, "array<interval_day_time>", 1).getObject(0, List.class))
        .isEqualTo(List.of(Duration.ofNanos(-1)));
    assertThat(bind(vector, "array<struct<sec:bigint,nano:int>>", 1).getString(0))
        .isEqualTo("[{\"sec\":-1,\"nano\":999999999}]");
  }

  @Test
  void structMembersAreFoundByNameThenByPosition() {
    Field b = Field.nullable("B", INT32);
    Field a = Field.nullable("A", INT64);
    FieldVector vector =
        vector(new Field("c", FieldType.nullable(ArrowType.Struct.INSTANCE), List.of(b, a)));
    ColumnSetters.bind(vector, type("struct<b:int,a:bigint>"), UTC).setObject(0, List.of(1, 2));

    assertThat(bind(vector, "struct<a:bigint,b:int>", 1).getObject(0, Map.class))
        .isEqualTo(Map.of("a", 2L, "b", 1));
    assertThat(bind(vector, "struct<x:int,y:bigint>", 1).getString(0))
        .isEqualTo("{\"x\":1,\"y\":2}");
  }

  @Test
  void anEmptyColumnMayComeAsNulls() {
    FieldVector vector = vector(ArrowType.Null.INSTANCE);

    assertThat(bind(vector, "void", 3).isNull(2)).isTrue();
    assertThat(bind(vector, "bigint", 3).isNull(0)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bigint",
        "float",
        "double",
        "boolean",
        "decimal(10,2)",
        "date",
        "datetime",
        "timestamp",
        "timestamp_ntz",
        "interval_day_time",
        "interval_year_month",
        "array<int>",
        "map<int,int>",
        "struct<a:int>",
        "void"
      })
  void aVectorThatCannotCarryTheTypeIsRefused(String type) {
    FieldVector vector = vector(ArrowType.Utf8.INSTANCE);

    assertThatThrownBy(() -> ColumnAccessors.bind(vector, type(type), UTC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Column 'c' of type " + type + " cannot be read from Arrow type Utf8");
    assertThatThrownBy(() -> ColumnSetters.bind(vector, type(type), UTC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Column 'c' of type " + type + " cannot be written as Arrow type Utf8");
  }

  @Test
  void anAccessorReadsTheNextBatchOfTheSameVector() {
    OdpsType type = type("array<string>");
    FieldVector vector = vector(type);
    ColumnSetter setter = ColumnSetters.bind(vector, type, UTC);
    ColumnAccessor values = ColumnAccessors.bind(vector, type, UTC);
    setter.setObject(0, List.of("first"));
    vector.setValueCount(1);
    assertThat(values.getString(0)).isEqualTo("[\"first\"]");

    vector.clear();
    vector.allocateNew();
    for (int row = 0; row < 10_000; row++) {
      setter.setObject(row, List.of("row", String.valueOf(row)));
    }
    vector.setValueCount(10_000);

    assertThat(values.getString(9_999)).isEqualTo("[\"row\",\"9999\"]");
  }
}

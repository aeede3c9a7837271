package dev.maxstorage.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type through every getter. In the cells: the value, {@code >} for out of range, {@code -}
 * for not convertible, {@code ?} for malformed text.
 */
class GetterCatalogueTest extends VectorTest {
  private static final String CATALOGUE =
      """
      type | written | boolean | byte | short | int | long | float | double | BigDecimal | String | byte[] | Date | Time | Timestamp | Object
      tinyint | 1 | true | 1 | 1 | 1 | 1 | 1.0 | 1.0 | 1 | 1 | - | - | - | - | Byte
      tinyint | -128 | > | -128 | -128 | -128 | -128 | -128.0 | -128.0 | -128 | -128 | - | - | - | - | Byte
      smallint | 128 | > | > | 128 | 128 | 128 | 128.0 | 128.0 | 128 | 128 | - | - | - | - | Short
      smallint | -32768 | > | > | -32768 | -32768 | -32768 | -32768.0 | -32768.0 | -32768 | -32768 | - | - | - | - | Short
      int | 0 | false | 0 | 0 | 0 | 0 | 0.0 | 0.0 | 0 | 0 | - | - | - | - | Integer
      int | 32768 | > | > | > | 32768 | 32768 | 32768.0 | 32768.0 | 32768 | 32768 | - | - | - | - | Integer
      int | -2147483648 | > | > | > | -2147483648 | -2147483648 | -2.14748365E9 | -2.147483648E9 | -2147483648 | -2147483648 | - | - | - | - | Integer
      bigint | 1099511627776 | > | > | > | > | 1099511627776 | 1.09951163E12 | 1.099511627776E12 | 1099511627776 | 1099511627776 | - | - | - | - | Long
      bigint | 9223372036854775807 | > | > | > | > | 9223372036854775807 | 9.223372E18 | 9.223372036854776E18 | 9223372036854775807 | 9223372036854775807 | - | - | - | - | Long
      bigint | -9223372036854775808 | > | > | > | > | -9223372036854775808 | -9.223372E18 | -9.223372036854776E18 | -9223372036854775808 | -9223372036854775808 | - | - | - | - | Long
      float | 1.5 | > | > | > | > | > | 1.5 | 1.5 | 1.5 | 1.5 | - | - | - | - | Float
      float | 0.1 | > | > | > | > | > | 0.1 | 0.10000000149011612 | 0.1 | 0.1 | - | - | - | - | Float
      float | 3.4028235E38 | > | > | > | > | > | 3.4028235E38 | 3.4028234663852886E38 | 3.4028235E+38 | 3.4028235E38 | - | - | - | - | Float
      float | NaN | > | > | > | > | > | NaN | NaN | > | NaN | - | - | - | - | Float
      double | 1 | true | 1 | 1 | 1 | 1 | 1.0 | 1.0 | 1.0 | 1.0 | - | - | - | - | Double
      double | 0.1 | > | > | > | > | > | 0.1 | 0.1 | 0.1 | 0.1 | - | - | - | - | Double
      double | 1e39 | > | > | > | > | > | > | 1.0E39 | 1.0E+39 | 1.0E39 | - | - | - | - | Double
      double | 9223372036854775808 | > | > | > | > | > | 9.223372E18 | 9.223372036854776E18 | 9.223372036854776E+18 | 9.223372036854776E18 | - | - | - | - | Double
      double | -Infinity | > | > | > | > | > | -Infinity | -Infinity | > | -Infinity | - | - | - | - | Double
      decimal(38,18) | 0 | false | 0 | 0 | 0 | 0 | 0.0 | 0.0 | 0E-18 | 0.000000000000000000 | - | - | - | - | BigDecimal
      decimal(10,2) | 1.00 | true | 1 | 1 | 1 | 1 | 1.0 | 1.0 | 1.00 | 1.00 | - | - | - | - | BigDecimal
      decimal(10,2) | 300.50 | > | > | > | > | > | 300.5 | 300.5 | 300.50 | 300.50 | - | - | - | - | BigDecimal
      decimal(38,0) | -99999999999999999999999999999999999999 | > | > | > | > | > | -1.0E38 | -1.0E38 | -99999999999999999999999999999999999999 | -99999999999999999999999999999999999999 | - | - | - | - | BigDecimal
      decimal(76,2) | 12345678901234567890123456789012345678901234567890123456789012345678901234.56 | > | > | > | > | > | > | 1.2345678901234569E73 | 12345678901234567890123456789012345678901234567890123456789012345678901234.56 | 12345678901234567890123456789012345678901234567890123456789012345678901234.56 | - | - | - | - | BigDecimal
      boolean | true | true | 1 | 1 | 1 | 1 | 1.0 | 1.0 | 1 | true | - | - | - | - | Boolean
      boolean | false | false | 0 | 0 | 0 | 0 | 0.0 | 0.0 | 0 | false | - | - | - | - | Boolean
      string | 1 | true | 1 | 1 | 1 | 1 | 1.0 | 1.0 | 1 | 1 | 31 | ? | ? | ? | String
      string | 300.0 | ? | > | 300 | 300 | 300 | 300.0 | 300.0 | 300.0 | 300.0 | 3330302e30 | ? | ? | ? | String
      string | 1.5 | ? | > | > | > | > | 1.5 | 1.5 | 1.5 | 1.5 | 312e35 | ? | ? | ? | String
      string | 1e400 | ? | > | > | > | > | > | > | 1E+400 | 1e400 | 3165343030 | ? | ? | ? | String
      string | true | true | ? | ? | ? | ? | ? | ? | ? | true | 74727565 | ? | ? | ? | String
      string | FALSE | false | ? | ? | ? | ? | ? | ? | ? | FALSE | 46414c5345 | ? | ? | ? | String
      string | é | ? | ? | ? | ? | ? | ? | ? | ? | é | c3a9 | ? | ? | ? | String
      string | 12:30:01 | ? | ? | ? | ? | ? | ? | ? | ? | 12:30:01 | 31323a33303a3031 | ? | 12:30:01 | ? | String
      varchar(20) | 2026-01-31 | ? | ? | ? | ? | ? | ? | ? | ? | 2026-01-31 | 323032362d30312d3331 | 2026-01-31 | 00:00:00 | 2026-01-31 00:00:00.0 | String
      varchar(20) | 2026-02-30 | ? | ? | ? | ? | ? | ? | ? | ? | 2026-02-30 | 323032362d30322d3330 | ? | ? | ? | String
      char(19) | 2026-01-31 12:30:01 | ? | ? | ? | ? | ? | ? | ? | ? | 2026-01-31 12:30:01 | 323032362d30312d33312031323a33303a3031 | 2026-01-31 | 12:30:01 | 2026-01-31 12:30:01.0 | String
      json | {"a":1} | ? | ? | ? | ? | ? | ? | ? | ? | {"a":1} | 7b2261223a317d | ? | ? | ? | String
      binary | 00ff | - | - | - | - | - | - | - | - | 00ff | 00ff | - | - | - | byte[]
      blob | ref | - | - | - | - | - | - | - | - | ref | 726566 | - | - | - | byte[]
      date | 2026-01-31 | - | - | - | - | - | - | - | - | 2026-01-31 | - | 2026-01-31 | - | 2026-01-31 00:00:00.0 | Date
      date | 0001-01-01 | - | - | - | - | - | - | - | - | 0001-01-01 | - | 0001-01-01 | - | 0001-01-01 00:00:00.0 | Date
      date | 9999-12-31 | - | - | - | - | - | - | - | - | 9999-12-31 | - | 9999-12-31 | - | 9999-12-31 00:00:00.0 | Date
      datetime | 2026-01-31 12:30:01 | - | - | - | - | - | - | - | - | 2026-01-31 12:30:01 | - | 2026-01-31 | 12:30:01 | 2026-01-31 12:30:01.0 | Timestamp
      datetime | 2026-01-31 12:30:01.120 | - | - | - | - | - | - | - | - | 2026-01-31 12:30:01.12 | - | 2026-01-31 | 12:30:01 | 2026-01-31 12:30:01.12 | Timestamp
      timestamp | 2026-01-31 12:30:01.123456789 | - | - | - | - | - | - | - | - | 2026-01-31 12:30:01.123456789 | - | 2026-01-31 | 12:30:01 | 2026-01-31 12:30:01.123456789 | Timestamp
      timestamp_ntz | 2026-01-31 12:30:01.000001 | - | - | - | - | - | - | - | - | 2026-01-31 12:30:01.000001 | - | 2026-01-31 | 12:30:01 | 2026-01-31 12:30:01.000001 | Timestamp
      interval_day_time | -1 02:03:04.5 | - | - | - | - | - | - | - | - | -1 02:03:04.5 | - | - | - | - | Duration
      interval_year_month | -1-2 | - | - | - | - | - | - | - | - | -1-2 | - | - | - | - | Period
      """;

  private TimeZone defaultZone;

  @BeforeEach
  void useUtc() {
    defaultZone = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(defaultZone);
  }

  static Stream<List<String>> catalogue() {
    return CATALOGUE.lines().skip(1).map(GetterCatalogueTest::cells);
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|")).map(String::strip).toList();
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void everyGetterGivesTheValueOrItsRefusal(List<String> expected) {
    OdpsType type = type(expected.get(0));
    var vector = vector(type);
    ColumnSetters.bind(vector, type, UTC).setString(0, expected.get(1));
    vector.setValueCount(1);
    ColumnAccessor accessor = ColumnAccessors.bind(vector, type, UTC);

    List<String> actual =
        List.of(
            expected.get(0),
            expected.get(1),
            cell(() -> accessor.getBoolean(0)),
            cell(() -> accessor.getByte(0)),
            cell(() -> accessor.getShort(0)),
            cell(() -> accessor.getInt(0)),
            cell(() -> accessor.getLong(0)),
            cell(() -> accessor.getFloat(0)),
            cell(() -> accessor.getDouble(0)),
            cell(() -> accessor.getBigDecimal(0)),
            cell(() -> accessor.getString(0)),
            cell(() -> HexFormat.of().formatHex(accessor.getBytes(0))),
            cell(() -> accessor.getDate(0, null)),
            cell(() -> accessor.getTime(0, null)),
            cell(() -> accessor.getTimestamp(0, null)),
            cell(() -> accessor.getObject(0).getClass().getSimpleName()));

    assertThat(accessor.isNull(0)).isFalse();
    assertThat(actual).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void gettersByClassAgreeWithGettersByName(List<String> expected) {
    OdpsType type = type(expected.get(0));
    var vector = vector(type);
    ColumnSetters.bind(vector, type, UTC).setString(0, expected.get(1));
    vector.setValueCount(1);
    ColumnAccessor accessor = ColumnAccessors.bind(vector, type, UTC);

    List<String> actual =
        List.of(
            expected.get(0),
            expected.get(1),
            cell(() -> accessor.getObject(0, Boolean.class)),
            cell(() -> accessor.getObject(0, Byte.class)),
            cell(() -> accessor.getObject(0, Short.class)),
            cell(() -> accessor.getObject(0, Integer.class)),
            cell(() -> accessor.getObject(0, Long.class)),
            cell(() -> accessor.getObject(0, Float.class)),
            cell(() -> accessor.getObject(0, Double.class)),
            cell(() -> accessor.getObject(0, java.math.BigDecimal.class)),
            cell(() -> accessor.getObject(0, String.class)),
            cell(() -> HexFormat.of().formatHex(accessor.getObject(0, byte[].class))),
            cell(() -> accessor.getObject(0, java.sql.Date.class)),
            cell(() -> accessor.getObject(0, java.sql.Time.class)),
            cell(() -> accessor.getObject(0, java.sql.Timestamp.class)),
            cell(() -> accessor.getObject(0, Object.class).getClass().getSimpleName()));

    assertThat(actual).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void getObjectIsOfTheMappedClass(List<String> expected) {
    OdpsType type = type(expected.get(0));
    var vector = vector(type);
    ColumnSetters.bind(vector, type, UTC).setString(0, expected.get(1));
    vector.setValueCount(1);

    Object value = ColumnAccessors.bind(vector, type, UTC).getObject(0);

    if (type.kind() != OdpsType.Kind.BLOB) {
      assertThat(value).isInstanceOf(TypeMapping.of(type).javaClass());
    }
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void nullIsNullAfterAValue(List<String> expected) {
    OdpsType type = type(expected.get(0));
    var vector = vector(type);
    ColumnSetter setter = ColumnSetters.bind(vector, type, UTC);
    setter.setString(0, expected.get(1));
    setter.setNull(0);
    setter.setString(1, expected.get(1));
    vector.setValueCount(3);
    ColumnAccessor accessor = ColumnAccessors.bind(vector, type, UTC);

    assertThat(accessor.isNull(0)).isTrue();
    assertThat(accessor.isNull(1)).isFalse();
    assertThat(accessor.isNull(2)).isTrue();
    assertThat(accessor.getString(1)).isEqualTo(expected.get(10));
  }

  private static String cell(Supplier<Object> getter) {
    try {
      return String.valueOf(getter.get());
    } catch (ConversionException e) {
      return switch (e.kind()) {
        case OUT_OF_RANGE, TOO_LONG -> ">";
        case NOT_CONVERTIBLE -> "-";
        case MALFORMED_TEXT -> "?";
      };
    }
  }
}

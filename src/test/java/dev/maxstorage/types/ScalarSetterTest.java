package dev.maxstorage.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.types.ConversionException.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarSetterTest extends VectorTest {

  /** The text of what a setter wrote into row 0. */
  private String set(String typeText, Consumer<ColumnSetter> setting) {
    OdpsType type = type(typeText);
    FieldVector vector = vector(type);
    setting.accept(ColumnSetters.bind(vector, type, UTC));
    vector.setValueCount(1);
    return ColumnAccessors.bind(vector, type, UTC).getString(0);
  }

  private void assertRefused(Kind kind, String type, Consumer<ColumnSetter> setting) {
    assertThatThrownBy(() -> set(type, setting))
        .isInstanceOf(ConversionException.class)
        .extracting(e -> ((ConversionException) e).kind())
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "tinyint, -128, 127",
    "smallint, -32768, 32767",
    "int, -2147483648, 2147483647",
    "bigint, -9223372036854775808, 9223372036854775807"
  })
  void integersTakeTheirRangeAndNothingBeyond(String type, String smallest, String largest) {
    for (String text : new String[] {smallest, largest}) {
      BigDecimal value = new BigDecimal(text);
      BigDecimal beyond = value.add(BigDecimal.valueOf(value.signum()));
      assertThat(set(type, s -> s.setLong(0, value.longValueExact()))).isEqualTo(text);
      assertThat(set(type, s -> s.setString(0, text))).isEqualTo(text);
      assertThat(set(type, s -> s.setBigDecimal(0, value.setScale(3)))).isEqualTo(text);
      assertRefused(Kind.OUT_OF_RANGE, type, s -> s.setBigDecimal(0, beyond));
      assertRefused(Kind.OUT_OF_RANGE, type, s -> s.setString(0, beyond.toString()));
      assertRefused(Kind.OUT_OF_RANGE, type, s -> s.setDouble(0, beyond.doubleValue() * 2));
      if (!type.equals("bigint")) {
        assertRefused(Kind.OUT_OF_RANGE, type, s -> s.setLong(0, beyond.longValueExact()));
      }
    }
  }

  @Test
  void theMessageNamesValueAndRange() {
    assertThatThrownBy(() -> set("smallint", s -> s.setInt(0, 32768)))
        .hasMessage("32768 does not fit into SMALLINT (-32768 to 32767)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tinyint", "smallint", "int", "bigint", "decimal(3,2)", "boolean"})
  void wholeNumbersComeFromEveryClassThatHoldsThem(String type) {
    String one = set(type, s -> s.setInt(0, 1));

    assertThat(set(type, s -> s.setBoolean(0, true))).isEqualTo(one);
    assertThat(set(type, s -> s.setByte(0, (byte) 1))).isEqualTo(one);
    assertThat(set(type, s -> s.setShort(0, (short) 1))).isEqualTo(one);
    assertThat(set(type, s -> s.setLong(0, 1))).isEqualTo(one);
    assertThat(set(type, s -> s.setFloat(0, 1))).isEqualTo(one);
    assertThat(set(type, s -> s.setDouble(0, 1))).isEqualTo(one);
    assertThat(set(type, s -> s.setString(0, " 1 "))).isEqualTo(one);
    assertThat(set(type, s -> s.setObject(0, BigInteger.ONE))).isEqualTo(one);
    assertThat(set(type, s -> s.setObject(0, new AtomicLong(1)))).isEqualTo(one);
    assertThat(set(type, s -> s.setObject(0, '1'))).isEqualTo(one);
    assertThat(set(type, s -> s.setObject(0, new StringBuilder("1")))).isEqualTo(one);
    assertRefused(Kind.MALFORMED_TEXT, type, s -> s.setString(0, "one"));
    assertRefused(Kind.MALFORMED_TEXT, type, s -> s.setString(0, ""));
    assertRefused(Kind.NOT_CONVERTIBLE, type, s -> s.setBytes(0, new byte[1]));
    assertRefused(Kind.NOT_CONVERTIBLE, type, s -> s.setObject(0, LocalDate.EPOCH));
    assertRefused(Kind.NOT_CONVERTIBLE, type, s -> s.setObject(0, new Object()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tinyint", "smallint", "int", "bigint", "boolean"})
  void fractionsAndNonNumbersDoNotFitWholeNumbers(String type) {
    assertRefused(Kind.OUT_OF_RANGE, type, s -> s.setDouble(0, 0.5));
    assertRefused(Kind.OUT_OF_RANGE, type, s -> s.setFloat(0, 0.5f));
    assertRefused(Kind.OUT_OF_RANGE, type, s -> s.setDouble(0, Double.NaN));
    assertRefused(Kind.OUT_OF_RANGE, type, s -> s.setDouble(0, Double.POSITIVE_INFINITY));
    assertRefused(Kind.OUT_OF_RANGE, type, s -> s.setBigDecimal(0, new BigDecimal("0.5")));
    assertRefused(Kind.OUT_OF_RANGE, type, s -> s.setBigDecimal(0, new BigDecimal("1e999999999")));
  }

  @Test
  void booleanTakesZeroAndOneAlone() {
    assertThat(set("boolean", s -> s.setInt(0, 0))).isEqualTo("false");
    assertThat(set("boolean", s -> s.setString(0, "FALSE"))).isEqualTo("false");
    assertRefused(Kind.OUT_OF_RANGE, "boolean", s -> s.setInt(0, 2));
    assertRefused(Kind.OUT_OF_RANGE, "boolean", s -> s.setInt(0, -1));
    assertRefused(Kind.MALFORMED_TEXT, "boolean", s -> s.setString(0, "2"));
  }

  @Test
  void floatsAreRoundedAndRefusedWhenTooLarge() {
    assertThat(set("float", s -> s.setDouble(0, 0.1))).isEqualTo("0.1");
    assertThat(set("float", s -> s.setLong(0, 16_777_217))).isEqualTo("1.6777216E7");
    assertThat(set("float", s -> s.setString(0, "0.1"))).isEqualTo("0.1");
    assertThat(set("float", s -> s.setFloat(0, Float.NaN))).isEqualTo("NaN");
    assertThat(set("float", s -> s.setDouble(0, Double.NEGATIVE_INFINITY))).isEqualTo("-Infinity");
    assertThat(set("float", s -> s.setString(0, "-0.0"))).isEqualTo("-0.0");
    assertRefused(Kind.OUT_OF_RANGE, "float", s -> s.setDouble(0, 1e39));
    assertRefused(Kind.OUT_OF_RANGE, "float", s -> s.setString(0, "1e39"));
    assertRefused(Kind.OUT_OF_RANGE, "float", s -> s.setBigDecimal(0, new BigDecimal("-1e39")));
  }

  @Test
  void doublesAreRoundedAndRefusedWhenTooLarge() {
    assertThat(set("double", s -> s.setFloat(0, 0.5f))).isEqualTo("0.5");
    assertThat(set("double", s -> s.setString(0, "4.9e-324"))).isEqualTo("4.9E-324");
    assertThat(set("double", s -> s.setString(0, "-Infinity"))).isEqualTo("-Infinity");
    assertThat(set("double", s -> s.setObject(0, Double.MAX_VALUE)))
        .isEqualTo("1.7976931348623157E308");
    assertRefused(Kind.OUT_OF_RANGE, "double", s -> s.setString(0, "1e309"));
    assertRefused(Kind.OUT_OF_RANGE, "double", s -> s.setBigDecimal(0, new BigDecimal("1e309")));
    assertRefused(Kind.MALFORMED_TEXT, "double", s -> s.setString(0, "1d"));
    assertRefused(Kind.MALFORMED_TEXT, "double", s -> s.setString(0, "0x1p3"));
  }

  @Test
  void decimalsKeepEveryDigitOrAreRefused() {
    assertThat(set("decimal(5,2)", s -> s.setBigDecimal(0, new BigDecimal("999.99"))))
        .isEqualTo("999.99");
    assertThat(set("decimal(5,2)", s -> s.setBigDecimal(0, new BigDecimal("1.5000"))))
        .isEqualTo("1.50");
    assertThat(set("decimal(5,2)", s -> s.setBigDecimal(0, new BigDecimal("1e2"))))
        .isEqualTo("100.00");
    assertThat(set("decimal(5,2)", s -> s.setDouble(0, 0.1))).isEqualTo("0.10");
    assertThat(set("decimal(5,2)", s -> s.setFloat(0, 0.1f))).isEqualTo("0.10");
    assertThat(set("decimal(5,2)", s -> s.setLong(0, -999))).isEqualTo("-999.00");
    assertThat(set("decimal(5,5)", s -> s.setString(0, "-0.99999"))).isEqualTo("-0.99999");
    assertThat(set("decimal(5,5)", s -> s.setLong(0, 0))).isEqualTo("0.00000");
    assertThat(set("decimal(5,2)", s -> s.setBigDecimal(0, new BigDecimal("0e999999999"))))
        .isEqualTo("0.00");
    assertRefused(Kind.OUT_OF_RANGE, "decimal(5,2)", s -> s.setLong(0, 1000));
    assertRefused(Kind.OUT_OF_RANGE, "decimal(5,5)", s -> s.setLong(0, 1));
    assertRefused(Kind.OUT_OF_RANGE, "decimal(5,2)", s -> s.setString(0, "1000"));
    assertRefused(Kind.OUT_OF_RANGE, "decimal(5,2)", s -> s.setString(0, "0.001"));
    assertRefused(Kind.OUT_OF_RANGE, "decimal(5,2)", s -> s.setString(0, "1e99999999"));
    assertRefused(Kind.OUT_OF_RANGE, "decimal(5,2)", s -> s.setDouble(0, 0.1 + 0.2));
    assertRefused(Kind.OUT_OF_RANGE, "decimal(5,2)", s -> s.setDouble(0, Double.NaN));
    assertRefused(
        Kind.OUT_OF_RANGE, "decimal(5,2)", s -> s.setObject(0, new BigDecimal("1e999999999")));
  }

  @ParameterizedTest
  @CsvSource({
    "'decimal(38,18)', 99999999999999999999.999999999999999999",
    "'decimal(38,0)', -99999999999999999999999999999999999999",
    "'decimal(38,38)', 0.99999999999999999999999999999999999999",
    "'decimal(54,18)', 12345678901234567890.123456789012345678",
    "'decimal(19,0)', 9223372036854775808",
    "'decimal(76,10)', 999999999999999999999999999999999999999999999999999999999999999999.9999999999"
  })
  void wideDecimalsAreExact(String type, String text) {
    assertThat(set(type, s -> s.setString(0, text))).isEqualTo(text);
    assertThat(set(type, s -> s.setObject(0, new BigDecimal(text).negate())))
        .isEqualTo(new BigDecimal(text).negate().toPlainString());
    assertRefused(Kind.OUT_OF_RANGE, type, s -> s.setString(0, text + "9".repeat(60)));
  }

  @Test
  void longsIntoDecimalsOfEveryScale() {
    long[] longs = {0, 1, -1, 999, 999_999_999_999L, Long.MAX_VALUE, Long.MIN_VALUE};
    for (int scale = 0; scale <= 38; scale++) {
      String type = "decimal(38," + scale + ")";
      for (long value : longs) {
        BigDecimal decimal = BigDecimal.valueOf(value);
        if (Numbers.integerDigits(decimal) <= 38 - scale) {
          assertThat(set(type, s -> s.setLong(0, value)))
              .isEqualTo(decimal.setScale(scale).toPlainString());
        } else {
          assertRefused(Kind.OUT_OF_RANGE, type, s -> s.setLong(0, value));
        }
      }
    }
  }

  @Test
  void everyScalarHasATextInAStringColumn() {
    assertThat(set("string", s -> s.setBoolean(0, true))).isEqualTo("true");
    assertThat(set("string", s -> s.setInt(0, -5))).isEqualTo("-5");
    assertThat(set("string", s -> s.setFloat(0, 0.1f))).isEqualTo("0.1");
    assertThat(set("string", s -> s.setDouble(0, 1e300))).isEqualTo("1.0E300");
    assertThat(set("string", s -> s.setBigDecimal(0, new BigDecimal("1e3")))).isEqualTo("1000");
    assertThat(set("string", s -> s.setBytes(0, "é".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("é");
    UUID uuid = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
    assertThat(set("string", s -> s.setObject(0, uuid))).isEqualTo(uuid.toString());
    assertThat(set("string", s -> s.setObject(0, Duration.ofSeconds(-1)))).isEqualTo("-0 00:00:01");
    assertThat(set("string", s -> s.setObject(0, Period.of(1, 14, 0)))).isEqualTo("2-2");
    assertRefused(
        Kind.OUT_OF_RANGE, "string", s -> s.setBigDecimal(0, new BigDecimal("1e999999999")));
    assertRefused(Kind.OUT_OF_RANGE, "string", s -> s.setObject(0, Period.ofDays(1)));
    assertRefused(Kind.NOT_CONVERTIBLE, "string", s -> s.setObject(0, new Object()));
    assertRefused(Kind.NOT_CONVERTIBLE, "string", s -> s.setObject(0, new int[1]));
  }

  @Test
  void uuidsAreReadFromText() {
    UUID uuid = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
    ColumnAccessor values = written("string", uuid, "123e4567", "1-1-1-1-1");

    assertThat(values.getObject(0, UUID.class)).isEqualTo(uuid);
    for (int row = 1; row < 3; row++) {
      int malformed = row;
      assertThatThrownBy(() -> values.getObject(malformed, UUID.class))
          .isInstanceOf(ConversionException.class)
          .hasMessageContaining("cannot be read as UUID");
    }
  }

  @Test
  void lengthsCountCodePoints() {
    String four = "a\uD83D\uDE00é字";
    assertThat(set("varchar(4)", s -> s.setString(0, four))).isEqualTo(four);
    assertThat(set("char(4)", s -> s.setString(0, four))).isEqualTo(four);
    assertThat(set("char(4)", s -> s.setString(0, "a"))).isEqualTo("a");
    assertThat(set("varchar(3)", s -> s.setInt(0, 100))).isEqualTo("100");
    assertRefused(Kind.TOO_LONG, "varchar(3)", s -> s.setString(0, four));
    assertRefused(Kind.TOO_LONG, "char(3)", s -> s.setString(0, "abc "));
    assertRefused(Kind.TOO_LONG, "varchar(3)", s -> s.setInt(0, 1000));
    assertThatThrownBy(() -> set("varchar(1)", s -> s.setString(0, "ab")))
        .hasMessage("'ab' does not fit into varchar(1)");
  }

  @Test
  void textThatUtf8CannotCarryIsRefused() {
    assertRefused(Kind.MALFORMED_TEXT, "string", s -> s.setString(0, "a\uD83D"));
    assertRefused(Kind.MALFORMED_TEXT, "string", s -> s.setString(0, "\uDE00a"));
    assertRefused(Kind.MALFORMED_TEXT, "string", s -> s.setString(0, "\uD83D\uD83D"));
    assertRefused(Kind.MALFORMED_TEXT, "string", s -> s.setBytes(0, new byte[] {(byte) 0xff}));
  }

  @Test
  void fieldsLargerThanTheLimitAreRefused() {
    for (String typeText : new String[] {"string", "binary", "json"}) {
      OdpsType type = type(typeText);
      FieldVector vector = vector(type);
      ColumnSetter setter = ColumnSetters.bind(vector, type, UTC, 4);
      setter.setString(0, typeText.equals("binary") ? "00112233" : "ab é".replace(" ", ""));
      assertThatThrownBy(
              () -> setter.setString(1, typeText.equals("binary") ? "0011223344" : "abcé"))
          .isInstanceOf(ConversionException.class)
          .hasMessage("5 bytes does not fit into " + typeText + " of at most 4 bytes");
    }
  }

  @Test
  void theDefaultLimitIsEightMebibytes() {
    byte[] most = new byte[8 * 1024 * 1024];
    assertThat(set("binary", s -> s.setBytes(0, most))).hasSize(2 * most.length);
    assertRefused(Kind.TOO_LONG, "binary", s -> s.setBytes(0, new byte[most.length + 1]));
    assertRefused(Kind.TOO_LONG, "string", s -> s.setString(0, "x".repeat(most.length + 1)));
  }

  @Test
  void binaryTextIsHexadecimal() {
    assertThat(set("binary", s -> s.setString(0, "00FFa0"))).isEqualTo("00ffa0");
    assertThat(set("binary", s -> s.setString(0, ""))).isEmpty();
    assertRefused(Kind.MALFORMED_TEXT, "binary", s -> s.setString(0, "abc"));
    assertRefused(Kind.MALFORMED_TEXT, "binary", s -> s.setString(0, "hello"));
    assertRefused(Kind.NOT_CONVERTIBLE, "binary", s -> s.setInt(0, 1));
  }

  @Test
  void intervalsComeFromJavaTimeAndText() {
    assertThat(
            set("interval_day_time", s -> s.setObject(0, Duration.ofSeconds(-93_784, 500_000_000))))
        .isEqualTo("-1 02:03:03.5");
    assertThat(set("interval_day_time", s -> s.setString(0, "PT36H"))).isEqualTo("1 12:00:00");
    assertThat(set("interval_day_time", s -> s.setString(0, "+0 00:00:00.000000001")))
        .isEqualTo("0 00:00:00.000000001");
    assertThat(set("interval_year_month", s -> s.setObject(0, Period.ofMonths(-26))))
        .isEqualTo("-2-2");
    assertThat(set("interval_year_month", s -> s.setString(0, "P1Y"))).isEqualTo("1-0");
    assertRefused(Kind.MALFORMED_TEXT, "interval_day_time", s -> s.setString(0, "1 24:00:00"));
    assertRefused(Kind.MALFORMED_TEXT, "interval_day_time", s -> s.setString(0, "1"));
    assertRefused(
        Kind.OUT_OF_RANGE, "interval_day_time", s -> s.setString(0, "999999999999999999 00:00:00"));
    assertRefused(Kind.MALFORMED_TEXT, "interval_year_month", s -> s.setString(0, "1-12"));
    assertRefused(Kind.MALFORMED_TEXT, "interval_year_month", s -> s.setString(0, "1"));
    assertRefused(Kind.OUT_OF_RANGE, "interval_year_month", s -> s.setObject(0, Period.ofDays(1)));
    assertRefused(Kind.NOT_CONVERTIBLE, "interval_day_time", s -> s.setObject(0, Period.ZERO));
    assertRefused(Kind.NOT_CONVERTIBLE, "interval_year_month", s -> s.setInt(0, 1));
  }

  @Test
  void voidTakesNullAlone() {
    ColumnAccessor values = written("void", null, null);

    assertThat(values.isNull(1)).isTrue();
    assertRefused(Kind.NOT_CONVERTIBLE, "void", s -> s.setString(0, "x"));
  }

  @Test
  void theLastRowMayBeSetAgain() {
    OdpsType type = type("string");
    FieldVector vector = vector(type);
    ColumnSetter setter = ColumnSetters.bind(vector, type, UTC);
    setter.setString(0, "a long one");
    setter.setString(0, "short");
    setter.setString(1, "x");
    setter.setNull(1);
    setter.setString(2, "third");
    vector.setValueCount(3);
    ColumnAccessor values = ColumnAccessors.bind(vector, type, UTC);

    assertThat(values.getString(0)).isEqualTo("short");
    assertThat(values.isNull(1)).isTrue();
    assertThat(values.getString(2)).isEqualTo("third");
  }
}

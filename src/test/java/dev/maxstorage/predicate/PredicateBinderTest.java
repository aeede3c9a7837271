package dev.maxstorage.predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.types.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PredicateBinderTest {
  private static final List<Column> COLUMNS =
      BoundText.columns(
          "tiny tinyint; i int; Id bigint; f float; d double; m decimal(10,2); s string;"
              + " c char(5); b boolean; day date; dt datetime; ts timestamp; ntz timestamp_ntz;"
              + " bin binary; j json; arr array<int>");

  private static String bound(String condition, @Nullable Object... parameters) {
    return BoundText.of(BoundText.bind(COLUMNS, condition, parameters));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ID = 1                          | Id = Long 1
          id = 1Y or id = 1L              | (Id = Long 1 or Id = Long 1)
          id > 1.5                        | Id > Long 1
          id >= 1.5                       | Id > Long 1
          id < -1.5                       | Id <= Long -2
          id = 1.5                        | false
          id != 1.5                       | Id is not null
          id = 2.0                        | Id = Long 2
          id < 1e15                       | Id < Long 1000000000000000
          id = '42'                       | Id = Long 42
          id > 99999999999999999999BD     | false
          id < 99999999999999999999BD     | Id is not null
          tiny = 128                      | false
          tiny >= -129                    | tiny is not null
          tiny in (1, 200, 2)             | tiny in [Long 1, Long 2]
          tiny in (200)                   | false
          tiny not in (200)               | tiny is not null
          m = 1.5                         | m = BigDecimal 1.50
          m > 1.234BD                     | m > BigDecimal 1.23
          m < 1.234BD                     | m <= BigDecimal 1.23
          m = 1.234BD                     | false
          m in (1, 2.5, 0.001)            | m in [BigDecimal 1.00, BigDecimal 2.50]
          d > 1                           | d > Double 1.0
          d = 0.1                         | d = Double 0.1
          d = 1.5BD                       | d = Double 1.5
          f = 0.1                         | f = Double 0.1
          s >= 'a'                        | s >= String a
          b                               | b = Boolean true
          not b                           | b != Boolean true
          day = DATE'2026-01-31'          | day = LocalDate 2026-01-31
          day < '2026-01-31'              | day < LocalDate 2026-01-31
          dt = DATETIME'2026-01-31 12:00:00'  | dt = Instant 2026-01-31T04:00:00Z
          dt = TIMESTAMP'2026-01-31 12:00:00.5' | dt = Instant 2026-01-31T04:00:00.500Z
          ts > '2026-01-31 12:00:00'      | ts > Instant 2026-01-31T04:00:00Z
          ts > DATE'2026-01-31'           | ts > Instant 2026-01-30T16:00:00Z
          ntz = TIMESTAMP_NTZ'2026-01-31 12:00:00' | ntz = LocalDateTime 2026-01-31T12:00
          ntz = TIMESTAMP'2026-01-31 12:00:00' | ntz = LocalDateTime 2026-01-31T12:00
          bin = X'0aff'                   | bin = byte[] 0aff
          not (id < 1 and s = 'x')        | (Id >= Long 1 or s != String x)
          not (id < 1 or not s = 'x')     | (Id >= Long 1 and s = String x)
          not (id in (1, 2) or s is null) | (Id not in [Long 1, Long 2] and s is not null)
          not (not id is null)            | Id is null
          id between 1 and 2 and s = 'x'  | (Id >= Long 1 and Id <= Long 2 and s = String x)
          id not between 1 and 2          | (Id < Long 1 or Id > Long 2)
          id = null                       | false
          not id = null                   | false
          id in (1, null)                 | Id in [Long 1]
          id not in (1, null)             | false
          j = null or id = 1              | Id = Long 1
          arr is not null                 | arr is not null
          1 = 1 and id = 1                | Id = Long 1
          not 1 = 1 or id = 1             | Id = Long 1
          1 = 0 and id = 1                | false
          null and id = 1                 | false
          not null or id = 1              | Id = Long 1
          """)
  void conditionGetsTypes(String condition, String expected) {
    assertThat(bound(condition)).isEqualTo(expected);
  }

  static List<Arguments> parameters() {
    Instant instant = Instant.parse("2026-01-31T04:00:00.5Z");
    return List.of(
        Arguments.of("id", (byte) 1, "Id = Long 1"),
        Arguments.of("id", BigInteger.TEN, "Id = Long 10"),
        Arguments.of("m", new BigDecimal("1.5000"), "m = BigDecimal 1.50"),
        Arguments.of("f", 0.1f, "f = Double " + (double) 0.1f),
        Arguments.of("d", Double.NaN, "d = Double NaN"),
        Arguments.of("s", new UUID(1, 2), "s = String 00000000-0000-0001-0000-000000000002"),
        Arguments.of("s", 'x', "s = String x"),
        Arguments.of("day", Date.valueOf("2026-01-31"), "day = LocalDate 2026-01-31"),
        Arguments.of("day", LocalDate.of(2026, 1, 31), "day = LocalDate 2026-01-31"),
        Arguments.of("dt", Timestamp.from(instant), "dt = Instant 2026-01-31T04:00:00.500Z"),
        Arguments.of("dt", new java.util.Date(500), "dt = Instant 1970-01-01T00:00:00.500Z"),
        Arguments.of(
            "ts", LocalDateTime.parse("2026-01-31T12:00:00"), "ts = Instant 2026-01-31T04:00:00Z"),
        Arguments.of(
            "ts",
            OffsetDateTime.parse("2026-01-31T12:00:00+01:00"),
            "ts = Instant 2026-01-31T11:00:00Z"),
        Arguments.of(
            "ntz",
            Timestamp.valueOf("2026-01-31 12:00:00.000000001"),
            "ntz = LocalDateTime 2026-01-31T12:00:00.000000001"),
        Arguments.of("ntz", instant, "ntz = LocalDateTime 2026-01-31T12:00:00.500"),
        Arguments.of(
            "ntz",
            ZonedDateTime.parse("2026-01-31T04:00:00Z"),
            "ntz = LocalDateTime 2026-01-31T12:00"),
        Arguments.of("bin", new byte[] {1}, "bin = byte[] 01"));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void parameterGetsTheTypeOfItsColumn(String column, Object value, String expected) {
    assertThat(bound(column + " = ?", value)).isEqualTo(expected);
  }

  @Test
  void nullParameterMatchesNothing() {
    assertThat(bound("id = ?", new @Nullable Object[] {null})).isEqualTo("false");
    assertThat(BoundText.bind(COLUMNS, "id = ?", new @Nullable Object[] {null}).isNever()).isTrue();
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          s = 42              | it compares the string column s with a value of Integer, 42
          s = DATE'2026-01-31' | it compares the string column s with a value of LocalDate
          id = 'x'            | it compares the bigint column Id with a value of String
          id = '042'          | it compares the bigint column Id with a value of String
          id = '1.0'          | it compares the bigint column Id with a value of String
          id = 1e17           | it compares the bigint column Id with a value of Double, 1.0E17
          id = true           | it compares the bigint column Id with a value of Boolean, true
          m = '1'             | it compares the decimal(10,2) column m with a value of String
          d = 0.1BD           | it compares the double column d with a value of BigDecimal, 0.1
          d = 9007199254740993 | it compares the double column d with a value of Long, 9007199254740993
          f = 16777217        | it compares the float column f with a value of Integer, 16777217
          b = 1               | it compares the boolean column b with a value of Integer, 1
          id                  | it compares the bigint column Id with a value of Boolean, true
          day = '2026-1-31'   | it compares the date column day with a value of String
          day = TIMESTAMP'2026-01-31 00:00:00' | it compares the date column day with a value of SessionTime
          ts = '2026-01-31'   | it compares the timestamp column ts with a value of String
          bin = 'x'           | it compares the binary column bin with a value of String
          j = '{}'            | it compares the json column j with a value of String
          arr in (1)          | it compares the array<int> column arr with a value of Integer, 1
          """)
  void comparisonThatNeedsTheEngineIsRefused(String condition, String reason) {
    assertThatThrownBy(() -> bound(condition))
        .isInstanceOf(UnsupportedPredicateException.class)
        .hasMessage(reason);
  }

  @Test
  void halfASurrogatePairIsRefused() {
    assertThatThrownBy(() -> bound("s = ?", "\udc00"))
        .isInstanceOf(UnsupportedPredicateException.class);
  }

  @Test
  void unknownColumnIsNamedWithThoseThereAre() {
    assertThatThrownBy(() -> BoundText.bind(COLUMNS.subList(0, 2), "id = 1 or nope = 2"))
        .isInstanceOfSatisfying(
            UnknownColumnException.class, e -> assertThat(e.column()).isEqualTo("id"))
        .hasMessage("There is no column id; the columns are tiny, i");
  }

  @Test
  void missingParameterIsReported() {
    assertThatThrownBy(() -> bound("id = ? or id = ?", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Parameter 2 has no value; there are 1");
  }

  @Test
  void columnsOfAConditionAreKnown() {
    BoundPredicate predicate = BoundText.bind(COLUMNS, "id = 1 or s = 'x' and ID is null");
    assertThat(predicate.columnNames()).containsExactly("Id", "s");
  }
}

package dev.maxstorage.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates and times; the JVM's default zone is one that no column and no calendar here uses. */
class TemporalAccessorTest extends VectorTest {
  private TimeZone defaultZone;

  @BeforeEach
  void useNewYork() {
    defaultZone = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
  }

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(defaultZone);
  }

  private static Calendar calendar(String zone) {
    return new GregorianCalendar(TimeZone.getTimeZone(zone), Locale.ROOT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"datetime", "timestamp"})
  void anInstantIsTheSameInEveryZone(String typeText) {
    Instant instant = Instant.parse("2026-01-31T23:30:00.123Z");
    ColumnAccessor values = written(type(typeText), BERLIN, instant);

    assertThat(values.getTimestamp(0, null).toInstant()).isEqualTo(instant);
    assertThat(values.getTimestamp(0, calendar("Asia/Tokyo")).toInstant()).isEqualTo(instant);
    assertThat(((Timestamp) values.getObject(0)).toInstant()).isEqualTo(instant);
    assertThat(values.getObject(0, Instant.class)).isEqualTo(instant);
    assertThat(values.getObject(0, java.util.Date.class).toInstant()).isEqualTo(instant);
    assertThat(values.getObject(0, OffsetDateTime.class))
        .isEqualTo(OffsetDateTime.parse("2026-02-01T00:30:00.123+01:00"));
    assertThat(values.getObject(0, ZonedDateTime.class))
        .isEqualTo(ZonedDateTime.parse("2026-02-01T00:30:00.123+01:00[Europe/Berlin]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"datetime", "timestamp"})
  void fieldsOfAnInstantAreThoseOfTheZone(String typeText) {
    ColumnAccessor values = written(type(typeText), BERLIN, Instant.parse("2026-01-31T23:30:00Z"));

    assertThat(values.getString(0)).isEqualTo("2026-02-01 00:30:00");
    assertThat(values.getObject(0, LocalDateTime.class)).isEqualTo("2026-02-01T00:30:00");
    assertThat(values.getObject(0, LocalDate.class)).isEqualTo("2026-02-01");
    assertThat(values.getObject(0, LocalTime.class)).isEqualTo("00:30");
    assertThat(values.getDate(0, null)).isEqualTo(Date.valueOf("2026-02-01"));
    assertThat(values.getTime(0, null)).isEqualTo(Time.valueOf("00:30:00"));
  }

  @Test
  void aCalendarReplacesTheZoneOfFields() {
    ColumnAccessor values =
        written(type("datetime"), BERLIN, Instant.parse("2026-01-31T14:30:00Z"));
    Calendar tokyo = calendar("Asia/Tokyo");

    // 23:30 in Tokyo, where the day began at 15:00 UTC of the day before.
    assertThat(values.getDate(0, tokyo).getTime())
        .isEqualTo(Instant.parse("2026-01-30T15:00:00Z").toEpochMilli());
    assertThat(values.getTime(0, tokyo).getTime())
        .isEqualTo(Instant.parse("1970-01-01T14:30:00Z").toEpochMilli());
  }

  @Test
  void timestampNtzIsAWallClockWithoutAZone() {
    LocalDateTime wall = LocalDateTime.parse("2026-01-31T23:30:00.000000001");
    ColumnAccessor values = written(type("timestamp_ntz"), BERLIN, wall);

    assertThat(values.getString(0)).isEqualTo("2026-01-31 23:30:00.000000001");
    assertThat(values.getObject(0, LocalDateTime.class)).isEqualTo(wall);
    assertThat(values.getObject(0, LocalDate.class)).isEqualTo("2026-01-31");
    assertThat(values.getObject(0, LocalTime.class)).isEqualTo("23:30:00.000000001");
    assertThat(values.getObject(0)).isEqualTo(Timestamp.valueOf(wall));
    assertThat(values.getTimestamp(0, calendar("Asia/Tokyo")).toInstant())
        .isEqualTo(Instant.parse("2026-01-31T14:30:00.000000001Z"));
    assertThat(values.getDate(0, null)).isEqualTo(Date.valueOf("2026-01-31"));
    assertThatThrownBy(() -> values.getObject(0, Instant.class))
        .isInstanceOf(ConversionException.class)
        .hasMessage("TIMESTAMP_NTZ cannot be converted to java.time.Instant");
  }

  @ParameterizedTest
  @CsvSource({
    "0001-01-01",
    "0004-02-29",
    "1500-03-01",
    "1582-10-04",
    "1582-10-15",
    "1900-01-01",
    "1969-12-31",
    "1970-01-01",
    "2024-02-29",
    "9999-12-31"
  })
  void theDayIsTheSameInEveryForm(String text) {
    LocalDate date = LocalDate.parse(text);
    ColumnAccessor values = written("date", date);

    assertThat(values.getString(0)).isEqualTo(text);
    assertThat(values.getObject(0, LocalDate.class)).isEqualTo(date);
    assertThat(values.getDate(0, null).toString()).isEqualTo(text);
    assertThat(values.getDate(0, null).toLocalDate()).isEqualTo(date);
    assertThat(values.getTimestamp(0, null).toLocalDateTime()).isEqualTo(date.atStartOfDay());
    assertThat(values.getObject(0, LocalDateTime.class)).isEqualTo(date.atStartOfDay());
  }

  @Test
  void daysThatTheJdkCalendarLacksAreExactAsLocalDate() {
    ColumnAccessor values = written("date", LocalDate.of(1582, 10, 10));

    assertThat(values.getObject(0, LocalDate.class)).isEqualTo("1582-10-10");
    assertThat(values.getString(0)).isEqualTo("1582-10-10");
    assertThat(values.getDate(0, null)).isEqualTo(Date.valueOf(LocalDate.of(1582, 10, 10)));
  }

  @Test
  void dateInACalendarIsMidnightOfItsZone() {
    ColumnAccessor values = written("date", LocalDate.of(2026, 1, 31), LocalDate.of(1, 1, 1));

    assertThat(values.getDate(0, calendar("Asia/Tokyo")).getTime())
        .isEqualTo(Instant.parse("2026-01-30T15:00:00Z").toEpochMilli());
    assertThat(values.getTimestamp(0, calendar("Asia/Tokyo")).toInstant())
        .isEqualTo(Instant.parse("2026-01-30T15:00:00Z"));
    Calendar shown = calendar("UTC");
    shown.setTime(values.getDate(1, calendar("UTC")));
    assertThat(shown.get(Calendar.YEAR)).isEqualTo(1);
    assertThat(shown.get(Calendar.DAY_OF_YEAR)).isEqualTo(1);
  }

  @Test
  void theCalendarGivenIsNotChanged() {
    ColumnAccessor values = written("date", LocalDate.of(2026, 1, 31));
    Calendar calendar = calendar("Asia/Tokyo");
    calendar.setLenient(false);
    calendar.setTimeInMillis(42);

    values.getDate(0, calendar);

    assertThat(calendar.getTimeInMillis()).isEqualTo(42);
    assertThat(calendar.isLenient()).isFalse();
  }

  @Test
  void yearOneOfADatetimeIsYearOne() {
    ColumnAccessor values = written(type("datetime"), UTC, LocalDateTime.of(1, 1, 1, 0, 0));

    assertThat(values.getString(0)).isEqualTo("0001-01-01 00:00:00");
    assertThat(values.getObject(0, LocalDateTime.class)).isEqualTo("0001-01-01T00:00");
    assertThat(values.getDate(0, null)).isEqualTo(Date.valueOf("0001-01-01"));
    assertThat(values.getTimestamp(0, null).toInstant())
        .isEqualTo(Instant.parse("0001-01-01T00:00:00Z"));
  }

  @Test
  void bothHoursOfADoubledHourShowTheSameWallClock() {
    Instant summer = Instant.parse("2026-10-25T00:30:00Z");
    Instant winter = Instant.parse("2026-10-25T01:30:00Z");
    ColumnAccessor values = written(type("timestamp"), BERLIN, summer, winter);

    assertThat(values.getString(0)).isEqualTo("2026-10-25 02:30:00");
    assertThat(values.getString(1)).isEqualTo("2026-10-25 02:30:00");
    assertThat(values.getObject(0, OffsetDateTime.class).toString()).endsWith("+02:00");
    assertThat(values.getObject(1, OffsetDateTime.class).toString()).endsWith("+01:00");
    assertThat(values.getTimestamp(0, null).toInstant()).isEqualTo(summer);
    assertThat(values.getTimestamp(1, null).toInstant()).isEqualTo(winter);
  }

  @Test
  void theClockJumpsOverTheMissingHour() {
    ColumnAccessor values =
        written(
            type("datetime"),
            BERLIN,
            Instant.parse("2026-03-29T00:59:59.999Z"),
            Instant.parse("2026-03-29T01:00:00Z"));

    assertThat(values.getString(0)).isEqualTo("2026-03-29 01:59:59.999");
    assertThat(values.getString(1)).isEqualTo("2026-03-29 03:00:00");
  }

  @Test
  void theMissingHourOfTheDefaultZoneIsMovedAsTimestampValueOfDoes() {
    LocalDateTime missing = LocalDateTime.of(2026, 3, 8, 2, 30);
    ColumnAccessor values = written("timestamp_ntz", missing);

    assertThat(values.getTimestamp(0, null)).isEqualTo(Timestamp.valueOf(missing));
    assertThat(values.getObject(0, LocalDateTime.class)).isEqualTo(missing);
  }

  @Test
  void nanosecondsReachAsFarAsAnInt64() {
    Instant first = Instant.ofEpochSecond(0, Long.MIN_VALUE);
    Instant last = Instant.ofEpochSecond(0, Long.MAX_VALUE);
    ColumnAccessor values =
        written(type("timestamp"), UTC, first, last, Instant.EPOCH.minusNanos(1));

    assertThat(values.getString(0)).isEqualTo("1677-09-21 00:12:43.145224192");
    assertThat(values.getString(1)).isEqualTo("2262-04-11 23:47:16.854775807");
    assertThat(values.getString(2)).isEqualTo("1969-12-31 23:59:59.999999999");
    assertThat(values.getTimestamp(0, null).toInstant()).isEqualTo(first);
    assertThat(values.getTimestamp(1, null).toInstant()).isEqualTo(last);
    assertThat(values.getTimestamp(2, null).getNanos()).isEqualTo(999_999_999);
  }

  @Test
  void timeKeepsMilliseconds() {
    ColumnAccessor values =
        written("timestamp_ntz", LocalDateTime.parse("2026-01-31T12:30:01.987"));

    assertThat(new Timestamp(values.getTime(0, null).getTime()))
        .isEqualTo(Timestamp.valueOf("1970-01-01 12:30:01.987"));
    assertThat(values.getTime(0, calendar("UTC")).getTime()).isEqualTo(45_001_987);
  }

  @Test
  void textIsReadAsDatesAndTimes() {
    ColumnAccessor values =
        written(
            type("string"),
            BERLIN,
            " 2026-01-31 12:00:00.5 ",
            "2026-01-31T12:00:00+09:00",
            "2026-01-31",
            "31.01.2026");

    assertThat(values.getTimestamp(0, null)).isEqualTo(Timestamp.valueOf("2026-01-31 12:00:00.5"));
    assertThat(values.getTimestamp(0, calendar("UTC")).toInstant())
        .isEqualTo(Instant.parse("2026-01-31T12:00:00.500Z"));
    assertThat(values.getObject(0, Instant.class))
        .isEqualTo(Instant.parse("2026-01-31T11:00:00.500Z"));
    assertThat(values.getObject(0, LocalTime.class)).isEqualTo("12:00:00.5");
    assertThat(values.getTimestamp(1, null).toInstant())
        .isEqualTo(Instant.parse("2026-01-31T03:00:00Z"));
    assertThat(values.getObject(1, LocalDateTime.class)).isEqualTo("2026-01-31T04:00");
    assertThat(values.getObject(1, OffsetDateTime.class).toString())
        .isEqualTo("2026-01-31T04:00+01:00");
    assertThat(values.getObject(2, LocalDateTime.class)).isEqualTo("2026-01-31T00:00");
    assertThat(values.getObject(2, ZonedDateTime.class).toString())
        .isEqualTo("2026-01-31T00:00+01:00[Europe/Berlin]");
    assertThatThrownBy(() -> values.getDate(3, null))
        .isInstanceOf(ConversionException.class)
        .hasMessage("'31.01.2026' cannot be read as date (yyyy-MM-dd)");
  }
}

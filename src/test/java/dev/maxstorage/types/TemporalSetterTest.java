package dev.maxstorage.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.types.ConversionException.Kind;
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
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Consumer;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Setting dates and times in Europe/Berlin; the JVM's default zone is New York. */
class TemporalSetterTest extends VectorTest {
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

  private static Calendar tokyo() {
    return new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"), Locale.ROOT);
  }

  private ColumnAccessor set(String typeText, Consumer<ColumnSetter> setting) {
    OdpsType type = type(typeText);
    FieldVector vector = vector(type);
    setting.accept(ColumnSetters.bind(vector, type, BERLIN));
    vector.setValueCount(1);
    return ColumnAccessors.bind(vector, type, BERLIN);
  }

  private Instant instant(String type, Consumer<ColumnSetter> setting) {
    return set(type, setting).getObject(0, Instant.class);
  }

  private String text(String type, Consumer<ColumnSetter> setting) {
    return set(type, setting).getString(0);
  }

  private void assertRefused(Kind kind, String type, Consumer<ColumnSetter> setting) {
    assertThatThrownBy(() -> set(type, setting))
        .isInstanceOf(ConversionException.class)
        .extracting(e -> ((ConversionException) e).kind())
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"datetime", "timestamp"})
  void everyClassWithAnInstantSetsThatInstant(String type) {
    Instant instant = Instant.parse("2026-01-31T11:00:00.123Z");
    Calendar calendar = tokyo();
    calendar.setTimeInMillis(instant.toEpochMilli());

    assertThat(instant(type, s -> s.setTimestamp(0, Timestamp.from(instant), null)))
        .isEqualTo(instant);
    assertThat(instant(type, s -> s.setTimestamp(0, Timestamp.from(instant), tokyo())))
        .isEqualTo(instant);
    for (Object value :
        List.of(
            instant,
            Timestamp.from(instant),
            java.util.Date.from(instant),
            calendar,
            OffsetDateTime.parse("2026-01-31T20:00:00.123+09:00"),
            ZonedDateTime.parse("2026-01-31T12:00:00.123+01:00[Europe/Berlin]"),
            LocalDateTime.parse("2026-01-31T12:00:00.123"),
            "2026-01-31 12:00:00.123",
            "2026-01-31T12:00:00.123",
            "2026-01-31T11:00:00.123Z",
            "2026-01-31 20:00:00.123+09:00")) {
      assertThat(instant(type, s -> s.setObject(0, value))).as("%s", value).isEqualTo(instant);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"datetime", "timestamp"})
  void datesAndTimesWithoutZoneAreWallClocksOfTheZone(String type) {
    assertThat(text(type, s -> s.setDate(0, Date.valueOf("2026-01-31"), null)))
        .isEqualTo("2026-01-31 00:00:00");
    assertThat(text(type, s -> s.setObject(0, LocalDate.of(2026, 1, 31))))
        .isEqualTo("2026-01-31 00:00:00");
    assertThat(text(type, s -> s.setString(0, "2026-01-31"))).isEqualTo("2026-01-31 00:00:00");
    assertThat(text(type, s -> s.setTime(0, Time.valueOf("12:30:01"), null)))
        .isEqualTo("1970-01-01 12:30:01");
    Date tokyoMidnight = new Date(Instant.parse("2026-01-30T15:00:00Z").toEpochMilli());
    assertThat(instant(type, s -> s.setDate(0, tokyoMidnight, tokyo())))
        .isEqualTo(Instant.parse("2026-01-30T15:00:00Z"));
    assertRefused(Kind.NOT_CONVERTIBLE, type, s -> s.setObject(0, LocalTime.NOON));
    assertRefused(Kind.NOT_CONVERTIBLE, type, s -> s.setLong(0, 0));
    assertRefused(Kind.MALFORMED_TEXT, type, s -> s.setString(0, "2026-01-31 25:00:00"));
    assertRefused(Kind.MALFORMED_TEXT, type, s -> s.setString(0, "2026-02-29"));
    assertRefused(Kind.MALFORMED_TEXT, type, s -> s.setString(0, "now"));
  }

  @Test
  void wallClocksInTheMissingAndTheDoubledHour() {
    assertThat(instant("datetime", s -> s.setString(0, "2026-03-29 02:30:00")))
        .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    assertThat(instant("datetime", s -> s.setString(0, "2026-10-25 02:30:00")))
        .isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
  }

  @Test
  void datetimeCutsOffBelowAMillisecondTowardThePast() {
    assertThat(text("datetime", s -> s.setString(0, "2026-01-31 12:00:00.123999999")))
        .isEqualTo("2026-01-31 12:00:00.123");
    assertThat(instant("datetime", s -> s.setObject(0, Instant.EPOCH.minusNanos(1))))
        .isEqualTo(Instant.EPOCH.minusMillis(1));
  }

  @ParameterizedTest
  @CsvSource({
    "SECOND, 1969-12-31T23:59:58Z",
    "MILLISECOND, 1969-12-31T23:59:58.876Z",
    "MICROSECOND, 1969-12-31T23:59:58.876543Z",
    "NANOSECOND, 1969-12-31T23:59:58.876543210Z"
  })
  void coarserUnitsCutOffTowardThePast(TimeUnit unit, Instant expected) {
    OdpsType type = type("timestamp");
    FieldVector vector = vector(type, new TimeUnits(unit, unit));
    ColumnSetters.bind(vector, type, UTC)
        .setObject(0, Instant.parse("1969-12-31T23:59:58.876543210Z"));
    vector.setValueCount(1);

    assertThat(ColumnAccessors.bind(vector, type, UTC).getObject(0, Instant.class))
        .isEqualTo(expected);
  }

  @Test
  void datetimeInANanosecondVectorIsStillInMilliseconds() {
    OdpsType type = type("datetime");
    FieldVector vector = vector(type, new TimeUnits(TimeUnit.NANOSECOND, TimeUnit.NANOSECOND));
    ColumnSetters.bind(vector, type, UTC).setObject(0, Instant.ofEpochSecond(0, 1_999_999));

    assertThat(((TimeStampVector) vector).get(0)).isEqualTo(1_000_000);
  }

  @Test
  void nanosecondsReachAsFarAsAnInt64AndNotFurther() {
    Instant first = Instant.ofEpochSecond(0, Long.MIN_VALUE);
    Instant last = Instant.ofEpochSecond(0, Long.MAX_VALUE);

    assertThat(instant("timestamp", s -> s.setObject(0, first))).isEqualTo(first);
    assertThat(instant("timestamp", s -> s.setObject(0, last))).isEqualTo(last);
    assertRefused(Kind.OUT_OF_RANGE, "timestamp", s -> s.setObject(0, first.minusNanos(1)));
    assertRefused(Kind.OUT_OF_RANGE, "timestamp", s -> s.setObject(0, last.plusNanos(1)));
    assertRefused(Kind.OUT_OF_RANGE, "timestamp", s -> s.setObject(0, LocalDate.of(2300, 1, 1)));
    assertThat(text("datetime", s -> s.setObject(0, LocalDate.of(2300, 1, 1))))
        .isEqualTo("2300-01-01 00:00:00");
  }

  @Test
  void theSecNanoStructHasNoSuchLimit() {
    Field sec = Field.nullable("sec", new ArrowType.Int(64, true));
    Field nano = Field.nullable("nano", new ArrowType.Int(32, true));
    StructVector vector =
        (StructVector)
            vector(
                new Field("c", FieldType.nullable(ArrowType.Struct.INSTANCE), List.of(sec, nano)));
    OdpsType type = type("timestamp");
    ColumnSetter setter = ColumnSetters.bind(vector, type, UTC);
    setter.setObject(0, Instant.parse("9999-12-31T23:59:59.999999999Z"));
    setter.setNull(1);
    setter.setObject(2, Instant.EPOCH.minusNanos(1));
    vector.setValueCount(3);
    ColumnAccessor values = ColumnAccessors.bind(vector, type, UTC);

    assertThat(values.getString(0)).isEqualTo("9999-12-31 23:59:59.999999999");
    assertThat(values.isNull(1)).isTrue();
    assertThat(values.getString(2)).isEqualTo("1969-12-31 23:59:59.999999999");
  }

  @Test
  void yearsOneTo9999AndNoOthers() {
    assertThat(text("datetime", s -> s.setString(0, "0001-01-01 00:00:00")))
        .isEqualTo("0001-01-01 00:00:00");
    assertThat(text("datetime", s -> s.setString(0, "9999-12-31 23:59:59.999")))
        .isEqualTo("9999-12-31 23:59:59.999");
    assertThat(text("date", s -> s.setString(0, "0001-01-01"))).isEqualTo("0001-01-01");
    assertThat(text("date", s -> s.setString(0, "9999-12-31"))).isEqualTo("9999-12-31");
    assertRefused(Kind.OUT_OF_RANGE, "date", s -> s.setObject(0, LocalDate.of(0, 12, 31)));
    assertRefused(Kind.OUT_OF_RANGE, "date", s -> s.setObject(0, LocalDate.of(10_000, 1, 1)));
    assertRefused(Kind.OUT_OF_RANGE, "datetime", s -> s.setObject(0, LocalDate.of(10_000, 1, 2)));
    assertRefused(Kind.OUT_OF_RANGE, "datetime", s -> s.setObject(0, Instant.MIN));
    assertRefused(
        Kind.OUT_OF_RANGE, "datetime", s -> s.setObject(0, new Timestamp(Long.MAX_VALUE)));
  }

  @Test
  void timestampNtzTakesTheWallClockShown() {
    Timestamp shown = Timestamp.valueOf("2026-01-31 12:00:00.000000001");
    String type = "timestamp_ntz";

    assertThat(text(type, s -> s.setTimestamp(0, shown, null)))
        .isEqualTo("2026-01-31 12:00:00.000000001");
    // New York's noon is 02:00 of the next day in Tokyo and 18:00 in Berlin.
    assertThat(text(type, s -> s.setTimestamp(0, shown, tokyo())))
        .isEqualTo("2026-02-01 02:00:00.000000001");
    assertThat(text(type, s -> s.setObject(0, shown.toInstant())))
        .isEqualTo("2026-01-31 18:00:00.000000001");
    assertThat(text(type, s -> s.setObject(0, LocalDateTime.parse("2026-03-29T02:30"))))
        .isEqualTo("2026-03-29 02:30:00");
    assertThat(text(type, s -> s.setString(0, "2026-01-31 12:00:00.1")))
        .isEqualTo("2026-01-31 12:00:00.1");
    assertThat(text(type, s -> s.setString(0, "2026-01-31T12:00:00Z")))
        .isEqualTo("2026-01-31 13:00:00");
    assertThat(text(type, s -> s.setDate(0, Date.valueOf("2026-01-31"), null)))
        .isEqualTo("2026-01-31 00:00:00");
    assertThat(text(type, s -> s.setTime(0, Time.valueOf("12:00:00"), null)))
        .isEqualTo("1970-01-01 12:00:00");
  }

  @Test
  void dateTakesTheDateShown() {
    Timestamp lateInNewYork = Timestamp.valueOf("2026-01-31 23:00:00");

    assertThat(text("date", s -> s.setTimestamp(0, lateInNewYork, null))).isEqualTo("2026-01-31");
    assertThat(text("date", s -> s.setTimestamp(0, lateInNewYork, tokyo())))
        .isEqualTo("2026-02-01");
    assertThat(text("date", s -> s.setDate(0, Date.valueOf("0001-01-01"), null)))
        .isEqualTo("0001-01-01");
    assertThat(text("date", s -> s.setDate(0, Date.valueOf("1582-10-04"), null)))
        .isEqualTo("1582-10-04");
    assertThat(text("date", s -> s.setDate(0, Date.valueOf("1582-10-15"), null)))
        .isEqualTo("1582-10-15");
    assertThat(text("date", s -> s.setString(0, "2026-01-31 00:00:00"))).isEqualTo("2026-01-31");
    assertRefused(Kind.OUT_OF_RANGE, "date", s -> s.setString(0, "2026-01-31 00:00:01"));
    assertRefused(
        Kind.OUT_OF_RANGE, "date", s -> s.setObject(0, LocalDateTime.of(2026, 1, 31, 1, 0)));
    assertRefused(Kind.MALFORMED_TEXT, "date", s -> s.setString(0, "2026-01-31T00:00:00Z"));
    assertRefused(Kind.MALFORMED_TEXT, "date", s -> s.setString(0, "31.01.2026"));
    assertRefused(Kind.NOT_CONVERTIBLE, "date", s -> s.setTime(0, new Time(0), null));
    assertRefused(Kind.NOT_CONVERTIBLE, "date", s -> s.setObject(0, Instant.EPOCH));
    assertRefused(Kind.NOT_CONVERTIBLE, "date", s -> s.setInt(0, 1));
  }

  @Test
  void javaSqlDatesComeBackFromEveryColumnAsTheyWentIn() {
    for (String text : new String[] {"0001-01-01", "1582-10-04", "1900-01-01", "2026-03-08"}) {
      Date date = Date.valueOf(text);
      for (String type : new String[] {"date", "datetime", "timestamp_ntz", "string"}) {
        if (!type.equals("timestamp_ntz") || date.getTime() > -9_000_000_000_000L) {
          assertThat(set(type, s -> s.setDate(0, date, null)).getDate(0, null)).isEqualTo(date);
          assertThat(set(type, s -> s.setDate(0, date, tokyo())).getDate(0, tokyo()))
              .as("%s in %s", date, type)
              .isEqualTo(tokyoMidnight(date));
        }
      }
    }
  }

  private static Date tokyoMidnight(Date date) {
    Calendar calendar = tokyo();
    calendar.setTime(date);
    calendar.set(Calendar.HOUR_OF_DAY, 0);
    calendar.set(Calendar.MINUTE, 0);
    calendar.set(Calendar.SECOND, 0);
    calendar.set(Calendar.MILLISECOND, 0);
    return new Date(calendar.getTimeInMillis());
  }

  @Test
  void textColumnsTakeTheTextOfDatesAndTimes() {
    assertThat(text("string", s -> s.setDate(0, Date.valueOf("2026-01-31"), null)))
        .isEqualTo("2026-01-31");
    assertThat(text("string", s -> s.setTime(0, Time.valueOf("12:30:01"), null)))
        .isEqualTo("12:30:01");
    assertThat(
            text(
                "string", s -> s.setTimestamp(0, Timestamp.valueOf("2026-01-31 12:00:00.5"), null)))
        .isEqualTo("2026-01-31 12:00:00.5");
    assertThat(text("string", s -> s.setObject(0, Instant.parse("2026-01-31T11:00:00Z"))))
        .isEqualTo("2026-01-31 12:00:00");
    assertThat(text("string", s -> s.setObject(0, LocalTime.of(1, 2)))).isEqualTo("01:02:00");
  }
}

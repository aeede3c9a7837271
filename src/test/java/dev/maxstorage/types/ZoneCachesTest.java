package dev.maxstorage.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the caches of offsets and midnights give against what the JDK gives without them. */
class ZoneCachesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "+05:30",
        "Europe/Berlin",
        "America/New_York",
        "America/Sao_Paulo",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Asia/Shanghai",
        "Africa/Casablanca"
      })
  void offsetsAreThoseOfTheZoneAroundEveryTransition(String id) {
    ZoneId zone = ZoneId.of(id);
    ZoneOffsets offsets = new ZoneOffsets(zone);
    for (ZoneOffsetTransition transition : zone.getRules().getTransitions()) {
      for (long delta : new long[] {-86_400, -1, 0, 1, 86_400}) {
        assertOffset(offsets, zone, transition.toEpochSecond() + delta);
      }
    }
    Random random = new Random(id.hashCode());
    for (int i = 0; i < 2_000; i++) {
      assertOffset(offsets, zone, random.nextLong(-62_200_000_000L, 253_500_000_000L));
    }
  }

  private static void assertOffset(ZoneOffsets offsets, ZoneId zone, long epochSecond) {
    assertThat(offsets.seconds(epochSecond))
        .as("%s at %d", zone, epochSecond)
        .isEqualTo(zone.getRules().getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Europe/Berlin",
        "America/Sao_Paulo",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Asia/Shanghai"
      })
  void datesAndWallClocksAreThoseOfTheJdkCalendar(String id) {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(id));
    try {
      DefaultZoneDays days = new DefaultZoneDays();
      Random random = new Random(id.hashCode());
      for (int i = 0; i < 3_000; i++) {
        assertSame(days, random.nextLong(-719_162, 2_932_897), random);
      }
      for (LocalDate day = LocalDate.of(1582, 9, 1); day.getYear() == 1582; ) {
        assertSame(days, day.toEpochDay(), random);
        day = day.plusDays(1);
      }
      for (LocalDate day = LocalDate.of(2010, 1, 1); day.getYear() < 2013; ) {
        assertSame(days, day.toEpochDay(), random);
        day = day.plusDays(1);
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  private static void assertSame(DefaultZoneDays days, long epochDay, Random random) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    assertThat(days.date(epochDay)).as("%s", date).isEqualTo(Date.valueOf(date));
    for (int hour = 0; hour < 24; hour += 1 + random.nextInt(6)) {
      LocalDateTime time = date.atTime(hour, random.nextInt(60), 7, random.nextInt(1_000_000_000));
      assertThat(days.timestamp(time)).as("%s", time).isEqualTo(Timestamp.valueOf(time));
    }
  }

  @Test
  void theFirstDayAskedForMayBeAnyDay() {
    assertThat(new DefaultZoneDays().date(0)).isEqualTo(Date.valueOf("1970-01-01"));
    assertThat(new DefaultZoneDays().date(1)).isEqualTo(Date.valueOf("1970-01-02"));
    assertThat(new DefaultZoneDays().date(-1)).isEqualTo(Date.valueOf("1969-12-31"));
  }
}

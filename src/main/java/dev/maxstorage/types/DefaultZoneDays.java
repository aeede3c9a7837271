package dev.maxstorage.types;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * Dates and wall clocks as java.sql objects of the JVM's default zone, with the midnights of the
 * days seen last remembered: the calendar behind them is slow.
 *
 * <p>Gives exactly what {@link Date#valueOf(LocalDate)} and {@link
 * Timestamp#valueOf(LocalDateTime)} give. The default zone must not change meanwhile. Not safe for
 * use by several threads at once.
 */
final class DefaultZoneDays {
  private static final int SLOTS = 1024;
  private static final long DAY_MILLIS = 86_400_000;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private long[] days = {};
  private long[] midnights = {};
  private boolean[] even = {};

  Date date(long epochDay) {
    int slot = slot(epochDay);
    return new Date(midnights[slot]);
  }

  Timestamp timestamp(LocalDateTime time) {
    int slot = slot(time.toLocalDate().toEpochDay());
    if (!even[slot]) {
      return Timestamp.valueOf(time);
    }
    long millisOfDay = time.toLocalTime().toNanoOfDay() / NANOS_PER_MILLI;
    Timestamp timestamp = new Timestamp(midnights[slot] + millisOfDay);
    timestamp.setNanos(time.getNano());
    return timestamp;
  }

  private int slot(long epochDay) {
    if (days.length == 0) {
      allocate();
    }
    int slot = (int) (epochDay & (SLOTS - 1));
    if (days[slot] != epochDay) {
      LocalDate date = LocalDate.ofEpochDay(epochDay);
      days[slot] = epochDay;
      midnights[slot] = Date.valueOf(date).getTime();
      // On a day of 24 hours the wall clock runs from midnight to midnight without a jump.
      even[slot] = Date.valueOf(date.plusDays(1)).getTime() - midnights[slot] == DAY_MILLIS;
    }
    return slot;
  }

  private void allocate() {
    days = new long[SLOTS];
    midnights = new long[SLOTS];
    even = new boolean[SLOTS];
    // No day yet: day 1 would belong into slot 1, and so on.
    Arrays.setAll(days, slot -> slot + 1L);
  }
}

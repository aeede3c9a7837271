package dev.maxstorage.warehouse;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of requests and SQL instances: the time and a number that counts up. */
final class RequestIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private final AtomicLong count = new AtomicLong();

  RequestIds(InstantSource clock) {
    this.clock = clock;
  }

  String next() {
    return TIME.format(clock.instant())
        + "g"
        + String.format(Locale.ROOT, "%08x", count.incrementAndGet());
  }
}

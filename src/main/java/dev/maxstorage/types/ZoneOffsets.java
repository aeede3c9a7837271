package dev.maxstorage.types;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The offsets of a zone, with the span between two transitions around the last instant remembered:
 * the rows of a column rarely leave it. Not safe for use by several threads at once.
 */
final class ZoneOffsets {
  private final ZoneRules rules;
  private long spanStart = Long.MAX_VALUE;
  private long spanEnd = Long.MIN_VALUE;
  private int spanOffset;

  ZoneOffsets(ZoneId zone) {
    this.rules = zone.getRules();
  }

  /** Seconds to add to an instant to get the wall clock. */
  int seconds(long epochSecond) {
    if (epochSecond < spanStart || epochSecond >= spanEnd) {
      load(epochSecond);
    }
    return spanOffset;
  }

  private void load(long epochSecond) {
    if (rules.isFixedOffset()) {
      spanStart = Long.MIN_VALUE;
      spanEnd = Long.MAX_VALUE;
      spanOffset = rules.getOffset(Instant.EPOCH).getTotalSeconds();
      return;
    }
    Instant instant = Instant.ofEpochSecond(epochSecond);
    ZoneOffset offset = rules.getOffset(instant);
    // A transition at the instant itself belongs to its span: ask from one second later.
    ZoneOffsetTransition before = rules.previousTransition(instant.plusSeconds(1));
    ZoneOffsetTransition after = rules.nextTransition(instant);
    spanStart = before == null ? Long.MIN_VALUE : before.toEpochSecond();
    spanEnd = after == null ? Long.MAX_VALUE : after.toEpochSecond();
    spanOffset = offset.getTotalSeconds();
  }
}

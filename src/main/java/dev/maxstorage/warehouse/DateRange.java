package dev.maxstorage.warehouse;

import java.time.Instant;

/**
 * A range of time in a list's filter: {@code from:to} in seconds of the epoch, either of which may
 * be empty.
 *
 * <p>Source: control-plane document, 11.8.
 *
 * @param from the first second
 * @param to the first second after the range
 */
record DateRange(long from, long to) {

  /** Reads the text of a parameter, empty for all times; anything else is refused. */
  static DateRange parse(String text) {
    if (text.isEmpty()) {
      return new DateRange(Long.MIN_VALUE, Long.MAX_VALUE);
    }
    int colon = text.indexOf(':');
    try {
      String from = text.substring(0, colon);
      String to = text.substring(colon + 1);
      return new DateRange(
          from.isEmpty() ? Long.MIN_VALUE : Long.parseLong(from),
          to.isEmpty() ? Long.MAX_VALUE : Long.parseLong(to));
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw Refusal.badRequest("Date range '" + text + "' is not <seconds>:<seconds>");
    }
  }

  boolean contains(Instant time) {
    return time.getEpochSecond() >= from && time.getEpochSecond() < to;
  }
}

package dev.maxstorage.cli;

import java.util.Locale;

/**
 * Rows and the time they took, as text.
 *
 * @param rows moved
 * @param nanos the time taken, in nanoseconds
 */
record Speed(long rows, long nanos) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Such as {@code 3,000,000 rows}. */
  String rowsText() {
    return String.format(Locale.ROOT, "%,d %s", rows, rows == 1 ? "row" : "rows");
  }

  /** Rows a second, rounded. */
  long rowsPerSecond() {
    return nanos <= 0 ? 0 : Math.round(rows * NANOS_PER_SECOND / nanos);
  }

  /** Such as {@code 7.2 s (417,000 rows/s)}. */
  String timeText() {
    return String.format(
        Locale.ROOT, "%.1f s (%,d rows/s)", nanos / NANOS_PER_SECOND, rowsPerSecond());
  }
}

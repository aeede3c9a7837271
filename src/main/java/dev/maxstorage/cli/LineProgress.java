package dev.maxstorage.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Progress in plain lines, one every few seconds; a short load prints none. */
final class LineProgress implements Progress {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final PrintStream out;
  private final long totalRows;
  private final LongSupplier nanoClock;
  private final long started;
  private long printed;
  private long rows;

  /**
   * Starts now.
   *
   * @param totalRows rows to come, -1 if that is not known
   * @param nanoClock ascending nanoseconds
   */
  LineProgress(PrintStream out, long totalRows, LongSupplier nanoClock) {
    this.out = out;
    this.totalRows = totalRows;
    this.nanoClock = nanoClock;
    this.started = nanoClock.getAsLong();
    this.printed = started;
  }

  @Override
  public void add(long more) {
    rows += more;
    long now = nanoClock.getAsLong();
    if (now - printed >= INTERVAL_NANOS) {
      printed = now;
      out.println(line(new Speed(rows, now - started)));
    }
  }

  private String line(Speed speed) {
    long rate = speed.rowsPerSecond();
    String line = String.format(Locale.ROOT, "%s, %,d rows/s", speed.rowsText(), rate);
    if (totalRows < 0 || rate == 0) {
      return line;
    }
    long secondsLeft = (Math.max(0, totalRows - rows) + rate - 1) / rate;
    return String.format(Locale.ROOT, "%s, %d s left of %,d rows", line, secondsLeft, totalRows);
  }

  @Override
  public void close() {}
}

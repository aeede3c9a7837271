package dev.maxstorage.cli;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on a terminal with rows, time gone, time left and rows a second. */
final class BarProgress implements Progress {
  private static final int UPDATE_MILLIS = 200;

  private final ProgressBar bar;

  /**
   * Draws the bar.
   *
   * @param totalRows rows to come, -1 if that is not known
   */
  BarProgress(PrintStream terminal, String task, long totalRows) {
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(totalRows)
            .setUnit(" rows", 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(terminal))
            .showSpeed(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
            .build();
  }

  @Override
  public void add(long rows) {
    bar.stepBy(rows);
  }

  @Override
  public void close() {
    bar.close();
  }
}

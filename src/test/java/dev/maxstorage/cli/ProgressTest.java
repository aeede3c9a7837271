package dev.maxstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.cli.Console.ProgressStyle;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong nanos = new AtomicLong(TimeUnit.DAYS.toNanos(3));

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void linesComeEveryThreeSecondsWithRateAndTimeLeft() {
    LineProgress progress = new LineProgress(out, 10_000, nanos::get);
    pass(2);
    progress.add(1_000);
    assertThat(text()).isEmpty();
    pass(2);
    progress.add(3_000);
    assertThat(text()).isEqualTo("4,000 rows, 1,000 rows/s, 6 s left of 10,000 rows\n");
    pass(1);
    progress.add(1_000);
    assertThat(text()).hasLineCount(1);
  }

  @Test
  void linesOfUnknownLengthTellNoTimeLeft() {
    LineProgress progress = new LineProgress(out, -1, nanos::get);
    pass(4);
    progress.add(4_000);
    assertThat(text()).isEqualTo("4,000 rows, 1,000 rows/s\n");
  }

  @Test
  void aBarShowsTaskRowsAndRate() {
    Console console = new Console(OutputStream.nullOutputStream(), out, ProgressStyle.BAR);
    try (Progress progress = Progress.start(console, "flights", 2_000)) {
      progress.add(1_000);
      progress.add(1_000);
    }
    assertThat(text()).contains("flights", "100%", "2000/2000 rows", "rows/s");
  }
}

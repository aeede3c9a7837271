package dev.maxstorage.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Where a command writes.
 *
 * @param out results, as bytes of UTF-8; unlike {@link System#out} it reports what fails
 * @param err progress and errors
 * @param progress how progress is shown on {@code err}
 */
record Console(OutputStream out, PrintStream err, ProgressStyle progress) {

  /** How progress is shown. */
  enum ProgressStyle {
    /** One line that changes, for a terminal. */
    BAR,
    /** A line every few seconds, for a file or a pipe. */
    LINES
  }

  /** The standard streams of this process; never closed. */
  static Console standard() {
    return new Console(
        new FileOutputStream(FileDescriptor.out),
        System.err,
        isTerminal() ? ProgressStyle.BAR : ProgressStyle.LINES);
  }

  /** Writes one line of text to {@link #out}. */
  void line(String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Whether standard error is a terminal. Java 17 tells it of all three streams together only. */
  private static boolean isTerminal() {
    if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
      return System.console() != null;
    }
    try {
      Process test =
          new ProcessBuilder("test", "-t", "2")
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.INHERIT)
              .start();
      return test.waitFor(1, TimeUnit.SECONDS) && test.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

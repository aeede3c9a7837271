package dev.maxstorage.cli;

import dev.maxstorage.cli.Console.ProgressStyle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What one run of the command line in this JVM did.
 *
 * @param exitCode 0 or 1
 * @param out text of standard output
 * @param err text of standard error
 */
record CommandRun(int exitCode, String out, String err) {

  /** Runs the command line. */
  static CommandRun of(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    int exitCode = Main.run(new Console(out, errors, ProgressStyle.LINES), args);
    return new CommandRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}

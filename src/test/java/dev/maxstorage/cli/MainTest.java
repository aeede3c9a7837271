package dev.maxstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @Test
  void helpGoesToStandardOutput() {
    CommandRun run = CommandRun.of("--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Usage: maxstorage", "demo", "load", "query", "serve");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "load", "query", "serve"})
  void everyCommandHasHelp(String command) {
    CommandRun run = CommandRun.of(command, "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: maxstorage " + command);
  }

  @Test
  void versionNamesTheProgram() {
    CommandRun run = CommandRun.of("--version");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("maxstorage ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                              | Missing command",
        "fly                             | fly",
        "query                           | URL",
        "query jdbc:x select --format xml| xml",
        "load jdbc:x t                   | FILE",
        "serve --port many               | many",
        "query jdbc:x select --nonsense  | --nonsense",
      })
  void usageErrorsAreOneLineAndExitCodeOne(String arguments, String part) {
    CommandRun run = CommandRun.of(arguments.isEmpty() ? new String[0] : arguments.split(" +"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("error: ").contains(part, "--help'").hasLineCount(1);
  }

  @Test
  void urlsOfOtherDriversAreRefusedWithoutTheirProperties() {
    CommandRun run = CommandRun.of("query", "jdbc:other:db?password=secret", "select 1");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("error: URL 'jdbc:other:db' does not begin with jdbc:maxstorage:\n");
  }

  @Test
  void sqlErrorsAreOneLineWithTheirSqlState() {
    CommandRun run = CommandRun.of("query", "jdbc:maxstorage:mem:", "select 1");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: ").endsWith(" (22023)\n").hasLineCount(1);
  }

  @Test
  void stackTracesAreForThoseWhoAsk() {
    CommandRun run = CommandRun.of("query", "--stacktrace", "jdbc:maxstorage:mem:", "select 1");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: ").contains("\tat dev.maxstorage.");
  }
}

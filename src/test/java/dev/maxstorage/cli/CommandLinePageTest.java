package dev.maxstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares {@code docs/reference/command-line.md} with what the commands say of themselves. */
class CommandLinePageTest {
  private static final Path PAGE = Path.of("docs/reference/command-line.md");
  private static final Pattern OPTION = Pattern.compile("--[a-z-]+[a-z]");

  @ParameterizedTest
  @ValueSource(strings = {"demo", "load", "query", "serve"})
  void everyOptionOfACommandIsOnThePage(String command) throws Exception {
    String page = Files.readString(PAGE);
    String section = page.substring(page.indexOf("\n## " + command + "\n"));
    String common = page.substring(0, page.indexOf("\n## "));
    String help = CommandRun.of(command, "--help").out();
    assertThat(OPTION.matcher(help).results().map(MatchResult::group).distinct())
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(option -> assertThat(common + section).contains("`" + option));
  }
}

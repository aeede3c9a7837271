package dev.maxstorage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares {@code docs/reference/tools.md} with the builds in src/it. */
class ToolsPageTest {
  private static final Path PAGE = Path.of("docs/reference/tools.md");
  private static final Path BUILDS = Path.of("src/it");

  /** Versions in the poms, those of the tools behind the comment. */
  private static final Pattern VERSION = Pattern.compile("<(?!slf4j)([a-z]+)\\.version>([^<]+)</");

  @ParameterizedTest
  @ValueSource(strings = {"libraries", "reports", "spark"})
  void thePageHasTheVersionsOfABuild(String build) throws IOException {
    String pom = Files.readString(BUILDS.resolve(build).resolve("pom.xml"));
    List<MatchResult> versions =
        VERSION.matcher(pom.substring(pom.indexOf("<!-- The tools;"))).results().toList();
    assertThat(versions).isNotEmpty();
    for (MatchResult version : versions) {
      assertThat(Files.readString(PAGE).lines())
          .as(version.group())
          .anyMatch(line -> line.contains("| " + version.group(2) + " | `" + build + "` |"));
    }
  }

  @Test
  void thePageNamesEveryRefusalThatATestExpects() throws IOException {
    Pattern refusal = Pattern.compile("refusals\\(\\)\\)\\s*\\.containsExactly\\(\"([^\"]+)\"");
    for (String tool : List.of("Hikari")) {
      Path test =
          BUILDS.resolve("libraries/src/test/java/dev/maxstorage/tools/" + tool + "Test.java");
      List<MatchResult> found = refusal.matcher(Files.readString(test)).results().toList();
      assertThat(found).hasSize(1);
      assertThat(Files.readString(PAGE).lines())
          .anyMatch(
              line ->
                  line.startsWith("| " + tool) && line.contains("`" + found.get(0).group(1) + "`"));
    }
  }
}

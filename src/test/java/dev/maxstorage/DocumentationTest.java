package dev.maxstorage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be checked of README.md and docs without running it. */
class DocumentationTest {
  private static final Path README = Path.of("README.md");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  /** Names of test classes and packages in the page on the wire. */
  private static final Pattern TEST = Pattern.compile("`([a-z.]+)\\.([A-Z][A-Za-z0-9]+Test)`");

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(README));
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }

  @Test
  void linksLeadToFiles() throws IOException {
    for (Path page : pages()) {
      Matcher links = LINK.matcher(Files.readString(page));
      while (links.find()) {
        String target = links.group(1);
        if (!target.contains(":")) {
          assertThat(page.resolveSibling(target)).as("%s in %s", target, page).exists();
        }
      }
    }
  }

  @Test
  void theIndexNamesEveryPage() throws IOException {
    Path docs = Path.of("docs");
    Path index = docs.resolve("index.md");
    String text = Files.readString(index);
    for (Path page : pages()) {
      if (page.startsWith(docs) && !page.equals(index)) {
        assertThat(text).contains("(" + docs.relativize(page).toString().replace('\\', '/') + ")");
      }
    }
  }

  @Test
  void theReadmesFirstTwoCommandsBuildAndTest() throws IOException {
    List<String> commands =
        SHELL.matcher(Files.readString(README)).results().map(m -> m.group(1).strip()).toList();
    assertThat(commands.get(0)).startsWith("mvn -B -q -DskipTests package && java -jar ");
    assertThat(commands.get(0)).contains("-embedded.jar demo");
    assertThat(commands.get(1)).isEqualTo("mvn -B verify");
  }

  @Test
  void testsNamedInThePageOnTheWireExist() throws IOException {
    String text = Files.readString(Path.of("docs/wire.md"));
    List<MatchResult> names = TEST.matcher(text).results().toList();
    assertThat(names).hasSizeGreaterThan(10);
    for (MatchResult name : names) {
      Path file =
          Path.of("src/test/java/dev/maxstorage")
              .resolve(name.group(1).replace('.', '/'))
              .resolve(name.group(2) + ".java");
      assertThat(file).exists();
    }
  }
}

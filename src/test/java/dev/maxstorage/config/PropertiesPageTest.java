package dev.maxstorage.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.config.ConnectionProperty.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the table in {@code docs/reference/properties.md} with the list of properties. */
class PropertiesPageTest {
  private static final Path PAGE = Path.of("docs/reference/properties.md");

  /** The table as the page must show it. */
  static String table() {
    List<String> lines = new ArrayList<>();
    lines.add("| name | also | default | values | meaning |");
    lines.add("|---|---|---|---|---|");
    for (ConnectionProperty<?> property : ConnectionProperties.all()) {
      String text = property.defaultText();
      lines.add(
          "| `%s` | %s | %s | %s | %s |"
              .formatted(
                  property.name(),
                  codes(property.aliases()),
                  text == null ? "" : "`" + text + "`",
                  property.secret() == Secret.YES ? "secret" : codes(property.choices()),
                  property.description().replace("|", "\\|")));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String codes(List<String> words) {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }

  @Test
  void thePageShowsAllPropertiesAsTheyAre() throws Exception {
    assertThat(Files.readString(PAGE)).contains(table());
  }
}

package dev.maxstorage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanarySearchTest {
  private static final String SECRET = "u:" + CanarySearch.CANARY + "Secret";

  @TempDir Path directory;

  @Test
  void secretsAreFoundWhereverTheyAre() throws Exception {
    try (CanarySearch search = new CanarySearch(directory)) {
      search.look("nothing", "harmless");
      assertThat(search.found()).isEmpty();
      search.look("text", SECRET);
      for (String before : new String[] {"", "a", "ab", "abc"}) {
        byte[] bytes = (before + SECRET).getBytes(StandardCharsets.UTF_8);
        search.look("base64", Base64.getEncoder().encodeToString(bytes));
      }
      search.look(new IOException("outer", new IllegalStateException(SECRET)));
      System.getLogger("dev.maxstorage.canary").log(System.Logger.Level.TRACE, SECRET);
      System.getLogger("elsewhere").log(System.Logger.Level.TRACE, "{0}", SECRET);
      Files.writeString(directory.resolve("file"), SECRET);
      assertThat(search.found()).hasSize(8);
      search.finish();
      assertThat(search.found())
          .hasSize(9)
          .anyMatch(line -> line.startsWith(directory.resolve("file").toString()));
    }
  }
}

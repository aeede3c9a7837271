package dev.maxstorage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
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
      search.finish();
      assertThat(search.found()).filteredOn(line -> line.startsWith("base64: ")).hasSize(4);
      for (String place :
          List.of(
              "text: ",
              "java.io.IOException: ",
              "log of dev.maxstorage.canary: ",
              "log of elsewhere: ",
              directory.resolve("file") + ": ")) {
        assertThat(search.found()).as(place).anyMatch(line -> line.startsWith(place));
      }
    }
  }
}

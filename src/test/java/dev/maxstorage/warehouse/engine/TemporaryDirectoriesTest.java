package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What killed processes leave is removed, and nothing else. */
class TemporaryDirectoriesTest {
  /** Above the highest process id of any system. */
  private static final long DEAD = 999_999_999_999L;

  @TempDir Path parent;

  private Path directory(long pid, String file) throws IOException {
    Path directory = Files.createDirectories(parent.resolve("maxstorage-" + pid + "-x"));
    Files.createDirectories(directory.resolve("blobs"));
    Files.writeString(directory.resolve("blobs/blob"), "x");
    Files.writeString(directory.resolve(file), Long.toString(pid));
    return directory;
  }

  @Test
  void theDirectoryOfADeadProcessIsRemoved() throws IOException {
    Path dead = directory(DEAD, "warehouse.lock");
    TemporaryDirectories.sweep(parent);
    assertThat(dead).doesNotExist();
  }

  @Test
  void whatMayBeInUseStays() throws IOException {
    Path alive = directory(ProcessHandle.current().pid(), "warehouse.lock");
    Path unclaimed = directory(DEAD, "another.file");
    Path foreign = Files.createDirectories(parent.resolve("maxstorage-notes"));
    TemporaryDirectories.sweep(parent);
    assertThat(alive).exists();
    assertThat(unclaimed).exists();
    assertThat(foreign).exists();
  }

  @Test
  void aHeldLockKeepsTheDirectoryWhateverItsName() throws IOException {
    Path held = directory(DEAD, "warehouse.lock");
    try (WarehouseLock lock = WarehouseLock.claim(held)) {
      TemporaryDirectories.sweep(parent);
      assertThat(held).exists();
    }
    TemporaryDirectories.sweep(parent);
    assertThat(held).doesNotExist();
  }

  @Test
  void theUnpackedLibraryIsGoneOnceItIsLoaded() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    assumeTrue(Files.isReadable(maps), "this system does not tell what is loaded");
    try (Warehouse warehouse = Warehouse.inMemory();
        Stream<String> lines = Files.lines(maps)) {
      assertThat(lines.filter(line -> line.contains("libduckdb_java")))
          .isNotEmpty()
          .allMatch(line -> line.endsWith(" (deleted)"));
    }
  }

  @Test
  @Tag("long")
  void aQueryThatRunsAwayEndsBeforeTheDiskIsFull() {
    try (Warehouse warehouse = Warehouse.inMemory(16L << 20)) {
      warehouse.run("create table hundred as select explode(sequence(1, 100)) as id");
      assertThatThrownBy(
              () ->
                  warehouse.query(
                      "select a.id, repeat('abcdefghij', 20) || a.id || b.id || c.id || d.id"
                          + " from hundred a cross join hundred b cross join hundred c"
                          + " cross join hundred d"))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("needs more memory and temporary space than this warehouse has");
      assertThat(warehouse.query("select count(*) from hundred")).hasSize(1);
    }
  }
}

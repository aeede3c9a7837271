package dev.maxstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.maxstorage.warehouse.WarehouseCredentials;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  @TempDir private Path directory;

  @Test
  void aDirectoryKeepsItsPair() throws Exception {
    Path warehouse = directory.resolve("wh");
    WarehouseCredentials first = KeyFile.in(warehouse).credentials();
    assertThat(KeyFile.in(warehouse).credentials()).isEqualTo(first);
    assertThat(Files.readString(warehouse.resolve("credentials")))
        .isEqualTo("accessId=%s\naccessKey=%s\n".formatted(first.accessId(), first.accessKey()));
  }

  @Test
  void onlyTheOwnerMayReadTheFile() throws Exception {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "the file system has no POSIX rights");
    Path path = KeyFile.in(directory).path();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void aTemporaryFileIsDeletedOnClose() throws Exception {
    KeyFile keys = KeyFile.temporary();
    Path path = keys.path();
    assertThat(path).exists();
    keys.close();
    assertThat(path.getParent()).doesNotExist();
  }

  @Test
  void aFileWithoutAPairIsRefused() throws Exception {
    Files.writeString(directory.resolve("credentials"), "accessId=a\n");
    assertThatThrownBy(() -> KeyFile.in(directory))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("accessKey=");
  }
}

package dev.maxstorage.warehouse.engine;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Directories of this process in the system's folder for temporary files: {@code
 * maxstorage-PID-random}, each claimed by a {@link WarehouseLock}. What killed processes left there
 * is removed when a process makes its first.
 */
final class TemporaryDirectories {
  private static final Logger LOG = System.getLogger(TemporaryDirectories.class.getName());
  private static final Pattern NAME = Pattern.compile("maxstorage-(\\d{1,18})-.*");
  private static final AtomicBoolean SWEPT = new AtomicBoolean();

  private TemporaryDirectories() {}

  /** Makes a directory; whoever wants it should claim it at once and delete it in the end. */
  static Path make() throws IOException {
    Path made = Files.createTempDirectory("maxstorage-" + ProcessHandle.current().pid() + "-");
    if (SWEPT.compareAndSet(false, true)) {
      Path parent = made.getParent();
      if (parent != null) {
        sweep(parent);
      }
    }
    return made;
  }

  /**
   * Removes directories of this user whose process is dead and whose lock nobody holds; the lock
   * tells for processes that cannot be seen from here, as in another container.
   */
  static void sweep(Path parent) {
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, "maxstorage-*")) {
      for (Path directory : directories) {
        Matcher name = NAME.matcher(String.valueOf(directory.getFileName()));
        if (name.matches() && isDead(Long.parseLong(name.group(1)))) {
          remove(directory);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Temporary directories in " + parent + " could not be listed", e);
    }
  }

  private static boolean isDead(long pid) {
    return ProcessHandle.of(pid).map(process -> !process.isAlive()).orElse(true);
  }

  private static void remove(Path directory) {
    try {
      boolean ours =
          Files.isDirectory(directory)
              && Files.getOwner(directory).getName().equals(System.getProperty("user.name"));
      if (ours && WarehouseLock.isFree(directory)) {
        OpenWarehouse.delete(directory);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Left " + directory + " where it is", e);
    }
  }
}

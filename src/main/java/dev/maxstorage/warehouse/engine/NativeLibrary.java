package dev.maxstorage.warehouse.engine;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * The copy of DuckDB's library, 70 MB, that DuckDB unpacks into the folder for temporary files and
 * that a killed process would leave there. Where the system tells which file it is, it is removed
 * as soon as it is loaded: what is loaded stays usable.
 */
final class NativeLibrary {
  private static final Logger LOG = System.getLogger(NativeLibrary.class.getName());
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final Pattern NAME = Pattern.compile("libduckdb_java\\d+\\.so");
  private static final AtomicBoolean REMOVED = new AtomicBoolean();

  private NativeLibrary() {}

  /** Removes the file of this process; to be called once DuckDB is loaded. */
  static void removeFile() {
    if (!Files.isReadable(MAPS) || !REMOVED.compareAndSet(false, true)) {
      return;
    }
    try {
      List<Path> files =
          Files.readAllLines(MAPS).stream()
              .filter(line -> line.contains("/"))
              .map(line -> Path.of(line.substring(line.indexOf('/'))))
              .filter(file -> NAME.matcher(String.valueOf(file.getFileName())).matches())
              .distinct()
              .toList();
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The unpacked library of DuckDB stays until the process ends", e);
    }
  }
}

package dev.maxstorage.jdbc;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Closes several things. */
final class Closing {
  private Closing() {}

  /** Closes all, also if one fails; then throws the first failure with the others suppressed. */
  static void all(Iterable<? extends Closeable> open) throws IOException {
    @Nullable IOException failure = null;
    for (Closeable each : open) {
      try {
        each.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}

package dev.maxstorage.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of trusted certificates.
 *
 * @param password of a key store, or null; never printed
 */
public record TrustStoreFile(Path path, @Nullable String password) {

  /** The path; not the password. */
  @Override
  public String toString() {
    return "TrustStoreFile[" + path + "]";
  }
}

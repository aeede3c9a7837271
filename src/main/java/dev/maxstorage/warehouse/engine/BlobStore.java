package dev.maxstorage.warehouse.engine;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Blobs by reference. A blob belongs to the session that wrote it until a commit makes rows visible
 * that refer to it; then it stays as long as such rows. Thread-safe.
 */
public final class BlobStore {
  /**
   * Begins a blob.
   *
   * @param contentType null if unknown
   * @param fileName null if unknown
   * @param sessionId of the write session, as given to {@link CommitRequest} later
   */
  public BlobWriter create(
      @Nullable String contentType, @Nullable String fileName, String sessionId)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The blob of this reference, to be closed; null if there is none. */
  public @Nullable BlobFile open(String reference) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Removes the session's blobs that no commit has kept. */
  public void delete(String sessionId) throws IOException {
    throw new UnsupportedOperationException();
  }
}

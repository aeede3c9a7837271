package dev.maxstorage.blob;

import dev.maxstorage.wire.Target;
import org.jspecify.annotations.Nullable;

/**
 * The write stream whose rows will refer to uploaded blobs.
 *
 * @param routeToken of the write session, or null
 */
public record BlobTarget(
    Target.Table table,
    String sessionId,
    String streamId,
    long streamVersion,
    @Nullable String routeToken) {

  /** Without the route token. */
  @Override
  public String toString() {
    return "BlobTarget[" + table.text() + ", " + sessionId + ", " + streamId + "]";
  }
}

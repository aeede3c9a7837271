package dev.maxstorage.wire;

import java.util.List;

/**
 * Body of {@code BlobRead}: at least one reference; the number decides the framing of the answer.
 * Source: Storage API document, 9.5 and 9.7.
 */
public record BlobReadRequest(List<String> blobReferences) {
  public BlobReadRequest {
    blobReferences = List.copyOf(blobReferences);
  }
}

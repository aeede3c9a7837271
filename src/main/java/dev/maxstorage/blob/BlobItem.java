package dev.maxstorage.blob;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one blob of a batch upload.
 *
 * @param columnId id of the BLOB node in the schema of the write stream
 * @param partitionValues {@code k=v} items of the row's partition; empty if there are none
 * @param mimeType or null
 * @param fileName or null; sent from version 3 of the Storage API on
 */
public record BlobItem(
    long columnId,
    List<String> partitionValues,
    @Nullable String mimeType,
    @Nullable String fileName) {
  public BlobItem {
    partitionValues = List.copyOf(partitionValues);
  }
}

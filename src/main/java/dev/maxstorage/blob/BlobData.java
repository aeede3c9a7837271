package dev.maxstorage.blob;

import org.jspecify.annotations.Nullable;

/**
 * A whole blob in memory.
 *
 * @param bytes not copied
 * @param mimeType or null if the answer tells none
 * @param fileName or null if the answer tells none
 */
public record BlobData(byte[] bytes, @Nullable String mimeType, @Nullable String fileName) {

  /** Number of bytes and MIME type. */
  @Override
  public String toString() {
    return "BlobData[" + bytes.length + " bytes, " + mimeType + "]";
  }
}

package dev.maxstorage.blob;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Blobs in the order in which they were asked for, each one whole in memory. {@link
 * BlobStreamReader} gives them as streams.
 *
 * <p>An empty blob is an empty array, never left out. Closing drops what was not read. Threads: one
 * at a time.
 */
public final class BlobDataIterator implements Closeable {
  private final @Nullable BlobStreamReader reader;
  private final long maxBlobBytes;

  /**
   * Blobs of a reader.
   *
   * @param reader closed with this iterator; null for no blobs
   * @param maxBlobBytes larger blobs are refused, at most {@code Integer.MAX_VALUE - 8}
   */
  BlobDataIterator(@Nullable BlobStreamReader reader, long maxBlobBytes) {
    this.reader = reader;
    this.maxBlobBytes = maxBlobBytes;
  }

  /**
   * The next blob, or null after the last.
   *
   * @throws IOException if it cannot be read, is corrupt, or is larger than the limit
   */
  public @Nullable BlobData next() throws IOException {
    if (reader == null || reader.next() == null) {
      return null;
    }
    if (reader.length() > maxBlobBytes) {
      throw tooLarge(reader.length() + " bytes");
    }
    byte[] bytes = reader.readNBytes((int) maxBlobBytes);
    if (bytes.length == maxBlobBytes && reader.read() >= 0) {
      throw tooLarge("more than " + maxBlobBytes + " bytes");
    }
    return new BlobData(bytes, reader.mimeType(), reader.fileName());
  }

  private IOException tooLarge(String size) {
    return new IOException(
        "The blob has " + size + ", the limit is " + maxBlobBytes + "; read it as a stream");
  }

  /** The request id, or null if there was no request or the server named none. */
  public @Nullable String requestId() {
    return reader == null ? null : reader.requestId();
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}

package dev.maxstorage.blob;

import dev.maxstorage.wire.CorruptStreamException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Blobs that were fetched together and wait in memory, by row. Filled by one thread. */
final class BlobWindow {
  /** No blobs. */
  static final BlobWindow EMPTY = new BlobWindow(0);

  private final Map<Long, BlobData> blobs = new HashMap<>();
  private final long maxBytes;
  private long bytes;
  private boolean full;

  BlobWindow(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The blob of a row, or null if it does not wait here. */
  @Nullable BlobData blob(long row) {
    return blobs.get(row);
  }

  boolean isEmpty() {
    return blobs.isEmpty();
  }

  int size() {
    return blobs.size();
  }

  /**
   * Reads the reader's current blob, unless it does not fit.
   *
   * @return false if it does not fit; the reader still stands at its first byte
   */
  boolean take(long row, BlobStreamReader reader) throws IOException {
    long length = reader.length();
    if (length > maxBytes - bytes || length > Integer.MAX_VALUE - 8) {
      full = true;
      return false;
    }
    byte[] content = new byte[(int) length];
    if (reader.readNBytes(content, 0, content.length) < length || reader.read() >= 0) {
      throw new CorruptStreamException(0, "the blob has not the " + length + " bytes announced");
    }
    blobs.put(row, new BlobData(content, reader.mimeType(), reader.fileName()));
    bytes += length;
    return true;
  }

  /** How many blobs the next window may ask for, if it is twice as wide and they are like these. */
  int suggestedWidth(int width) {
    if (full) {
      return Math.max(2, size());
    }
    long fitting = bytes == 0 ? Integer.MAX_VALUE : maxBytes * size() / bytes * 9 / 10;
    return (int) Math.max(2, Math.min(2L * width, fitting));
  }
}

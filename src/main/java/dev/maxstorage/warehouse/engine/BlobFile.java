package dev.maxstorage.warehouse.engine;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stored blob, open for reading.
 *
 * @param content from the first byte; closed by {@link #close()}
 * @param length in bytes
 * @param contentType empty if none was given
 * @param fileName empty if none was given
 */
public record BlobFile(InputStream content, long length, String contentType, String fileName)
    implements Closeable {
  @Override
  public void close() throws IOException {
    content.close();
  }
}

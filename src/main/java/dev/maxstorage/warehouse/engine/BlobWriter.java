package dev.maxstorage.warehouse.engine;

import java.io.IOException;
import java.io.OutputStream;

/** Takes a blob's bytes. Closing before {@link #finish} drops the blob. Not thread-safe. */
public final class BlobWriter extends OutputStream {
  @Override
  public void write(int b) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes the blob durable and gives its reference: printable ASCII, at least 8 characters. Closes
   * the writer.
   */
  public String finish() throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}

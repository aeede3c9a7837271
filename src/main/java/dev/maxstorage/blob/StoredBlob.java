package dev.maxstorage.blob;

import java.io.IOException;
import java.io.InputStream;

/**
 * A blob that the server has: nothing is sent before a method is called, and each may be called any
 * number of times. Get one from {@link BlobClient#stored} or {@link BlobSequence#at}.
 */
public interface StoredBlob {

  /**
   * The bytes from the first one on. Whoever calls closes the stream, whose reads fail with an
   * {@code IOException} where bytes are missing or altered.
   */
  InputStream open() throws IOException;

  /** Length, MIME type and file name, without the bytes. */
  BlobHead head() throws IOException;
}

package dev.maxstorage.blob;

import dev.maxstorage.transport.Upload;
import dev.maxstorage.transport.WireResponse;
import dev.maxstorage.wire.BlobChecksum;
import dev.maxstorage.wire.BlobFrameHeader;
import dev.maxstorage.wire.BlobFrameWriter;
import dev.maxstorage.wire.WriteBlobResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The upload of several blobs in one request. Each frame carries a checksum, which the server
 * checks; it takes all blobs or none.
 *
 * <p>Closing before {@link #finish} breaks the request, and the server stores nothing. Threads: one
 * at a time. Source: Storage API document, 9.3 and 9.4.
 */
public final class BlobBatchWriter implements Closeable {
  /** Most blobs of one request. Storage API document, chapter 10. */
  public static final int MOST_BLOBS = 1000;

  private static final Logger LOG = System.getLogger(BlobBatchWriter.class.getName());

  private final Upload upload;
  private final BlobFrameWriter frames;
  private final boolean namesFiles;
  private int blobs;

  BlobBatchWriter(Upload upload, boolean namesFiles) {
    this.upload = upload;
    this.frames = new BlobFrameWriter(upload.body());
    this.namesFiles = namesFiles;
  }

  /**
   * Sends one blob.
   *
   * @param length bytes that {@code data} must deliver
   * @param data read to its end, not closed
   * @throws IOException if the request broke, or {@code data} failed or has another length; the
   *     writer must be closed then
   */
  public void add(BlobItem item, long length, InputStream data, BlobChecksum checksum)
      throws IOException {
    if (blobs == MOST_BLOBS) {
      throw new IllegalStateException("A batch has at most " + MOST_BLOBS + " blobs");
    }
    frames.write(
        BlobFrameHeader.upload(
            item.partitionValues(),
            item.columnId(),
            item.mimeType(),
            namesFiles ? item.fileName() : null),
        length,
        data,
        checksum);
    blobs++;
  }

  /**
   * Ends the batch and waits for the references.
   *
   * @return the bytes for the cells, one for each blob, in order
   */
  public List<byte[]> finish() throws IOException {
    WireResponse response = upload.finish();
    WriteBlobResponse answer = response.json(WriteBlobResponse.class);
    if (!answer.warningMessage().isEmpty()) {
      LOG.log(Level.WARNING, () -> "TableWriteBlob: " + answer.warningMessage());
    }
    List<String> references = answer.blobReferences();
    int answered = references == null ? 0 : references.size();
    if (references == null || answered != blobs) {
      throw new IOException(
          "The answer to a batch of "
              + blobs
              + " blobs has "
              + answered
              + " references (request id "
              + response.requestId()
              + ")");
    }
    List<byte[]> decoded = new ArrayList<>(answered);
    for (String reference : references) {
      decoded.add(decode(reference, response.requestId()));
    }
    return decoded;
  }

  private static byte[] decode(String reference, @Nullable String requestId) throws IOException {
    try {
      byte[] bytes = Base64.getDecoder().decode(reference);
      if (bytes.length > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "The answer to a batch of blobs has a reference that is no base64 (request id "
              + requestId
              + ")",
          e);
    }
    throw new IOException(
        "The answer to a batch of blobs has an empty reference (request id " + requestId + ")");
  }

  /** Breaks the request unless its answer is there. Idempotent. */
  @Override
  public void close() {
    upload.close();
  }
}

package dev.maxstorage.blob;

import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.Upload;
import dev.maxstorage.transport.WireResponse;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.WriteBlobResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The upload of one blob, pushed by the caller; never held whole in memory.
 *
 * <p>The MD5 of the bytes written is compared with the server's. Closing before {@link #finish()}
 * breaks the request, and the server stores nothing. Threads: one at a time. Source: Storage API
 * document, 9.2.
 */
public final class BlobStreamWriter extends OutputStream {
  private static final Logger LOG = System.getLogger(BlobStreamWriter.class.getName());

  private final Upload upload;
  private final OutputStream encoded;
  private final MessageDigest md5 = md5();
  private BlobStatus status = BlobStatus.RUNNING;
  private long size;
  private @Nullable UploadedBlob result;
  private @Nullable String requestId;

  BlobStreamWriter(Upload upload, Compression compression) throws IOException {
    this.upload = upload;
    try {
      this.encoded = compression.encode(upload.body());
    } catch (IOException | RuntimeException e) {
      upload.close();
      throw e;
    }
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java platform has no MD5", e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    checkRunning();
    try {
      encoded.write(bytes, offset, length);
    } catch (IOException e) {
      throw broken(e);
    }
    md5.update(bytes, offset, length);
    size += length;
  }

  /**
   * Ends the blob and waits for its reference. A second call gives the same one.
   *
   * @throws BlobChecksumException if the server has other bytes; the reference must not be used
   * @throws ServiceException if the server refuses the blob
   */
  public UploadedBlob finish() throws IOException {
    if (result != null) {
      return result;
    }
    checkRunning();
    try {
      encoded.close(); // ends the frame of the codec; the upload's own body ignores it
      WireResponse response = upload.finish();
      requestId = response.requestId();
      result = check(response.json(WriteBlobResponse.class));
      status = BlobStatus.OK;
      return result;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private UploadedBlob check(WriteBlobResponse answer) throws IOException {
    if (!answer.warningMessage().isEmpty()) {
      LOG.log(Level.WARNING, () -> "TableWriteBlob: " + answer.warningMessage());
    }
    String sent = HexFormat.of().formatHex(md5.digest());
    String stored = answer.md5Value();
    if (stored != null && !stored.isEmpty() && !stored.equalsIgnoreCase(sent)) {
      throw new BlobChecksumException(size, sent, stored, requestId);
    }
    String reference = answer.blobReference();
    if (reference == null || reference.isEmpty()) {
      throw new IOException(
          "The answer to a blob upload has no reference (request id " + requestId + ")");
    }
    try {
      return new UploadedBlob(Base64.getDecoder().decode(reference), size);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "The answer to a blob upload has a reference that is no base64 (request id "
              + requestId
              + ")",
          e);
    }
  }

  private IOException broken(IOException failure) {
    status = BlobStatus.BROKEN;
    if (failure instanceof ServiceException refusal) {
      requestId = refusal.requestId();
    }
    release();
    return failure;
  }

  private void checkRunning() throws IOException {
    if (status != BlobStatus.RUNNING) {
      throw new IOException(
          "The blob writer is " + (status == BlobStatus.OK ? "finished" : "broken"));
    }
  }

  /** Whether bytes can still be written. */
  public boolean isWritable() {
    return status == BlobStatus.RUNNING;
  }

  /** How far the upload has come. */
  public BlobStatus status() {
    return status;
  }

  /** The request id, after the answer; null before it, or if the server named none. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** Breaks the upload unless it was finished. Idempotent. */
  @Override
  public void close() {
    if (status == BlobStatus.RUNNING) {
      status = BlobStatus.BROKEN;
      release();
    }
  }

  /** First the request, so that what the codec writes at its end does not look like the end. */
  private void release() {
    upload.close();
    try {
      encoded.close();
    } catch (IOException e) {
      LOG.log(Level.TRACE, () -> "closing a broken blob upload: " + e.getMessage());
    }
  }
}

package dev.maxstorage.blob;

import dev.maxstorage.transport.CancelledException;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.wire.CorruptStreamException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One blob as a stream that survives broken connections.
 *
 * <p>{@code BlobRead} knows no offset, so a broken download is asked for again from its start; the
 * bytes that were given already are skipped and must be the same ones. The whole stream may break
 * as often as a request may be repeated; bytes that are altered or missing are asked for once more
 * only. Threads: one at a time. Source: Storage API document, 9.5.
 */
final class BlobDownload extends InputStream {
  private static final int SKIP_BYTES = 64 * 1024;

  private final BlobClient client;
  private final byte[] reference;
  private final long expectedLength;
  private final CRC32C given = new CRC32C();
  private @Nullable BlobStreamReader reader;
  private long position;
  private int failures;
  private boolean wasAltered;
  private boolean ended;
  private boolean closed;

  private BlobDownload(
      BlobClient client, byte[] reference, long expectedLength, @Nullable BlobStreamReader reader) {
    this.client = client;
    this.reference = reference;
    this.expectedLength = expectedLength;
    this.reader = reader;
  }

  /**
   * Asks for a blob.
   *
   * @param expectedLength bytes that it must have, or {@link BlobStreamReader#UNKNOWN_LENGTH}
   */
  static BlobDownload open(BlobClient client, byte[] reference, long expectedLength)
      throws IOException {
    BlobDownload download = new BlobDownload(client, reference, expectedLength, null);
    while (download.reader == null) {
      try {
        download.reopen();
      } catch (IOException e) {
        download.recover(e);
      }
    }
    return download;
  }

  /**
   * Goes on with an answer that was opened already.
   *
   * @param reader at the first byte of the blob; closed with the download
   */
  static BlobDownload of(BlobClient client, byte[] reference, BlobStreamReader reader) {
    return new BlobDownload(client, reference, reader.length(), reader);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("The stream of the blob is closed");
    }
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      try {
        BlobStreamReader open = reader;
        if (open == null) {
          open = reopen();
        }
        int read = open.read(buffer, offset, length);
        if (read >= 0) {
          given.update(buffer, offset, read);
          position += read;
          return read;
        }
        checkLength();
        ended = true;
        closeReader();
      } catch (IOException e) {
        recover(e);
      }
    }
    return -1;
  }

  @Override
  public int available() throws IOException {
    return reader == null || closed ? 0 : reader.available();
  }

  private void checkLength() throws CorruptStreamException {
    if (expectedLength != BlobStreamReader.UNKNOWN_LENGTH && position != expectedLength) {
      throw new CorruptStreamException(
          position, "the blob ended after " + position + " of " + expectedLength + " bytes");
    }
  }

  /** A new answer, read up to where the one before broke. */
  private BlobStreamReader reopen() throws IOException {
    BlobStreamReader opened = client.open(reference);
    reader = opened;
    CRC32C again = new CRC32C();
    byte[] skipped = new byte[(int) Math.min(SKIP_BYTES, position)];
    for (long left = position; left > 0; ) {
      int read = opened.read(skipped, 0, (int) Math.min(skipped.length, left));
      if (read < 0) {
        throw new CorruptStreamException(
            position - left, "the blob is shorter than it was, " + (position - left) + " bytes");
      }
      again.update(skipped, 0, read);
      left -= read;
    }
    if (again.getValue() != given.getValue()) {
      throw new CorruptStreamException(
          position, "the blob has other bytes than it had when its download began");
    }
    return opened;
  }

  /** Makes room for another attempt, or fails. */
  private void recover(IOException failure) throws IOException {
    try {
      closeReader();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    boolean hopeless =
        closed
            || failure instanceof ServiceException
            || failure instanceof CancelledException
            || failure instanceof InterruptedIOException;
    boolean altered = failure instanceof CorruptStreamException;
    if (hopeless || failures >= client.retries() || (altered && wasAltered)) {
      throw failure;
    }
    wasAltered |= altered;
    failures++;
    client.pauseBeforeRetry(failures, position, failure);
  }

  private void closeReader() throws IOException {
    BlobStreamReader closing = reader;
    reader = null;
    if (closing != null) {
      closing.close();
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      closeReader();
    }
  }
}

package dev.maxstorage.blob;

import dev.maxstorage.transport.StreamingResponse;
import dev.maxstorage.wire.BlobBodies;
import dev.maxstorage.wire.BlobFrameHeader;
import dev.maxstorage.wire.BlobFrameReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The payload of one blob after another, as the bytes of one stream each.
 *
 * <p>A request for one reference is answered with bare bytes, without length and MIME type; a
 * request for several with frames that have both. The reader begins in front of the first blob;
 * {@link #next} moves on and drops what was left unread. Every byte has passed the CRC check.
 * Closing drops the connection unless all was read. Threads: one at a time. Source: Storage API
 * document, 9.5 to 9.9.
 */
public final class BlobStreamReader extends InputStream {
  /** Length of a blob whose answer does not tell it. */
  public static final long UNKNOWN_LENGTH = -1;

  private final StreamingResponse response;
  private final boolean namesFiles;
  private final InputStream payload;
  private final @Nullable BlobFrameReader frames;
  private InputStream current = InputStream.nullInputStream();
  private @Nullable BlobFrameHeader header;
  private boolean started;
  private boolean finished;
  private boolean closed;

  BlobStreamReader(StreamingResponse response, int references, boolean namesFiles)
      throws IOException {
    this.response = response;
    this.namesFiles = namesFiles;
    try {
      this.payload =
          BlobBodies.decode(response.body(), response.header("Content-Encoding"), references);
      this.frames = references > 1 ? BlobFrameReader.ofDownload(payload, references) : null;
    } catch (IOException | RuntimeException e) {
      response.close();
      throw e;
    }
  }

  /**
   * Moves to the next blob; the first call moves to the first one.
   *
   * @return this reader, or null after the last blob
   * @throws IOException if the rest of the blob before cannot be read, or the answer is corrupt
   */
  public @Nullable BlobStreamReader next() throws IOException {
    checkOpen();
    if (frames != null) {
      header = frames.next();
      finished = header == null;
      current = finished ? InputStream.nullInputStream() : frames.data();
    } else {
      if (started) {
        payload.transferTo(OutputStream.nullOutputStream());
      }
      finished = started;
      current = finished ? InputStream.nullInputStream() : payload;
    }
    started = true;
    return finished ? null : this;
  }

  /** The MIME type of the current blob, or null if the answer tells none. */
  public @Nullable String mimeType() {
    return header == null ? null : header.contentType();
  }

  /** The file name of the current blob, or null if the answer tells none. */
  public @Nullable String fileName() {
    return header == null || !namesFiles ? null : header.customFileName();
  }

  /** Bytes of the current blob, or {@link #UNKNOWN_LENGTH} if the answer does not tell. */
  public long length() {
    return frames == null || header == null ? UNKNOWN_LENGTH : frames.dataLength();
  }

  /** The request id, or null if the server named none. */
  public @Nullable String requestId() {
    return response.requestId();
  }

  @Override
  public int read() throws IOException {
    checkOpen();
    return current.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    checkOpen();
    return current.read(buffer, offset, length);
  }

  @Override
  public int available() throws IOException {
    return closed ? 0 : current.available();
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("The blob reader is closed");
    }
  }

  /** Drops what was not read. If all of a framed blob was read, its footer is checked first. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try (response) {
        if (frames != null) {
          frames.close();
        } else {
          payload.close();
        }
      }
    }
  }
}

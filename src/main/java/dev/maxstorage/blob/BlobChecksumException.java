package dev.maxstorage.blob;

import dev.maxstorage.wire.CorruptStreamException;
import org.jspecify.annotations.Nullable;

/** The server's checksum of an uploaded blob is not that of the bytes sent. */
public final class BlobChecksumException extends CorruptStreamException {
  private static final long serialVersionUID = 1L;

  BlobChecksumException(long size, String sent, String stored, @Nullable String requestId) {
    super(
        size,
        "The blob arrived altered: the server has MD5 "
            + stored
            + ", sent was MD5 "
            + sent
            + ", request id "
            + requestId);
  }
}

package dev.maxstorage.blob;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The server's checksum of an uploaded blob is not that of the bytes sent. */
public final class BlobChecksumException extends IOException {
  private static final long serialVersionUID = 1L;

  BlobChecksumException(String sent, String stored, @Nullable String requestId) {
    super(
        "The blob arrived altered: MD5 "
            + stored
            + ", sent were bytes with MD5 "
            + sent
            + " (request id "
            + requestId
            + ")");
  }
}

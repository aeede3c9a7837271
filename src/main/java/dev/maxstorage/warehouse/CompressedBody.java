package dev.maxstorage.warehouse;

import dev.maxstorage.wire.Compression;
import java.io.IOException;
import java.io.OutputStream;

/** A body that is compressed as a whole. */
record CompressedBody(Response.Stream body, Compression compression) implements Response.Stream {
  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (OutputStream compressed = compression.encode(out)) {
      body.writeTo(compressed);
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}

package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.BlobFile;
import dev.maxstorage.warehouse.engine.BlobStore;
import dev.maxstorage.wire.BlobBodies;
import dev.maxstorage.wire.BlobChecksum;
import dev.maxstorage.wire.BlobFrameHeader;
import dev.maxstorage.wire.BlobFrameWriter;
import dev.maxstorage.wire.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code BlobRead}: one blob as it is, several as frames; compressed if asked for, in
 * CRC blocks always. Source: Storage API document, 9.6 and 9.7.
 */
final class BlobBody implements Response.Stream {
  private final BlobStore blobs;
  private final List<String> references;
  private final Compression compression;
  private final TestSwitches.BlobLayers layers;

  /**
   * Prepares the body; blobs are opened when their turn comes.
   *
   * @param references that exist
   */
  BlobBody(
      BlobStore blobs,
      List<String> references,
      Compression compression,
      TestSwitches.BlobLayers layers) {
    this.blobs = blobs;
    this.references = references;
    this.compression = compression;
    this.layers = layers;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (OutputStream payload = layered(out)) {
      BlobFrameWriter frames = new BlobFrameWriter(payload);
      for (String reference : references) {
        try (BlobFile blob = GeneratedBytes.in(blobs.open(reference))) {
          if (blob == null) {
            throw new IOException("Blob " + reference + " has been removed");
          }
          if (references.size() == 1) {
            blob.content().transferTo(payload);
          } else {
            frames.write(
                BlobFrameHeader.download(
                    nullIfEmpty(blob.contentType()), nullIfEmpty(blob.fileName())),
                blob.length(),
                blob.content(),
                BlobChecksum.ABSENT);
          }
        }
      }
    }
  }

  private OutputStream layered(OutputStream out) throws IOException {
    return switch (layers) {
      case CRC_OUTERMOST -> BlobBodies.encode(out, compression);
      case CRC_INNERMOST -> BlobBodies.encode(compression.encode(out), Compression.NONE);
    };
  }

  private static @Nullable String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}

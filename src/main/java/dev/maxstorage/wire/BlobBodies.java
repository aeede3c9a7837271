package dev.maxstorage.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a {@code BlobRead} answer: payload, codec, CRC blocks. Source: Storage API
 * document, 9.6 and 9.8.
 */
public final class BlobBodies {
  private static final int FIRST_BLOCK_BYTES =
      Crc32cInputStream.BLOCK_BYTES + Crc32cInputStream.CRC_BYTES;

  private BlobBodies() {}

  /**
   * Takes the layers off an answer. Waits for its first block, which tells whether the CRC blocks
   * or the compression are outermost (an old order of layers, kept readable).
   *
   * @param body closed with the stream returned; stays open if this fails
   * @param contentEncoding of the answer, never what was asked for
   * @param references in the request, at least 1
   * @return the payload: the bare blob for one reference, frames for several (see {@link
   *     BlobFrameReader}); reads fail with {@link CorruptStreamException} where the answer is
   *     broken
   * @throws IOException if the encoding is unknown, or a framed answer is empty
   */
  public static InputStream decode(
      InputStream body, @Nullable String contentEncoding, int references) throws IOException {
    if (references < 1) {
      throw new IllegalArgumentException(references + " references: expected at least one");
    }
    Compression compression;
    try {
      compression = Compression.fromToken(contentEncoding);
    } catch (IllegalArgumentException e) {
      throw new IOException("unreadable Content-Encoding of a blob: " + e.getMessage(), e);
    }
    byte[] first = new byte[FIRST_BLOCK_BYTES];
    int read = body.readNBytes(first, 0, first.length);
    if (read == 0) {
      if (references > 1) {
        throw new CorruptStreamException(
            0, "truncated: an empty answer for " + references + " blobs");
      }
      return body;
    }
    PushbackInputStream whole = new PushbackInputStream(body, first.length);
    whole.unread(first, 0, read);
    if (compression == Compression.NONE || startsWithCrcBlock(first, read)) {
      return compression.decode(new Crc32cInputStream(whole));
    }
    return new Crc32cInputStream(compression.decode(whole));
  }

  /**
   * Puts the layers on an answer: what is written to the stream returned is compressed, then cut
   * into CRC blocks. Closing it ends both layers and closes {@code body}: who fails before the
   * payload is complete must break the connection instead, or the client takes what it got for all.
   */
  public static OutputStream encode(OutputStream body, Compression compression) throws IOException {
    return compression.encode(new Crc32cOutputStream(body));
  }

  private static boolean startsWithCrcBlock(byte[] first, int length) {
    return length > Crc32cInputStream.CRC_BYTES
        && Crc32cInputStream.crcMatches(new CRC32C(), first, length);
  }
}

package dev.maxstorage.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Writes blob frames one after the other, for batch uploads and for downloads of several blobs.
 * Does not close the stream. For one thread. Source: Storage API document, 9.4.
 */
public final class BlobFrameWriter {
  private static final int PIECE_BYTES = 64 * 1024;

  private final OutputStream out;
  private final byte[] word = new byte[8];
  private byte[] piece = new byte[0];

  /** Writes frames to {@code out}. */
  public BlobFrameWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes one frame.
   *
   * @param dataLength bytes that {@code data} must deliver
   * @param data read to its end, not closed
   * @throws IOException also if {@code data} delivers fewer or more bytes; what was written is no
   *     frame then, and the caller must break the request
   */
  public void write(
      BlobFrameHeader header, long dataLength, InputStream data, BlobChecksum checksum)
      throws IOException {
    if (dataLength < 0) {
      throw new IllegalArgumentException("data length " + dataLength);
    }
    writePart(header.json());
    writeLength(dataLength);
    BlobDigest digest =
        checksum == BlobChecksum.MD5 ? BlobDigest.crc32AndMd5() : BlobDigest.crc32();
    boolean isDigested = checksum == BlobChecksum.CRC32 || checksum == BlobChecksum.MD5;
    int pieceBytes = (int) Math.min(PIECE_BYTES, Math.max(dataLength, 1));
    if (piece.length < pieceBytes) {
      piece = new byte[pieceBytes];
    }
    long written = 0;
    for (int read; (read = data.read(piece)) >= 0; written += read) {
      if (read > dataLength - written) {
        throw new IOException("the blob has more than the " + dataLength + " bytes announced");
      }
      if (isDigested) {
        digest.update(piece, 0, read);
      }
      out.write(piece, 0, read);
    }
    if (written < dataLength) {
      throw new IOException(
          "the blob has " + written + " bytes instead of the " + dataLength + " announced");
    }
    writePart(digest.footer(checksum));
  }

  /** Writes one frame of bytes at hand. */
  public void write(BlobFrameHeader header, byte[] data, BlobChecksum checksum) throws IOException {
    write(header, data.length, new ByteArrayInputStream(data), checksum);
  }

  private void writePart(byte[] json) throws IOException {
    writeLength(json.length);
    out.write(json);
  }

  private void writeLength(long length) throws IOException {
    LittleEndian.putLong(word, 0, length);
    out.write(word);
  }
}

package dev.maxstorage.jdbc;

import dev.maxstorage.blob.BlobBatchWriter;
import dev.maxstorage.blob.BlobItem;
import dev.maxstorage.blob.BlobStreamWriter;
import dev.maxstorage.wire.BlobChecksum;
import dev.maxstorage.wire.Compression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * The blobs of a batch of rows on their way to the server. A small one waits in memory until there
 * are enough for one request; its cell has a placeholder so long, which {@link #resolve} replaces
 * by the reference. A large one is streamed at once, never whole in memory.
 *
 * <p><b>Threads:</b> one.
 */
final class BlobUploads {
  /** A blob of at most so many bytes waits for others. */
  private static final int SMALL_BYTES = 256 * 1024;

  /** So many bytes that wait are sent. */
  private static final long WAITING_BYTES = 8 << 20;

  private final BlobDestination.Opener destination;
  private final List<String> partitionValues;
  private final Compression compression;
  private final List<Waiting> waiting = new ArrayList<>();
  private final BlobPlaceholders placeholders = new BlobPlaceholders();
  private long waitingBytes;

  private record Waiting(BlobItem item, byte[] content) {}

  /**
   * Uploads that wait for their first blob.
   *
   * @param partitionValues {@code k=v} items that are known of the rows' partition
   * @param compression of blobs that are sent alone
   */
  BlobUploads(
      BlobDestination.Opener destination, List<String> partitionValues, Compression compression) {
    this.destination = destination;
    this.partitionValues = List.copyOf(partitionValues);
    this.compression = compression;
  }

  /**
   * Takes a blob, whose bytes are read before this returns.
   *
   * @param path of the BLOB node, beginning with the name of the column
   * @return what the cell must have: a reference or a placeholder
   */
  byte[] stage(String path, BlobSource source) throws SQLException {
    BlobDestination to = destination.open();
    if (path.indexOf('.') >= 0 && !to.client().writesNestedBlobs()) {
      throw SqlErrors.notSupported(
          "A blob inside another value, '" + path + "', before version 3 of the Storage API");
    }
    BlobItem item;
    try {
      item =
          new BlobItem(
              to.columnIds().applyAsLong(path),
              partitionValues,
              source.mimeType(),
              source.fileName());
    } catch (IllegalArgumentException e) {
      throw Failures.translate(e);
    }
    if (source.length() > SMALL_BYTES) {
      return sendAlone(to, item, path, source.bytes(), source);
    }
    byte[] start = ParameterStreams.start(source.bytes(), SMALL_BYTES + 1);
    if (start.length > SMALL_BYTES) {
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), source.bytes());
      return sendAlone(to, item, path, whole, source);
    }
    ParameterStreams.checkLength(start.length, source.length(), path);
    waiting.add(new Waiting(item, start));
    waitingBytes += start.length;
    byte[] placeholder = placeholders.next();
    if (waitingBytes >= WAITING_BYTES || waiting.size() == BlobBatchWriter.MOST_BLOBS) {
      flush(to);
    }
    return placeholder;
  }

  private byte[] sendAlone(
      BlobDestination to, BlobItem item, String path, InputStream bytes, BlobSource source)
      throws SQLException {
    try {
      return source.isDescribed()
          ? sendFrame(to, item, source.length(), bytes)
          : sendBare(to, item, path, bytes, source.length());
    } catch (IOException | RuntimeException e) {
      throw Failures.translate(e);
    }
  }

  /** A single upload, whose MD5 is compared; it has no place for a MIME type. */
  private byte[] sendBare(
      BlobDestination to, BlobItem item, String path, InputStream bytes, long length)
      throws IOException, SQLException {
    try (BlobStreamWriter upload =
        to.client().upload(to.target(), item.columnId(), partitionValues, compression)) {
      ParameterStreams.copy(bytes, length, upload, path);
      return upload.finish().reference();
    }
  }

  private static byte[] sendFrame(BlobDestination to, BlobItem item, long length, InputStream bytes)
      throws IOException {
    try (BlobBatchWriter batch = to.client().uploadBatch(to.target())) {
      batch.add(item, length, bytes, BlobChecksum.MD5);
      return batch.finish().get(0);
    }
  }

  private void flush(BlobDestination to) throws SQLException {
    try {
      placeholders.stored(waiting.size() == 1 ? List.of(sendOnly(to)) : sendWaiting(to));
    } catch (IOException | RuntimeException e) {
      throw Failures.translate(e);
    }
    waiting.clear();
    waitingBytes = 0;
  }

  private byte[] sendOnly(BlobDestination to) throws IOException, SQLException {
    Waiting only = waiting.get(0);
    InputStream bytes = new ByteArrayInputStream(only.content());
    boolean described = only.item().mimeType() != null || only.item().fileName() != null;
    return described
        ? sendFrame(to, only.item(), only.content().length, bytes)
        : sendBare(to, only.item(), "", bytes, only.content().length);
  }

  private List<byte[]> sendWaiting(BlobDestination to) throws IOException {
    try (BlobBatchWriter batch = to.client().uploadBatch(to.target())) {
      for (Waiting blob : waiting) {
        batch.add(
            blob.item(),
            blob.content().length,
            new ByteArrayInputStream(blob.content()),
            BlobChecksum.CRC32);
      }
      return batch.finish();
    }
  }

  /**
   * Sends what waits, and puts references in the place of placeholders.
   *
   * @param rows whose row count is set
   */
  void resolve(VectorSchemaRoot rows) throws SQLException {
    if (!waiting.isEmpty()) {
      flush(destination.open());
    }
    placeholders.replaceIn(rows);
  }

  /** Forgets what waits, and all placeholders. */
  void clear() {
    waiting.clear();
    waitingBytes = 0;
    placeholders.clear();
  }

  /** Takes a value for a BLOB place; refuses what is no content. */
  byte @Nullable [] stageValue(String path, Object value) throws SQLException {
    BlobSource source = BlobSource.of(value);
    if (source == null) {
      return null;
    }
    if (value instanceof InputStream) {
      return stage(path, source);
    }
    try (InputStream closing = source.bytes()) {
      return stage(path, source);
    } catch (IOException e) {
      throw Failures.translate(e);
    }
  }
}

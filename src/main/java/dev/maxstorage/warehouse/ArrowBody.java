package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.RowStream;
import dev.maxstorage.wire.ArrowStreamEncoder;
import dev.maxstorage.wire.Compression;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/**
 * Rows as one Arrow IPC stream. The first batch is loaded before the answer begins, so that a
 * failure there is an error answer; a later one breaks the answer off, without end marker.
 *
 * <p>Source: Storage API document, 4.6, 4.7 and 7.1.
 */
final class ArrowBody implements Response.Stream {
  private final RowStream rows;
  private final Compression compression;
  private final long maxBatchBytes;
  private boolean loaded;

  /**
   * Loads the first batch.
   *
   * @param rows closed with the body, and if this fails
   * @param compression of the buffers inside the batches
   * @param maxBatchBytes most uncompressed bytes a batch, 0 for no limit; one row is sent whole
   */
  ArrowBody(RowStream rows, Compression compression, long maxBatchBytes) {
    this.rows = rows;
    this.compression = compression;
    this.maxBatchBytes = maxBatchBytes;
    try {
      this.loaded = rows.next();
    } catch (RuntimeException e) {
      try {
        rows.close();
      } catch (RuntimeException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (ArrowStreamEncoder encoder = new ArrowStreamEncoder(out, rows.schema(), compression)) {
      boolean first = true;
      while (loaded) {
        write(encoder, rows.root());
        if (first) {
          out.flush();
          first = false;
        }
        loaded = rows.next();
      }
      encoder.end();
    }
  }

  private void write(ArrowStreamEncoder encoder, VectorSchemaRoot root) throws IOException {
    int count = root.getRowCount();
    if (count > 1 && maxBatchBytes > 0 && bytes(root) > maxBatchBytes) {
      try (VectorSchemaRoot head = root.slice(0, count / 2);
          VectorSchemaRoot tail = root.slice(count / 2, count - count / 2)) {
        write(encoder, head);
        write(encoder, tail);
      }
      return;
    }
    try (ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch()) {
      encoder.write(batch);
    }
  }

  private static long bytes(VectorSchemaRoot root) {
    return root.getFieldVectors().stream().mapToLong(vector -> vector.getBufferSize()).sum();
  }

  @Override
  public void close() {
    rows.close();
  }
}

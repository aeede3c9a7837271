package dev.maxstorage.jdbc;

import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.ColumnSetter;
import dev.maxstorage.types.ColumnSetters;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The vectors that rows are bound into: filled up to about 1 MiB, then unloaded and begun anew.
 *
 * <p><b>Closing:</b> frees them. <b>Threads:</b> one.
 */
final class InsertVectors implements AutoCloseable {
  private static final int MOST_ROWS = 65_536;
  private static final long MOST_BYTES = 1L << 20;

  /** Vectors are measured at least so often, in rows. */
  private static final int MEASURED_EVERY = 64;

  private final VectorSchemaRoot root;
  private final BlobUploads blobs;
  private final FieldVector[] vectors;
  private final ColumnSetter[] setters;
  private int nextMeasured = 1;

  InsertVectors(List<Column> columns, ZoneId zone, BufferAllocator allocator, BlobUploads blobs) {
    this.blobs = blobs;
    this.root = VectorSchemaRoot.create(ArrowTypes.schema(columns), allocator);
    this.vectors = root.getFieldVectors().toArray(FieldVector[]::new);
    this.setters = new ColumnSetter[vectors.length];
    try {
      for (int c = 0; c < vectors.length; c++) {
        setters[c] = ColumnSetters.bind(vectors[c], columns.get(c).type(), zone);
      }
    } catch (RuntimeException e) {
      root.close();
      throw e;
    }
  }

  Schema schema() {
    return root.getSchema();
  }

  ColumnSetter setter(int column) {
    return setters[column];
  }

  FieldVector vector(int column) {
    return vectors[column];
  }

  /** Whether rows should be unloaded, now that there are so many. */
  boolean isFull(int rows) {
    return rows >= nextMeasured && isFullIfMeasured(rows);
  }

  private boolean isFullIfMeasured(int rows) {
    long bytes = 0;
    for (FieldVector vector : vectors) {
      bytes += VectorSize.bytes(vector, rows);
    }
    nextMeasured = rows + MEASURED_EVERY;
    return bytes >= MOST_BYTES || rows >= MOST_ROWS;
  }

  /** Has the vectors measured after the row that is being bound: it has a long value. */
  void measureSoon() {
    nextMeasured = 1;
  }

  /**
   * Takes the rows out, with references in the place of blobs that waited; the batch is the
   * caller's, and the vectors are empty.
   */
  ArrowRecordBatch unload(int rows) throws SQLException {
    root.setRowCount(rows);
    blobs.resolve(root);
    ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch();
    clear();
    return batch;
  }

  /** The same, expecting about as many rows again. */
  ArrowRecordBatch unloadForMore(int rows) throws SQLException {
    ArrowRecordBatch batch = unload(rows);
    root.allocateNew();
    return batch;
  }

  void clear() {
    root.clear();
    nextMeasured = 1;
  }

  @Override
  public void close() {
    root.close();
  }
}

package dev.maxstorage.jdbc;

import dev.maxstorage.types.ColumnAccessor;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.util.TransferPair;
import org.jspecify.annotations.Nullable;

/** The rows of one range, kept; their buffers are shared with the batches they came in. */
final class LoadedRange implements Closeable {

  /**
   * The rows of one batch.
   *
   * @param first 0-based among the rows of the range that count
   * @param rows positions in the vectors of the rows that count, null if all of them do
   */
  record Part(
      VectorSchemaRoot root,
      ColumnAccessor[] accessors,
      int first,
      int count,
      int @Nullable [] rows) {

    int end() {
      return first + count;
    }

    /** The position in the vectors of a row of the range. */
    int row(int indexInRange) {
      int index = indexInRange - first;
      return rows == null ? index : rows[index];
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private int rowCount;
  private long bytes;

  private LoadedRange() {}

  /** Reads all batches, which stay the caller's. */
  static LoadedRange read(
      ResultBatches batches,
      BufferAllocator allocator,
      Function<VectorSchemaRoot, ColumnAccessor[]> binder)
      throws IOException {
    LoadedRange range = new LoadedRange();
    try {
      while (batches.next()) {
        range.add(batches, allocator, binder);
      }
      return range;
    } catch (IOException | RuntimeException e) {
      range.close();
      throw e;
    }
  }

  private void add(
      ResultBatches batches,
      BufferAllocator allocator,
      Function<VectorSchemaRoot, ColumnAccessor[]> binder) {
    VectorSchemaRoot root = shared(batches.root(), allocator);
    try {
      int count = batches.rowCount();
      int[] rows = count == root.getRowCount() ? null : new int[count];
      for (int i = 0; rows != null && i < count; i++) {
        rows[i] = batches.row(i);
      }
      for (FieldVector vector : root.getFieldVectors()) {
        bytes += vector.getBufferSize();
      }
      parts.add(new Part(root, binder.apply(root), rowCount, count, rows));
      rowCount += count;
    } catch (RuntimeException e) {
      root.close();
      throw e;
    }
  }

  /** Vectors over the same buffers, which live as long as either. */
  private static VectorSchemaRoot shared(VectorSchemaRoot root, BufferAllocator allocator) {
    List<FieldVector> vectors = new ArrayList<>();
    try {
      for (FieldVector vector : root.getFieldVectors()) {
        TransferPair pair = vector.getTransferPair(allocator);
        vectors.add((FieldVector) pair.getTo());
        pair.splitAndTransfer(0, root.getRowCount());
      }
      return new VectorSchemaRoot(root.getSchema(), vectors, root.getRowCount());
    } catch (RuntimeException e) {
      vectors.forEach(FieldVector::close);
      throw e;
    }
  }

  /** Rows that count. */
  int rowCount() {
    return rowCount;
  }

  /** Bytes of the vectors. */
  long bytes() {
    return bytes;
  }

  /** The part that has a row, 0-based among those that count. */
  Part part(int indexInRange) {
    for (Part part : parts) {
      if (indexInRange < part.end()) {
        return part;
      }
    }
    throw new IndexOutOfBoundsException("Row " + indexInRange + " of " + rowCount);
  }

  @Override
  public void close() {
    parts.forEach(part -> part.root().close());
    parts.clear();
  }
}

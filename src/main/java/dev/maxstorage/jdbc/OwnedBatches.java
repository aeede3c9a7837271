package dev.maxstorage.jdbc;

import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Batches with an allocator of their own: closing them closes it too, which fails if a buffer was
 * left.
 */
final class OwnedBatches implements ResultBatches {
  private final ResultBatches batches;
  private final BufferAllocator allocator;

  OwnedBatches(ResultBatches batches, BufferAllocator allocator) {
    this.batches = batches;
    this.allocator = allocator;
  }

  @Override
  public boolean next() throws IOException {
    return batches.next();
  }

  @Override
  public VectorSchemaRoot root() {
    return batches.root();
  }

  @Override
  public int rowCount() {
    return batches.rowCount();
  }

  @Override
  public int row(int index) {
    return batches.row(index);
  }

  @Override
  public void close() throws IOException {
    try {
      batches.close();
    } finally {
      allocator.close();
    }
  }
}

package dev.maxstorage.jdbc;

import dev.maxstorage.storage.ParallelBatches;
import dev.maxstorage.storage.ReadProgress;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Batches of streams, with an allocator of their own: closing them closes it too, which fails if a
 * buffer was left.
 */
final class OwnedBatches extends DerivedBatches {
  private final ParallelBatches source;
  private final BufferAllocator allocator;

  /**
   * Takes over batches and their allocator.
   *
   * @param source what {@code batches} read, and close
   */
  OwnedBatches(ResultBatches batches, ParallelBatches source, BufferAllocator allocator) {
    super(batches);
    this.source = source;
    this.allocator = allocator;
  }

  @Override
  public ReadProgress progress() {
    return source.progress();
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

package dev.maxstorage.warehouse.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** A {@link RowSource} in the form that Arrow's C data bridge takes. Keeps the source's failure. */
final class SourceReader extends ArrowReader {
  private final RowSource source;
  private volatile @Nullable Exception failure;

  SourceReader(RowSource source, BufferAllocator allocator) {
    super(allocator);
    this.source = source;
  }

  @Override
  public VectorSchemaRoot getVectorSchemaRoot() throws IOException {
    return source.root();
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    try {
      return source.next();
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  /** Throws what the source threw, if it did: DuckDB passes on no more than its text. */
  void rethrowFailure() {
    Exception thrown = failure;
    if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (thrown instanceof IOException checked) {
      throw new UncheckedIOException(checked);
    }
  }

  @Override
  public Map<Long, Dictionary> getDictionaryVectors() {
    return Map.of();
  }

  @Override
  public @Nullable Dictionary lookup(long id) {
    return null;
  }

  @Override
  public Set<Long> getDictionaryIds() {
    return Set.of();
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  protected void closeReadSource() {}

  @Override
  protected Schema readSchema() throws IOException {
    return source.schema();
  }
}

package dev.maxstorage.jdbc;

import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Batches made of other batches, which it closes: whatever is not overridden is theirs. */
abstract class DerivedBatches implements ResultBatches {
  final ResultBatches batches;

  DerivedBatches(ResultBatches batches) {
    this.batches = batches;
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
    batches.close();
  }
}

package dev.maxstorage.jdbc;

import org.apache.arrow.vector.VectorSchemaRoot;

/** The whole root as one batch; does not own it. */
final class OneBatch implements ResultBatches {
  private final VectorSchemaRoot root;
  private boolean given;

  OneBatch(VectorSchemaRoot root) {
    this.root = root;
  }

  @Override
  public boolean next() {
    boolean first = !given;
    given = true;
    return first;
  }

  @Override
  public VectorSchemaRoot root() {
    return root;
  }

  @Override
  public int rowCount() {
    return root.getRowCount();
  }

  @Override
  public int row(int index) {
    return index;
  }

  @Override
  public void close() {}
}

package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import java.io.Closeable;
import java.util.List;

/**
 * A table as it was when the snapshot was taken; later commits, overwrites and drops do not change
 * it. Thread-safe. Holds the space of its rows until closed.
 */
public final class Snapshot implements Closeable {
  /** The columns delivered, in order, as the table spells them. */
  public List<Column> columns() {
    throw new UnsupportedOperationException();
  }

  /** Rows before the filter. */
  public long rows() {
    throw new UnsupportedOperationException();
  }

  /** Estimated size of the rows before the filter. */
  public long bytes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}

package dev.maxstorage.storage;

import java.io.Closeable;
import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Batches of rows, one after the other, in the vectors of one root.
 *
 * <p>Closing releases the vectors. Threads: one at a time.
 */
public interface BatchSource extends Closeable {

  /**
   * Loads the next batch into {@link #root()}, which drops the one before.
   *
   * @return false after the last batch, when everything promised was delivered
   * @throws IOException if the rest cannot be read; the source is of no use then
   */
  boolean next() throws IOException;

  /**
   * The root: always the same object, so that accessors can be bound to its vectors once. Before
   * the first {@link #next()} it has columns and no rows.
   *
   * @throws IOException if the columns have to be read first and cannot
   */
  VectorSchemaRoot root() throws IOException;
}

package dev.maxstorage.jdbc;

import dev.maxstorage.storage.ReadProgress;
import java.io.Closeable;
import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Batches of a result and, in each, the rows that count.
 *
 * <p><b>Closing:</b> whoever holds it closes it; closing twice is fine. <b>Threads:</b> one;
 * another one may close it once the first is outside.
 */
interface ResultBatches extends Closeable {

  /**
   * Loads the next batch that has a row that counts.
   *
   * @return false after the last batch
   * @throws IOException if the stream broke, came short or is corrupt
   */
  boolean next() throws IOException;

  /** The vectors: the same object for all batches, valid after the first {@link #next}. */
  VectorSchemaRoot root();

  /** How many rows of the current batch count, at least 1. */
  int rowCount();

  /**
   * The position in the vectors of a row that counts.
   *
   * @param index 0-based among the rows that count
   */
  int row(int index);

  /** How much was read, or null if nothing is read from a service. */
  default @Nullable ReadProgress progress() {
    return null;
  }
}

package dev.maxstorage.warehouse.engine;

import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Rows entering the engine, a batch at a time. The caller closes what is behind it. The engine
 * calls from threads of its own, one call at a time, and not after {@link Engine#stage} has
 * returned.
 */
public interface RowSource {
  /** Columns by name; any Arrow type that Storage API document 7.3 allows for the column. */
  Schema schema() throws IOException;

  /**
   * Loads the next batch into {@link #root()}; false at the end. Must put new buffers into the
   * vectors, as {@link org.apache.arrow.vector.VectorLoader} does: the engine may still read those
   * of earlier batches.
   */
  boolean next() throws IOException;

  /** The batch, with the schema of {@link #schema()}; there from the start. */
  VectorSchemaRoot root() throws IOException;
}

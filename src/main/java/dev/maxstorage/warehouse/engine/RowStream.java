package dev.maxstorage.warehouse.engine;

import java.io.Closeable;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Rows leaving the engine, a batch at a time. Not thread-safe; holds memory and a connection until
 * closed. Every method throws {@link EngineException}.
 */
public interface RowStream extends Closeable {
  /** The wire's canonical schema (Storage API document, 7.3). */
  Schema schema();

  /** Loads the next batch into {@link #root()}; false at the end. */
  boolean next();

  /**
   * The batch; the same object after every {@link #next()}, reloaded. Its buffers are laid out as
   * {@link #schema()} says; the names, time zones and nullability in its own schema may differ.
   */
  VectorSchemaRoot root();

  @Override
  void close();
}

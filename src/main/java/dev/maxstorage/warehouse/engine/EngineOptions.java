package dev.maxstorage.warehouse.engine;

import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How an engine is opened.
 *
 * @param directory of the warehouse, made if missing; null for a warehouse in memory
 * @param memoryLimitBytes that DuckDB may use
 * @param threads that DuckDB may use
 * @param clock for creation and modification times
 */
public record EngineOptions(
    @Nullable Path directory, long memoryLimitBytes, int threads, InstantSource clock) {
  private static final long DEFAULT_MEMORY_LIMIT_BYTES = 1L << 30;

  /** A warehouse in this directory, with 1 GiB and all cores for DuckDB. */
  public static EngineOptions onDisk(Path directory) {
    return defaults(directory);
  }

  /** A warehouse that ends with the engine, with 1 GiB and all cores for DuckDB. */
  public static EngineOptions inMemory() {
    return defaults(null);
  }

  private static EngineOptions defaults(@Nullable Path directory) {
    return new EngineOptions(
        directory,
        DEFAULT_MEMORY_LIMIT_BYTES,
        Runtime.getRuntime().availableProcessors(),
        InstantSource.system());
  }
}

package dev.maxstorage.warehouse.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
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
  private static final long MOST_MEMORY_BYTES = 1L << 30;
  private static final double MEMORY_SHARE = 0.4;

  /**
   * A warehouse in this directory, with all cores and at most 1 GiB or 40% of the machine's memory.
   */
  public static EngineOptions onDisk(Path directory) {
    return defaults(directory);
  }

  /** A warehouse that ends with the engine, with the same share of the machine. */
  public static EngineOptions inMemory() {
    return defaults(null);
  }

  private static EngineOptions defaults(@Nullable Path directory) {
    return new EngineOptions(
        directory,
        Math.min(MOST_MEMORY_BYTES, (long) (machineMemoryBytes() * MEMORY_SHARE)),
        Runtime.getRuntime().availableProcessors(),
        InstantSource.system());
  }

  private static long machineMemoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : MOST_MEMORY_BYTES;
  }
}

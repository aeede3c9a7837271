package dev.maxstorage.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The warehouses that this JVM has open, shared by all who name the same one.
 *
 * <p>A warehouse is started by the first lease and closed with the last; what a warehouse in memory
 * holds is gone then. Thread-safe.
 */
public final class Warehouses {
  private static final Map<String, Shared> OPEN = new HashMap<>();

  private Warehouses() {}

  private static final class Shared {
    private final WarehouseServer server;
    private int leases;

    Shared(WarehouseServer server) {
      this.server = server;
    }
  }

  /**
   * Opens the warehouse of a directory, which is made if missing. Paths that lead to the same
   * directory share one server.
   *
   * @throws WarehouseTakenException if another process has it open; the message names the process
   * @throws IOException if the directory cannot be made, read or opened as a warehouse
   */
  public static WarehouseLease open(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path real = directory.toRealPath();
    return lease("file:" + real, WarehouseOptions.onDisk(real));
  }

  /**
   * Opens the warehouse in memory of this name; an unknown name makes an empty one.
   *
   * @throws IOException if the warehouse cannot be opened or no port can be listened on
   */
  public static WarehouseLease open(String memoryName) throws IOException {
    return lease("mem:" + memoryName, WarehouseOptions.inMemory());
  }

  private static synchronized WarehouseLease lease(String key, WarehouseOptions options)
      throws IOException {
    Shared shared = OPEN.get(key);
    if (shared == null) {
      shared = new Shared(WarehouseServer.start(options));
      OPEN.put(key, shared);
    }
    shared.leases++;
    return new WarehouseLease(shared.server, () -> release(key));
  }

  private static synchronized void release(String key) throws IOException {
    Shared shared = OPEN.get(key);
    if (shared == null) {
      throw new IllegalStateException("Warehouse " + key + " is not open");
    }
    shared.leases--;
    if (shared.leases == 0) {
      OPEN.remove(key);
      shared.server.close();
    }
  }
}

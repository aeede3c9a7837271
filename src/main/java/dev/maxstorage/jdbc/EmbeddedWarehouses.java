package dev.maxstorage.jdbc;

import dev.maxstorage.config.Location;
import dev.maxstorage.warehouse.WarehouseCredentials;
import dev.maxstorage.warehouse.WarehouseLease;
import dev.maxstorage.warehouse.WarehouseTakenException;
import dev.maxstorage.warehouse.Warehouses;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * The one class of the driver that knows the embedded warehouse, which is not in every jar: it
 * opens one for {@code file:} and {@code mem:} URLs.
 */
final class EmbeddedWarehouses {
  private EmbeddedWarehouses() {}

  /**
   * An open warehouse.
   *
   * @param share keeps it open; closed with the connection
   */
  record Opened(URI endpoint, String accessId, String accessKey, Closeable share) {
    @Override
    public String toString() {
      return "Opened[" + endpoint + "]";
    }
  }

  /** Opens the warehouse of a URL, with the project. */
  static Opened open(Location location, String project) throws SQLException {
    try {
      return started(location, project);
    } catch (WarehouseTakenException e) {
      throw SqlErrors.of(SqlState.NOT_USABLE, e.getMessage(), e);
    } catch (InvalidPathException | IOException e) {
      throw SqlErrors.of(
          SqlState.CANNOT_CONNECT, "The warehouse cannot be opened: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw SqlErrors.of(
          SqlState.CANNOT_CONNECT, "The warehouse cannot be opened: " + e.getMessage(), e);
    }
  }

  private static Opened started(Location location, String project) throws IOException {
    WarehouseLease lease =
        location instanceof Location.Directory directory
            ? Warehouses.open(Path.of(directory.directory()))
            : Warehouses.open(((Location.Memory) location).name());
    try {
      lease.createProject(project);
      WarehouseCredentials pair = lease.credentials();
      return new Opened(lease.endpoint(), pair.accessId(), pair.accessKey(), lease);
    } catch (RuntimeException e) {
      try {
        lease.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }
}

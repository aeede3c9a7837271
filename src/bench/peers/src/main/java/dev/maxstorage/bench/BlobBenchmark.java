package dev.maxstorage.bench;

import java.sql.DriverManager;
import org.openjdk.jmh.annotations.Param;

/** Blobs of the driver, checksums on, beside plain HTTP and PostgreSQL. */
public class BlobBenchmark extends AbstractBlobBenchmark {
  /**
   * Who; {@code one-by-one} has no window. The {@code postgresql} ones need the environment
   * variable {@code BENCH_POSTGRESQL}, a JDBC URL, and so are no default.
   */
  @Param({"maxstorage", "maxstorage-one-by-one", "http"})
  public String whose;

  @Override
  BlobPeer open() throws Exception {
    return switch (whose) {
      case "maxstorage" -> new WarehouseBlobs("");
      case "maxstorage-one-by-one" -> new WarehouseBlobs("&blobWindow=0");
      case "http" -> new HttpBlobs();
      case "postgresql-bytea" ->
          new JdbcBlobs(
              DriverManager.getConnection(System.getenv("BENCH_POSTGRESQL")), Dialect.STANDARD);
      case "postgresql-large-object" ->
          new PostgresLargeObjects(DriverManager.getConnection(System.getenv("BENCH_POSTGRESQL")));
      default -> throw new IllegalArgumentException(whose);
    };
  }
}

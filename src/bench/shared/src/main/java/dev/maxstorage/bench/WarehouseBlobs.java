package dev.maxstorage.bench;

/** The driver's blobs on a warehouse of their own. */
public final class WarehouseBlobs implements BlobPeer {
  private final BenchWarehouse warehouse;
  private final BlobPeer blobs;

  /**
   * @param properties of the connection, such as {@code &blobWindow=0}
   */
  public WarehouseBlobs(String properties) throws Exception {
    warehouse = BenchWarehouse.inMemory();
    blobs = new JdbcBlobs(warehouse.connect(properties), Dialect.MAXSTORAGE);
  }

  @Override
  public void clear() throws Exception {
    blobs.clear();
  }

  @Override
  public void upload(int count, int bytes) throws Exception {
    blobs.upload(count, bytes);
  }

  @Override
  public long download() throws Exception {
    return blobs.download();
  }

  @Override
  public void close() throws Exception {
    try (warehouse) {
      blobs.close();
    }
  }
}

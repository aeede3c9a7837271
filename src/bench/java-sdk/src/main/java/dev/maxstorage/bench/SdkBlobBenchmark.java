package dev.maxstorage.bench;

import org.openjdk.jmh.annotations.Param;

/** Blobs of the driver beside those of the official SDK; {@code batch} has many in one request. */
public class SdkBlobBenchmark extends AbstractBlobBenchmark {
  @Param({"maxstorage", "sdk", "sdk-batch"})
  public String whose;

  @Override
  BlobPeer open() throws Exception {
    return switch (whose) {
      case "maxstorage" -> new WarehouseBlobs("");
      case "sdk" -> new SdkBlobs(SdkBlobs.Requests.ONE_BLOB);
      case "sdk-batch" -> new SdkBlobs(SdkBlobs.Requests.MANY_BLOBS);
      default -> throw new IllegalArgumentException(whose);
    };
  }
}

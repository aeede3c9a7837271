package dev.maxstorage.bench;

import com.aliyun.odps.credentials.Credentials;
import com.aliyun.odps.credentials.StaticCredentialProvider;
import com.aliyun.odps.storage.MaxStorageClient;
import com.aliyun.odps.table.TableIdentifier;
import dev.maxstorage.warehouse.WarehouseCredentials;
import java.net.URI;

/** The official SDK's client of the Storage API. */
final class SdkClient {
  private SdkClient() {}

  static MaxStorageClient of(URI endpoint, WarehouseCredentials pair) {
    return MaxStorageClient.builder()
        .endpoint(endpoint.toString())
        .project(BenchWarehouse.PROJECT)
        .credentialsProvider(
            new StaticCredentialProvider(new Credentials(pair.accessId(), pair.accessKey(), null)))
        .build();
  }

  static TableIdentifier table(String name) {
    return TableIdentifier.of(BenchWarehouse.PROJECT, name);
  }
}

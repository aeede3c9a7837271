package dev.maxstorage.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code TableCreateWriteSession}. Source: Storage API document, 6.2.
 *
 * @param partialPartitionSpec partition to write: complete, partial or empty
 * @param flags text map; {@code overwrite}, {@code quota_name}, {@code enable_schema_evolution}
 * @param requiredDataFormat omitted for the server's default
 */
public record CreateWriteSessionRequest(
    String partialPartitionSpec,
    Map<String, String> flags,
    @Nullable DataFormat requiredDataFormat) {

  /** Flag {@code "true"}: replace the touched partitions, or the whole table, at commit. */
  public static final String OVERWRITE_FLAG = "overwrite";

  public CreateWriteSessionRequest {
    flags = Map.copyOf(flags);
  }
}

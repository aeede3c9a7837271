package dev.maxstorage.storage;

import dev.maxstorage.wire.CreateWriteSessionRequest;
import dev.maxstorage.wire.WriteMode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a write session writes. Source: Storage API document, 6.1, 6.2 and 6.12.
 *
 * @param mode when rows become visible
 * @param partition {@code k=v/k=v} without quotes: all levels, some, or empty; what it leaves out
 *     becomes columns of the written batches
 * @param flags texts for the server
 */
public record WriteSessionOptions(WriteMode mode, String partition, Map<String, String> flags) {
  private static final String QUOTA_FLAG = "quota_name";
  private static final String EVOLUTION_FLAG = "enable_schema_evolution";

  /** Rows become visible at the commit; nothing is replaced. */
  public static final WriteSessionOptions BATCH =
      new WriteSessionOptions(WriteMode.BATCH, "", Map.of());

  /** Rows become visible as soon as they are written, without a session of their own. */
  public static final WriteSessionOptions STREAMING =
      new WriteSessionOptions(WriteMode.STREAMING, "", Map.of());

  public WriteSessionOptions {
    flags = Map.copyOf(flags);
  }

  /** The same for a partition. */
  public WriteSessionOptions withPartition(String spec) {
    return new WriteSessionOptions(mode, spec, flags);
  }

  /** The same, replacing the partitions that receive rows, or the whole table, at the commit. */
  public WriteSessionOptions overwriting() {
    return withFlag(CreateWriteSessionRequest.OVERWRITE_FLAG, "true");
  }

  /** The same, charged to a quota. */
  public WriteSessionOptions withQuota(String quotaName) {
    return withFlag(QUOTA_FLAG, quotaName);
  }

  /** The same, following changes of the table's schema. */
  public WriteSessionOptions followingSchema() {
    return withFlag(EVOLUTION_FLAG, "true");
  }

  /** The same with a flag. */
  public WriteSessionOptions withFlag(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(flags);
    more.put(name, value);
    return new WriteSessionOptions(mode, partition, more);
  }

  boolean isStreaming() {
    return mode == WriteMode.STREAMING || mode == WriteMode.STREAMING_REALTIME;
  }
}

package dev.maxstorage.wire;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code TableCreateReadSession}. Source: Storage API document, 4.1 and 4.2.2.
 *
 * @param requiredDataColumns data columns to deliver; empty together with the partition columns
 *     means all
 * @param requiredPartitionColumns partition columns to deliver, after the data columns
 * @param requiredPartitions partition specs {@code k=v/k=v}; empty means all
 * @param requiredBucketIds buckets of a bucketed table; empty means all
 * @param filterPredicate a widened predicate, empty for none; chapter 15 of the control-plane
 *     document
 * @param filterPredicateFallback whether a predicate that the server cannot use is ignored
 * @param splitMaxFileNum most files a split, 0 for the server's choice
 */
public record CreateReadSessionRequest(
    List<String> requiredDataColumns,
    List<String> requiredPartitionColumns,
    List<String> requiredPartitions,
    List<Integer> requiredBucketIds,
    SplitOptions splitOptions,
    ArrowOptions arrowOptions,
    String filterPredicate,
    boolean filterPredicateFallback,
    int splitMaxFileNum,
    boolean incrementalRead,
    @Nullable IncrementalReadOptions incrementalReadOptions) {

  public CreateReadSessionRequest {
    requiredDataColumns = List.copyOf(requiredDataColumns);
    requiredPartitionColumns = List.copyOf(requiredPartitionColumns);
    requiredPartitions = List.copyOf(requiredPartitions);
    requiredBucketIds = List.copyOf(requiredBucketIds);
    splitOptions = requireNonNullElse(splitOptions, SplitOptions.DEFAULT);
    arrowOptions = requireNonNullElse(arrowOptions, ArrowOptions.DEFAULT);
  }
}

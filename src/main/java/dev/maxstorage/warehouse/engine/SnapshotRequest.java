package dev.maxstorage.warehouse.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot covers.
 *
 * @param columns names in delivery order, partition columns too; case does not matter; not empty
 * @param partitions whose rows are wanted, empty for all; a spec of some levels selects all below
 * @param filter Storage API filter text (control-plane document, chapter 15), null or blank for
 *     none
 */
public record SnapshotRequest(
    List<String> columns, List<PartitionSpec> partitions, @Nullable String filter) {
  public SnapshotRequest {
    columns = List.copyOf(columns);
    partitions = List.copyOf(partitions);
  }
}

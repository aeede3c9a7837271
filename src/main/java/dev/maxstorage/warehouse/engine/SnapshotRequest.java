package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsTypeParser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot covers.
 *
 * @param columns names in delivery order, partition columns too; case does not matter; not empty
 * @param partitions whose rows are wanted, empty for all; a spec of some levels selects all below
 * @param filter Storage API filter text (control-plane document, chapter 15), null or blank for
 *     none
 * @param order of the rows
 * @param versions whose rows are wanted, as far as the table still has them; null for all rows
 */
public record SnapshotRequest(
    List<String> columns,
    List<PartitionSpec> partitions,
    @Nullable String filter,
    Order order,
    @Nullable VersionRange versions) {

  /**
   * The column that a snapshot of versions of a delta table has beside the table's own: 2 a row
   * that was inserted, 4 one that was deleted, 16 and 32 one before and after an update, 8 one as
   * it was left where older images are not asked for.
   */
  public static final Column CHANGE = Column.of("__meta_op_type", OdpsTypeParser.parse("tinyint"));

  /** In which order a snapshot has its rows; stable in both cases. */
  public enum Order {
    /** As they were written. */
    WRITTEN,
    /** The rows of each partition together. */
    BY_PARTITION
  }

  public SnapshotRequest {
    columns = List.copyOf(columns);
    partitions = List.copyOf(partitions);
  }

  /** All rows of the partitions, as they were written. */
  public SnapshotRequest(
      List<String> columns, List<PartitionSpec> partitions, @Nullable String filter) {
    this(columns, partitions, filter, Order.WRITTEN, null);
  }

  /** The same without its filter. */
  public SnapshotRequest unfiltered() {
    return new SnapshotRequest(columns, partitions, null, order, versions);
  }
}

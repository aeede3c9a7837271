package dev.maxstorage.warehouse.engine;

/**
 * A run of rows that was written at once; it never changes.
 *
 * @param id in column {@code $segment} of the table's data
 * @param partition all levels, empty if the table is not partitioned
 * @param rows numbered from 0 in column {@code $row}
 * @param bytes estimated size
 */
record SegmentState(long id, PartitionSpec partition, long rows, long bytes) {}

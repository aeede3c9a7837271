package dev.maxstorage.warehouse.engine;

import java.time.Instant;

/**
 * What the catalog knows of a partition at one moment.
 *
 * @param spec all levels
 * @param rows committed rows
 * @param bytes estimated size of the committed rows
 */
public record PartitionDescription(
    PartitionSpec spec, long rows, long bytes, Instant created, Instant modified) {}

package dev.maxstorage.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A partition. Source: control-plane document, 9.1.
 *
 * @param created null if unknown
 * @param modified null if unknown
 * @param sizeBytes -1 if unknown
 * @param recordCount rows, perhaps stale, -1 if unknown
 */
public record PartitionDescription(
    PartitionSpec spec,
    @Nullable Instant created,
    @Nullable Instant modified,
    long sizeBytes,
    long recordCount) {}

package dev.maxstorage.warehouse.engine;

import java.time.Instant;

/**
 * Which commit brought rows of a segment; a segment that was merged from others has several.
 *
 * @param firstRow of the segment, 0-based
 * @param version of the table that showed the rows first
 */
record Arrival(long segment, long firstRow, long rows, long version, Instant committed) {}

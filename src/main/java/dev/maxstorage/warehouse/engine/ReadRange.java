package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.TimeUnits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a snapshot or of a job's result to deliver, and how.
 *
 * @param offset first row, 0-based, in the snapshot's stable order, counted before the filter
 * @param count most rows to look at, clamped to those there are
 * @param batchRows most rows a batch, at least 1
 * @param columns narrower choice in delivery order, null for all
 * @param units of time columns
 */
public record ReadRange(
    long offset, long count, int batchRows, @Nullable List<String> columns, TimeUnits units) {
  public ReadRange {
    columns = columns == null ? null : List.copyOf(columns);
  }
}

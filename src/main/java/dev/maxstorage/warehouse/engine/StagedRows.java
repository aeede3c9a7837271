package dev.maxstorage.warehouse.engine;

import java.util.List;
import java.util.Set;

/**
 * Rows that are durable and invisible, until {@link Engine#commit} or {@link Engine#discard}.
 *
 * @param segments that hold the rows, one a partition; empty if there were no rows
 * @param rows in all segments
 * @param blobReferences found in BLOB columns, nested ones too
 */
public record StagedRows(List<Long> segments, long rows, Set<String> blobReferences) {
  public StagedRows {
    segments = List.copyOf(segments);
    blobReferences = Set.copyOf(blobReferences);
  }
}

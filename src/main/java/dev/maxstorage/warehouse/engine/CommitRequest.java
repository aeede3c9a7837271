package dev.maxstorage.warehouse.engine;

import java.util.List;

/**
 * Makes staged segments visible, all or none.
 *
 * @param sessionId a second commit with the same id does nothing
 * @param segments of {@link StagedRows}; may be empty
 * @param fixed partition values of the write session; with all levels given the partition is
 *     created even without rows
 */
public record CommitRequest(
    String sessionId,
    long tableId,
    List<Long> segments,
    OverwriteMode overwrite,
    PartitionSpec fixed) {
  public CommitRequest {
    segments = List.copyOf(segments);
  }
}

package dev.maxstorage.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code TableCommitWriteSession}: both lists or none. Source: Storage API document, 6.10.
 *
 * @param streamIds streams to commit
 * @param streamVersions the closed version of each, in the same order
 */
public record CommitWriteSessionRequest(
    @NullIfAbsent @Nullable List<String> streamIds,
    @NullIfAbsent @Nullable List<Long> streamVersions) {
  /** The highest closed version of each stream. */
  public static final CommitWriteSessionRequest ALL = new CommitWriteSessionRequest(null, null);
}

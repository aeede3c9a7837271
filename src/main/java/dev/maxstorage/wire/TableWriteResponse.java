package dev.maxstorage.wire;

import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code TableWrite}. Source: Storage API document, 6.7.
 *
 * @param stagingId streaming only; opaque
 * @param exactlyOnceRowOffset exactly-once only: the offset of the next row
 * @param commitMessage informational
 */
public record TableWriteResponse(
    String warningMessage,
    @NullIfAbsent @Nullable String stagingId,
    @Nullable Long exactlyOnceRowOffset,
    String commitMessage) {}

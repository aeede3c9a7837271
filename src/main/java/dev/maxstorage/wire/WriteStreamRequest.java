package dev.maxstorage.wire;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code TableCreateWriteStream}, {@code TableGetWriteStream} and {@code
 * TableCloseWriteStream}. Source: Storage API document, 6.4, 6.5 and 6.9.
 *
 * @param sessionId only in the body of a close
 * @param streamId chosen by the client, unique per parallel writer
 * @param streamVersion at least 1; a retry of the same work takes a higher one
 * @param exactlyOnceMode present only in exactly-once mode
 * @param tableId only in the body of a get, if known
 */
public record WriteStreamRequest(
    @NullIfAbsent @Nullable String sessionId,
    @NullIfAbsent @Nullable String streamId,
    @Nullable Long streamVersion,
    @Nullable Boolean exactlyOnceMode,
    @NullIfAbsent @Nullable String tableId) {}

package dev.maxstorage.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code TableCreateWriteSession} and {@code TableGetWriteSession}. Source: Storage API
 * document, 6.2 and 6.3.
 *
 * @param sessionId empty in the answer of a get
 * @param streams for each stream with a closed version, the highest closed version; null in the
 *     answer of a create
 * @param minUncommittedStagingId streaming only; opaque
 */
public record WriteSessionResponse(
    String sessionId,
    @NullIfAbsent @Nullable Map<String, Long> streams,
    String warningMessage,
    @NullIfAbsent @Nullable String minUncommittedStagingId) {}

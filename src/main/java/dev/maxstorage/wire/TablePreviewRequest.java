package dev.maxstorage.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Body of {@code TablePreview}; members only if set. Source: Storage API document, 4.9. */
public record TablePreviewRequest(
    @Nullable Long limit,
    @NullIfAbsent @Nullable String partition,
    @NullIfAbsent @Nullable List<String> columns) {}

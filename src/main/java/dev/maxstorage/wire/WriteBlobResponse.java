package dev.maxstorage.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code TableWriteBlob}. Source: Storage API document, 9.2 and 9.3.
 *
 * @param blobReference single upload: the reference in base64
 * @param blobReferences batch upload: one reference a frame, in base64, in frame order
 * @param size uncompressed bytes
 * @param md5Value single upload: hex MD5 of the uncompressed payload; absent means no check
 */
public record WriteBlobResponse(
    @NullIfAbsent @Nullable String blobReference,
    @NullIfAbsent @Nullable List<String> blobReferences,
    long size,
    @JsonProperty("MD5Value") @NullIfAbsent @Nullable String md5Value,
    String warningMessage) {}

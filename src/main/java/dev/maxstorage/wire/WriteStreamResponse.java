package dev.maxstorage.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code TableCreateWriteStream}, {@code TableGetWriteStream} and {@code
 * TableGetWriteSchema}. Source: Storage API document, 6.4 to 6.6.
 *
 * @param tableSchema the columns that the Arrow body must have
 * @param tableId echoed on each write, if present
 * @param schemaVersion echoed on each write, if present
 * @param accessToken exactly-once only
 * @param statusCode 0 open, 1 closed, 2 error; informational, answer of a get
 * @param status OPEN, CLOSED or ERROR; informational, answer of a get
 * @param recordCountLowerCase rows so far, the spelling that some clients read
 * @param recordCount rows so far
 * @param rowOffset exactly-once: the next offset that the server expects
 */
public record WriteStreamResponse(
    @Nullable WriteSchema tableSchema,
    @NullIfAbsent @Nullable String tableId,
    @Nullable Long schemaVersion,
    @NullIfAbsent @Nullable String accessToken,
    @NullIfAbsent @Nullable String quotaToken,
    @JsonProperty("IsDeltaTable") boolean isDeltaTable,
    @JsonProperty("status") @Nullable Object statusCode,
    @JsonProperty("Status") @NullIfAbsent @Nullable String status,
    @JsonProperty("recordCount") @Nullable Long recordCountLowerCase,
    @JsonProperty("RecordCount") @Nullable Long recordCount,
    @Nullable Long latestSchemaVersion,
    @Nullable Long rowOffset) {}

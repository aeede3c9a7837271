package dev.maxstorage.wire;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Answer of {@code InstanceCreateReadSession} and {@code InstanceGetReadSession}. Source: Storage
 * API document, 5.1.
 *
 * @param downloadId the session id
 * @param status free text; {@code initiating} while waiting makes sense, {@code normal} when ready
 */
public record InstanceReadSessionResponse(
    @JsonProperty("DownloadID") String downloadId,
    long recordCount,
    String status,
    String quotaName,
    String owner,
    String initiated,
    WriteSchema tableSchema) {

  public InstanceReadSessionResponse {
    tableSchema = requireNonNullElse(tableSchema, WriteSchema.EMPTY);
  }
}

package dev.maxstorage.wire;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code TableCreateReadSession} and {@code TableGetReadSession}. Source: Storage API
 * document, 4.2.
 *
 * @param sessionStatus a word of the document's 3.1; compare without regard to case
 * @param expirationTime when the session is gone, epoch seconds; 0 if the server does not say so in
 *     numbers. Read from numbers and texts, in seconds or milliseconds; written as a number (OP-8)
 * @param splitsCount number of index splits; without meaning in RowOffset mode
 * @param recordCount all rows, -1 if unknown
 * @param splitMode the mode really used; empty if the server names none
 */
public record ReadSessionResponse(
    String sessionId,
    String sessionStatus,
    String sessionType,
    @JsonDeserialize(using = EpochSeconds.class) long expirationTime,
    int splitsCount,
    long recordCount,
    String splitMode,
    List<Integer> splitBucketId,
    ReadSchema dataSchema,
    List<DataFormat> supportedDataFormat,
    @Nullable SessionStats sessionStats,
    long latestVersion,
    String message,
    boolean enableLargeString,
    @Nullable IncrementalReadOptions incrementalReadOptions,
    @Nullable WriteSchema tableSchema) {

  public ReadSessionResponse {
    dataSchema = requireNonNullElse(dataSchema, ReadSchema.EMPTY);
  }

  /** Estimates: uncompressed bytes and rows of the whole session. */
  public record SessionStats(long estimatedSize, long estimatedRowCount) {}
}

package dev.maxstorage.wire;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of an incremental read: after the start, up to and including the end. Unset members are
 * not written; -1 and {@code "-1"} mean unset too. Source: Storage API document, 4.10.
 */
@JsonDeserialize(using = IncrementalReadOptionsReader.class)
public record IncrementalReadOptions(
    @NullIfAbsent @Nullable String mode,
    @Nullable Long startVersion,
    @Nullable Long endVersion,
    @NullIfAbsent @Nullable String startTimeStamp,
    @NullIfAbsent @Nullable String endTimeStamp) {

  /** The echo of a read that is not incremental; strict clients need all five members. */
  public static final IncrementalReadOptions UNSET =
      new IncrementalReadOptions("append", -1L, -1L, "-1", "-1");
}

package dev.maxstorage.wire;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When written rows become visible. Source: Storage API document, 6.1. */
public enum WriteMode {
  BATCH("Batch"),
  BATCH_COMPATIBLE("BatchCompatible"),
  STREAMING("Streaming"),
  STREAMING_REALTIME("StreamingRealtime");

  private final String text;

  WriteMode(String text) {
    this.text = text;
  }

  /** The word on the wire. */
  public String text() {
    return text;
  }

  /** The mode of exactly this word, or null if there is none. */
  public static @Nullable WriteMode ofText(String text) {
    return Stream.of(values()).filter(mode -> mode.text.equals(text)).findFirst().orElse(null);
  }
}

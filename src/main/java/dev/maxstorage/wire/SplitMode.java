package dev.maxstorage.wire;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a read session is cut into splits. Source: Storage API document, 4.1 and 4.5. */
public enum SplitMode {
  SIZE("Size"),
  PARALLELISM("Parallelism"),
  ROW_OFFSET("RowOffset"),
  BUCKET("Bucket");

  private final String text;

  SplitMode(String text) {
    this.text = text;
  }

  /** The word on the wire. */
  @JsonValue
  public String text() {
    return text;
  }

  /** The mode of exactly this word, or null if there is none. */
  public static @Nullable SplitMode ofText(String text) {
    return Stream.of(values()).filter(mode -> mode.text.equals(text)).findFirst().orElse(null);
  }
}

package dev.maxstorage.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body that is not the JSON message it should be. */
public final class MalformedMessageException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedMessageException(Class<?> type, String snippet, @Nullable Exception cause) {
    super("Not a " + type.getSimpleName() + " message: '" + snippet + "'", cause);
  }
}

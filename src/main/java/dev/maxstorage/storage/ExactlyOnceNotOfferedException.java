package dev.maxstorage.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The server does not write exactly once; a plain stream of a higher version can be opened. */
public final class ExactlyOnceNotOfferedException extends IOException {
  private static final long serialVersionUID = 1L;

  ExactlyOnceNotOfferedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.maxstorage.control;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An answer of the control plane that is not what the document says. */
public final class MalformedAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedAnswerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.maxstorage.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** There was no usable answer: no connection, a broken one, a timeout, or a body cut short. */
public class TransportException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Whether the server can have acted on the request. */
  public enum Reach {
    /** The server has certainly not seen the request. */
    NOT_SENT,
    /** The server may have seen the request, and may have acted on it. */
    MAYBE
  }

  private final Reach reach;

  TransportException(String message, Reach reach, @Nullable Throwable cause) {
    super(message, cause);
    this.reach = reach;
  }

  /** Whether the server can have acted on the request. */
  public Reach reach() {
    return reach;
  }
}

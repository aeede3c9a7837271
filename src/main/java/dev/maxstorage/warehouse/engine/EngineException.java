package dev.maxstorage.warehouse.engine;

import org.jspecify.annotations.Nullable;

/**
 * A request that the engine refuses or could not carry out, with the reason as text for the user.
 */
public class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why a request failed. */
  public enum Kind {
    NO_SUCH_PROJECT,
    NO_SUCH_SCHEMA,
    NO_SUCH_TABLE,
    NO_SUCH_PARTITION,
    ALREADY_EXISTS,
    INVALID_ARGUMENT,
    SYNTAX,
    UNSUPPORTED,
    RUNTIME,
    CANCELLED,
    CONFLICT,
    SCHEMA_MODIFIED,
    INTERNAL
  }

  /** A failure of this kind; the message is shown to the user. */
  public EngineException(Kind kind, String message) {
    this(kind, message, null);
  }

  /** A failure of this kind with what caused it; the message is shown to the user. */
  public EngineException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Why the request failed. */
  public Kind kind() {
    return kind;
  }
}

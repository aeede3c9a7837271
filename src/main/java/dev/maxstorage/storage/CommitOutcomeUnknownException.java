package dev.maxstorage.storage;

import java.io.IOException;

/**
 * A commit was sent and no answer came, so that it may or may not have taken effect. It is never
 * sent again by itself: whoever knows the table decides, with the session id.
 */
public final class CommitOutcomeUnknownException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String sessionId;

  CommitOutcomeUnknownException(String sessionId, String seen, IOException cause) {
    super(
        "The commit of write session "
            + sessionId
            + " was sent, but its outcome is unknown: "
            + cause.getMessage()
            + "; asked for the session: "
            + seen,
        cause);
    this.sessionId = sessionId;
  }

  /** The id of the write session. */
  public String sessionId() {
    return sessionId;
  }
}

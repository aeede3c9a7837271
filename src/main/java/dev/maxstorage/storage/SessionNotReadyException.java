package dev.maxstorage.storage;

import java.io.IOException;

/** A read session failed, expired, or did not become ready in time. */
public final class SessionNotReadyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String sessionId;
  private final String status;

  SessionNotReadyException(String sessionId, String status, String detail) {
    super(
        "Read session "
            + sessionId
            + " is "
            + (status.isBlank() ? "without a status" : status)
            + (detail.isEmpty() ? "" : ": " + detail));
    this.sessionId = sessionId;
    this.status = status;
  }

  /** The id of the session. */
  public String sessionId() {
    return sessionId;
  }

  /** The status as the service wrote it, perhaps empty. */
  public String status() {
    return status;
  }
}

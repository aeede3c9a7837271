package dev.maxstorage.control;

import java.io.IOException;

/** A SQL job that failed or was cancelled; the message is the service's, with the instance id. */
public final class SqlJobException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String instanceId;

  SqlJobException(String message, String instanceId) {
    super(message + " (instance " + instanceId + ")");
    this.instanceId = instanceId;
  }

  /** The instance of the job. */
  public String instanceId() {
    return instanceId;
  }
}

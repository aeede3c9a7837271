package dev.maxstorage.control;

import dev.maxstorage.wire.ErrorBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A SQL job ended without success. */
public final class SqlJobFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String instanceId;
  private final String taskStatus;
  private final String reason;

  SqlJobFailedException(String instanceId, String taskStatus, String text) {
    this(instanceId, taskStatus, text, reason(text));
  }

  private SqlJobFailedException(
      String instanceId, String taskStatus, String text, String reason) {
    super((reason.isEmpty() ? "The SQL job " + taskStatus : reason) + " (instance " + instanceId + ")");
    this.instanceId = instanceId;
    this.taskStatus = taskStatus;
    this.reason = reason;
  }

  /** The text may be a whole error document. */
  private static String reason(String text) {
    String stripped = text.strip();
    return stripped.startsWith("<")
        ? ErrorBody.parse(0, stripped.getBytes(StandardCharsets.UTF_8), null).text()
        : stripped;
  }

  /** The id of the job's instance. */
  public String instanceId() {
    return instanceId;
  }

  /** Failed, Cancelled or Suspended, as the service wrote it. */
  public String taskStatus() {
    return taskStatus;
  }

  /** Whether somebody cancelled the job. */
  public boolean isCancelled() {
    return taskStatus.equalsIgnoreCase("Cancelled");
  }

  /** What the engine said, such as {@code ODPS-0130131:[1,15] Table not found}; may be empty. */
  public String reason() {
    return reason;
  }

  /** The first {@code ODPS-} number of the reason, or null. */
  public @Nullable String odpsNumber() {
    return new ErrorBody(0, null, reason, null, null).odpsNumber();
  }
}

package dev.maxstorage.wire;

import java.util.List;

/**
 * Body of {@code InstanceRead}. Source: Storage API document, 5.2.
 *
 * @param taskName the task of the instance; empty on the wire means the default
 * @param columns projection; empty for all
 */
public record InstanceReadRequest(
    String taskName, long queryId, boolean enableLimit, List<String> columns) {

  /** The task name of a job that names none. */
  public static final String DEFAULT_TASK_NAME = "AnonymousSQLTask";

  public InstanceReadRequest {
    taskName = taskName.isEmpty() ? DEFAULT_TASK_NAME : taskName;
    columns = List.copyOf(columns);
  }
}

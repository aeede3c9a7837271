package dev.maxstorage.jdbc;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SQL job of a statement: {@code statement.unwrap(MaxStorageJob.class)} gives the one that the
 * statement is running, or ran last; {@code isWrapperFor} tells whether there is one.
 *
 * <p><b>Threads:</b> any, also while another one waits in {@code execute}.
 */
public interface MaxStorageJob {

  /** The project that the job runs in. */
  String project();

  /** The id under which the service knows the job. */
  String instanceId();

  /** How far the job is, asked of the service now; empty if it tells nothing. */
  List<Stage> stages() throws SQLException;

  /**
   * A web address at which anybody can look at the job for a day: it holds a token, so do not log
   * it. Null if the service has no log view.
   */
  @Nullable String logView() throws SQLException;

  /**
   * One stage of a job.
   *
   * @param id name of the stage
   * @param status as the service words it
   * @param finishedWorkers that are done
   * @param runningWorkers that are at work
   * @param totalWorkers of the stage
   * @param inputRecords read so far
   * @param outputRecords written so far
   * @param finishedPercent 0 to 100
   */
  record Stage(
      String id,
      String status,
      long finishedWorkers,
      long runningWorkers,
      long totalWorkers,
      long inputRecords,
      long outputRecords,
      int finishedPercent) {}
}

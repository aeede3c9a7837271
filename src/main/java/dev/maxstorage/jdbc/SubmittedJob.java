package dev.maxstorage.jdbc;

import dev.maxstorage.control.LogView;
import dev.maxstorage.control.SqlJob;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job that the service has accepted, as callers see it. */
final class SubmittedJob implements MaxStorageJob {
  private static final Logger LOG = System.getLogger(SubmittedJob.class.getName());

  private final SqlJob job;
  private final LogView logViews;

  /**
   * Takes a job whose requests the end of the connection ends, and not that of the statement.
   *
   * @param job through a transport of the connection
   */
  SubmittedJob(SqlJob job, LogView logViews) {
    this.job = job;
    this.logViews = logViews;
  }

  @Override
  public String project() {
    return job.instance().project();
  }

  @Override
  public String instanceId() {
    return job.instance().instanceId();
  }

  @Override
  public List<Stage> stages() throws SQLException {
    try {
      return job.stages().stream()
          .map(
              stage ->
                  new Stage(
                      stage.id(),
                      stage.status(),
                      stage.finishedWorkers(),
                      stage.runningWorkers(),
                      stage.totalWorkers(),
                      stage.inputRecords(),
                      stage.outputRecords(),
                      stage.finishedPercent()))
          .toList();
    } catch (IOException e) {
      throw Failures.translate(e);
    }
  }

  @Override
  public @Nullable String logView() throws SQLException {
    try {
      return logViews.addressWithToken(job.instance());
    } catch (IOException e) {
      throw Failures.translate(e);
    }
  }

  /**
   * What there is to warn about, asked of the service: its own warnings, and where the job can be
   * looked at. What it does not answer is left out.
   */
  List<String> warnings() {
    List<String> all = new ArrayList<>();
    try {
      all.addAll(job.warnings());
      String address = logViews.address(job.instance());
      if (address != null) {
        all.add("SQL job " + instanceId() + ", log view " + address);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "SQL job " + instanceId() + ": no warnings: " + e.getMessage());
    }
    return all;
  }

  @Override
  public String toString() {
    return "SQL job " + instanceId() + " of project " + project();
  }
}

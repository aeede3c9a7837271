package dev.maxstorage.jdbc;

import dev.maxstorage.config.DriverConfig;
import dev.maxstorage.control.ProjectDescription.Naming;
import dev.maxstorage.control.SqlJob;
import dev.maxstorage.sql.JobPlan;
import dev.maxstorage.storage.ParallelBatches;
import dev.maxstorage.storage.ReadSession;
import dev.maxstorage.storage.RowOrder;
import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.transport.CancelledException;
import dev.maxstorage.wire.WireJson;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements as SQL jobs, with the settings of the connection: those of the URL, then those of
 * SET statements, then those in front of the statement itself.
 */
final class JobRunner {
  private static final Logger LOG = System.getLogger(JobRunner.class.getName());

  private final MaxStorageConnection connection;
  private final Clients clients;
  private final DriverConfig config;
  private final JobCancels cancels;
  private final Map<String, String> settings = new LinkedHashMap<>();

  JobRunner(MaxStorageConnection connection, Clients clients) throws SQLException {
    this.connection = connection;
    this.clients = clients;
    this.config = connection.config();
    this.cancels = new JobCancels(clients.outermost());
    readSettings();
  }

  private void readSettings() throws SQLException {
    String json = config.settings();
    if (json == null) {
      return;
    }
    try {
      WireJson.read(json.getBytes(StandardCharsets.UTF_8), Map.class)
          .forEach((key, value) -> settings.put(String.valueOf(key), String.valueOf(value)));
    } catch (IOException e) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT,
          "Property 'settings' is no JSON object of texts; " + e.getMessage(),
          e);
    }
  }

  /** Takes over the settings of a SET statement. */
  void set(Map<String, String> more) {
    settings.putAll(more);
  }

  /**
   * Runs a statement as a job and waits for its end.
   *
   * @param parameters values of all {@code ?}
   */
  Outcome run(
      JobPlan plan,
      List<? extends @Nullable Object> parameters,
      RunOptions options,
      Execution running)
      throws IOException, SQLException {
    CancelScope scope = running.scope();
    String sql = plan.withParameters(parameters, config.timeZone());
    LOG.log(Level.DEBUG, () -> "SQL job, since " + plan.reason());
    SqlJob job =
        clients
            .jobs(scope)
            .submit(connection.getCatalog(), sql, jobSettings(plan.settings()), config.priority());
    running.submitted(
        new SubmittedJob(job.through(clients.within(clients.scope())), clients.logView()));
    try {
      job.await();
    } catch (CancelledException | InterruptedIOException e) {
      cancels.cancel(job);
      throw e;
    }
    return switch (plan.kind()) {
      case QUERY -> rowsOf(job, options, scope);
      case TEXT -> Outcome.ofLines("result", job.result().lines().toList(), clients.allocator());
      case UPDATE -> new Outcome.Count(rowsWritten(job));
      case OTHER -> new Outcome.Count(0);
    };
  }

  /** The update count; JDBC has no word for an unknown one but that of batches. */
  private static long rowsWritten(SqlJob job) throws IOException {
    long rows = job.rowsWritten();
    return rows == SqlJob.UNKNOWN ? Statement.SUCCESS_NO_INFO : rows;
  }

  private Map<String, String> jobSettings(Map<String, String> ofStatement) throws SQLException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("odps.sql.timezone", config.timeZone().getId());
    if (clients.naming() == Naming.THREE_LEVELS) {
      all.put("odps.default.schema", connection.getSchema());
      all.put("odps.namespace.schema", "true");
    }
    all.put("odps.sql.type.system.odps2", "true");
    if (config.quotaName() != null) {
      all.put("odps.task.wlm.quota", config.quotaName());
    }
    all.putAll(settings);
    all.putAll(ofStatement);
    return all;
  }

  /** Waits for the cancels that are on their way, before the connection closes. */
  void awaitCancels() {
    cancels.await();
  }

  private Outcome rowsOf(SqlJob job, RunOptions options, CancelScope scope) throws IOException {
    ReadSession session = clients.storage(scope).createInstanceReadSession(job.instance());
    List<ResultColumn> columns = ResultColumn.inOrder(session.columns(), ResultColumn.Origin.NONE);
    if (options.scrolling() == Scrolling.INSENSITIVE) {
      return new Outcome.Ranges(new RangeOpener(clients).ofJob(session, options), columns, -1);
    }
    BufferAllocator allocator = clients.child("result of " + job.instance().instanceId());
    ParallelBatches streams =
        clients.batches(session, RowOrder.TABLE, 0, options.wantedRows(), options, allocator);
    return new Outcome.Rows(
        new OwnedBatches(new FilteredBatches(streams, null), streams, allocator), columns, -1);
  }
}

package dev.maxstorage.jdbc;

import dev.maxstorage.config.DriverConfig;
import dev.maxstorage.config.EngineChoice;
import dev.maxstorage.control.TableDescription;
import dev.maxstorage.control.Tables;
import dev.maxstorage.predicate.UnsupportedPredicateException;
import dev.maxstorage.sql.ExplainPlan;
import dev.maxstorage.sql.InsertPlan;
import dev.maxstorage.sql.JobPlan;
import dev.maxstorage.sql.Plan;
import dev.maxstorage.sql.ScanPlan;
import dev.maxstorage.sql.SettingsPlan;
import dev.maxstorage.sql.SqlRecognizer;
import dev.maxstorage.sql.SqlSyntaxException;
import dev.maxstorage.sql.TableName;
import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.types.Column;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs plans: the one place where the other rooms meet.
 *
 * <p>A scan becomes a read session, an insert a write session, everything else a SQL job whose rows
 * come back through a read session of its instance.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class PlanRunner {
  private static final Logger LOG = System.getLogger(PlanRunner.class.getName());

  private final MaxStorageConnection connection;
  private final Clients clients;
  private final DriverConfig config;
  private final ScanOpener scans;
  private final RangeOpener ranges;
  private final JobRunner jobs;

  PlanRunner(MaxStorageConnection connection, Clients clients) throws SQLException {
    this.connection = connection;
    this.clients = clients;
    this.config = connection.config();
    this.scans = new ScanOpener(clients);
    this.ranges = new RangeOpener(clients);
    this.jobs = new JobRunner(connection, clients);
  }

  /** Waits for cancels of SQL jobs that are on their way. */
  void awaitJobCancels() {
    jobs.awaitCancels();
  }

  /** What to do with a text. */
  Plan recognize(String sql) throws SQLException {
    try {
      return SqlRecognizer.recognize(sql);
    } catch (SqlSyntaxException e) {
      throw Failures.translate(e);
    }
  }

  /** The text as a SQL job would get it. */
  String nativeSql(String sql) throws SQLException {
    Plan plan = recognize(sql);
    if (plan instanceof ScanPlan scan) {
      return scan.text();
    } else if (plan instanceof InsertPlan insert) {
      return insert.text();
    } else if (plan instanceof JobPlan job) {
      return job.text();
    }
    return sql;
  }

  /**
   * Runs a plan.
   *
   * @param parameters values of all {@code ?}
   */
  Outcome run(
      Plan plan, List<? extends @Nullable Object> parameters, RunOptions options, Execution running)
      throws IOException, SQLException {
    if (plan.parameterCount() != parameters.size()) {
      throw SqlErrors.of(
          SqlState.WRONG_PARAMETER_COUNT,
          "The statement has "
              + plan.parameterCount()
              + " parameters, "
              + parameters.size()
              + " were given; use a PreparedStatement");
    }
    CancelScope scope = running.scope();
    if (plan instanceof ScanPlan scan) {
      return runScan(scan, parameters, options, scope);
    } else if (plan instanceof InsertPlan insert) {
      return runInsert(insert, running);
    } else if (plan instanceof JobPlan job) {
      return runJob(job, parameters, options, scope);
    } else if (plan instanceof SettingsPlan set) {
      jobs.set(set.settings());
      return new Outcome.Count(0);
    } else if (plan instanceof ExplainPlan explain) {
      return Outcome.ofLines(
          "plan", explain(explain.plan(), parameters, scope), clients.allocator());
    }
    throw new IllegalStateException("No rule for " + plan);
  }

  // Scans.

  private Outcome runScan(
      ScanPlan plan,
      List<? extends @Nullable Object> parameters,
      RunOptions options,
      CancelScope scope)
      throws IOException, SQLException {
    if (config.engine() == EngineChoice.SQL) {
      return runJob(plan.asJob("engine=sql"), parameters, options, scope);
    }
    TableScan scan;
    try {
      scan = planner(scope).plan(plan, describe(plan.table(), scope), parameters);
    } catch (NotAScanException e) {
      if (config.engine() == EngineChoice.STORAGE) {
        throw notAScan(String.valueOf(e.getMessage()));
      }
      return runJob(plan.asJob(String.valueOf(e.getMessage())), parameters, options, scope);
    }
    LOG.log(Level.DEBUG, () -> String.join("; ", scan.explanation()));
    return switch (options.scrolling()) {
      case FORWARD_ONLY ->
          new Outcome.Rows(scans.open(scan, options, scope), scan.columns(), scan.limit());
      case INSENSITIVE ->
          new Outcome.Ranges(ranges.ofScan(scan, options, scope), scan.columns(), scan.limit());
    };
  }

  private ScanPlanner planner(CancelScope scope) {
    return new ScanPlanner(config, clients.tables(scope));
  }

  private TableDescription describe(TableName name, CancelScope scope)
      throws IOException, SQLException {
    Target.Table table =
        TableNames.resolve(name, connection.getCatalog(), connection.getSchema(), clients.naming());
    Tables tables = clients.tables(scope);
    try {
      return tables.describe(table);
    } catch (ServiceException e) {
      if (e.status() == 404 && !e.hasCode("NoSuchProject", "NoSuchSchema")) {
        throw SqlErrors.of(
            SqlState.NO_SUCH_TABLE,
            "There is no table '"
                + table.table()
                + "' in schema '"
                + table.schema()
                + "' of project '"
                + table.project()
                + "': "
                + e.getMessage(),
            e);
      }
      throw e;
    }
  }

  private static SQLException notAScan(String reason) {
    return SqlErrors.notSupported(
        "With engine=storage, a statement that is no scan (" + reason + ")");
  }

  // Inserts.

  /** The vectors of an INSERT that is prepared. */
  InsertBatch insertBatch(InsertPlan plan) throws SQLException {
    checkWritable();
    try {
      return new InsertBatch(
          connection,
          clients,
          InsertLayout.of(plan, describe(plan.table(), clients.scope())),
          plan.parameterCount());
    } catch (IOException e) {
      throw Failures.translate(e);
    }
  }

  private Outcome runInsert(InsertPlan plan, Execution running) throws SQLException {
    InsertBatch batch = insertBatch(plan);
    try {
      batch.addRow();
      return new Outcome.Count(batch.send(running));
    } finally {
      batch.close();
    }
  }

  private void checkWritable() throws SQLException {
    if (connection.isReadOnly()) {
      throw SqlErrors.of(
          SqlState.INVALID_TRANSACTION_STATE,
          "The connection is read-only; call setReadOnly(false) before you write");
    }
  }

  // SQL jobs.

  private Outcome runJob(
      JobPlan plan,
      List<? extends @Nullable Object> parameters,
      RunOptions options,
      CancelScope scope)
      throws IOException, SQLException {
    if (config.engine() == EngineChoice.STORAGE && plan.kind() == JobPlan.Kind.QUERY) {
      throw notAScan(plan.reason());
    }
    if (plan.kind() == JobPlan.Kind.UPDATE || plan.kind() == JobPlan.Kind.OTHER) {
      checkWritable();
    }
    return jobs.run(plan, parameters, options, scope);
  }

  // What a statement would do.

  private List<String> explain(
      Plan plan, List<? extends @Nullable Object> parameters, CancelScope scope)
      throws IOException, SQLException {
    if (plan instanceof ScanPlan scan && config.engine() != EngineChoice.SQL) {
      try {
        return planner(scope).plan(scan, describe(scan.table(), scope), parameters).explanation();
      } catch (NotAScanException e) {
        return List.of("SQL job, since " + e.getMessage());
      }
    } else if (plan instanceof ScanPlan) {
      return List.of("SQL job, since engine=sql");
    } else if (plan instanceof InsertPlan insert) {
      InsertLayout layout = InsertLayout.of(insert, describe(insert.table(), scope));
      List<String> lines = new ArrayList<>();
      lines.add("write session " + layout.goal());
      lines.add(
          "columns: " + String.join(", ", layout.columns().stream().map(Column::name).toList()));
      return lines;
    } else if (plan instanceof JobPlan job) {
      return List.of("SQL job, since " + job.reason());
    }
    return List.of("settings of the connection");
  }

  /** The columns of a query before it runs; null where only running it tells them. */
  @Nullable ResultSetMetaData columnsBefore(Plan plan) throws SQLException {
    if (!(plan instanceof ScanPlan scan) || config.engine() == EngineChoice.SQL) {
      return null;
    }
    try {
      ScanPlan withoutPredicate =
          new ScanPlan(
              scan.table(),
              scan.projections(),
              null,
              scan.limit(),
              scan.settings(),
              0,
              scan.text());
      return new MaxStorageResultSetMetaData(
          planner(clients.scope())
              .plan(withoutPredicate, describe(scan.table(), clients.scope()), List.of())
              .columns());
    } catch (NotAScanException | UnsupportedPredicateException e) {
      return null;
    } catch (IOException | RuntimeException e) {
      throw Failures.translate(e);
    }
  }
}

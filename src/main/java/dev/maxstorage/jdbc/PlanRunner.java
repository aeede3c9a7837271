package dev.maxstorage.jdbc;

import static java.util.Objects.requireNonNull;

import dev.maxstorage.config.DriverConfig;
import dev.maxstorage.config.EngineChoice;
import dev.maxstorage.control.TableDescription;
import dev.maxstorage.control.Tables;
import dev.maxstorage.sql.ConstantsPlan;
import dev.maxstorage.sql.DeletePlan;
import dev.maxstorage.sql.ExplainPlan;
import dev.maxstorage.sql.InsertPlan;
import dev.maxstorage.sql.JobPlan;
import dev.maxstorage.sql.Plan;
import dev.maxstorage.sql.ScanPlan;
import dev.maxstorage.sql.SettingsPlan;
import dev.maxstorage.sql.SqlRecognizer;
import dev.maxstorage.sql.SqlSyntaxException;
import dev.maxstorage.sql.TableName;
import dev.maxstorage.storage.WriteSession;
import dev.maxstorage.storage.WriteSessionOptions;
import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.types.Column;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.ParameterMetaData;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs plans: the one place where the other rooms meet.
 *
 * <p>A scan becomes a read session, an insert or delete by key a write session, everything else a
 * SQL job whose rows come back through a read session of its instance.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class PlanRunner {
  private static final Logger LOG = System.getLogger(PlanRunner.class.getName());
  private static final String JOB_SINCE = "SQL job, since ";

  private final MaxStorageConnection connection;
  private final Clients clients;
  private final DriverConfig config;
  private final ScanOpener scans;
  private final RangeOpener ranges;
  private final RowCounter counter;
  private final JobRunner jobs;

  PlanRunner(MaxStorageConnection connection, Clients clients) throws SQLException {
    this.connection = connection;
    this.clients = clients;
    this.config = connection.config();
    this.scans = new ScanOpener(clients);
    this.ranges = new RangeOpener(clients);
    this.counter = new RowCounter(scans);
    this.jobs = new JobRunner(connection, clients);
  }

  /** Waits for cancels of SQL jobs that are on their way. */
  void awaitJobCancels() {
    jobs.awaitCancels();
  }

  /** Forgets the settings of SET statements. */
  void resetSettings() throws SQLException {
    jobs.reset();
  }

  /** What to do with a text. */
  Plan recognize(String sql) throws SQLException {
    try {
      return SqlRecognizer.recognize(sql);
    } catch (SqlSyntaxException e) {
      throw Failures.translate(e);
    }
  }

  /** What to do with each statement of a text, in order; at least one. */
  List<Plan> recognizeAll(String sql) throws SQLException {
    try {
      return SqlRecognizer.recognizeAll(sql);
    } catch (SqlSyntaxException e) {
      throw Failures.translate(e);
    }
  }

  /** What to do with a text, {@link #decided}. */
  Plan plan(String sql) throws SQLException {
    return decided(recognize(sql));
  }

  /** The plan itself, or a SQL job in the place of a DELETE that is not by the table's key. */
  Plan decided(Plan plan) throws SQLException {
    if (!(plan instanceof DeletePlan delete)) {
      return plan;
    }
    try {
      return decided(delete, clients.scope());
    } catch (IOException | RuntimeException e) {
      throw Failures.translate(e);
    }
  }

  private Plan decided(DeletePlan plan, CancelScope scope) throws IOException, SQLException {
    TableDescription table = describe(plan.table(), scope);
    String obstacle =
        DeleteLayout.obstacle(plan, table, clients.tables(scope).primaryKey(table.table()));
    return obstacle == null ? plan : plan.asJob(obstacle);
  }

  /** The text as a SQL job would get it. */
  String nativeSql(String sql) throws SQLException {
    Plan plan = recognize(sql);
    if (plan instanceof ScanPlan scan) {
      return scan.text();
    } else if (plan instanceof ConstantsPlan constants) {
      return constants.text();
    } else if (plan instanceof InsertPlan insert) {
      return insert.text();
    } else if (plan instanceof DeletePlan delete) {
      return delete.text();
    } else if (plan instanceof JobPlan job) {
      return job.text();
    }
    return sql;
  }

  /**
   * Runs a plan that is {@link #decided}.
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
      return runScan(scan, parameters, options, running);
    } else if (plan instanceof ConstantsPlan constants) {
      return runConstants(constants, options, running);
    } else if (plan instanceof InsertPlan || plan instanceof DeletePlan) {
      return runWrite(plan, running);
    } else if (plan instanceof JobPlan job) {
      return runJob(job, parameters, options, running);
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
      Execution running)
      throws IOException, SQLException {
    CancelScope scope = running.scope();
    if (config.engine() == EngineChoice.SQL) {
      checkMayBeJob(plan, "engine=sql");
      return runJob(plan.asJob("engine=sql"), parameters, options, running);
    }
    try {
      TableScan scan = planner(scope).plan(plan, describe(plan.table(), scope), parameters);
      LOG.log(Level.DEBUG, () -> String.join("; ", scan.explanation()));
      if (plan.isCount()) {
        return runCount(plan, scan, parameters, options, running);
      }
      return options.scrolling() == Scrolling.INSENSITIVE && scan.isReadableByPosition()
          ? new Outcome.Ranges(ranges.ofScan(scan, options, scope), scan.columns(), scan.limit())
          : new Outcome.Rows(scans.open(scan, options, scope), scan.columns(), scan.limit());
    } catch (NotAScanException e) {
      checkMayBeJob(plan, String.valueOf(e.getMessage()));
      if (config.engine() == EngineChoice.STORAGE) {
        throw notAScan(String.valueOf(e.getMessage()));
      }
      return runJob(plan.asJob(String.valueOf(e.getMessage())), parameters, options, running);
    }
  }

  /** The conditions of the splits of a SELECT, for {@link SplitScans}. */
  List<String> splits(String select, int count) throws SQLException {
    if (count < 1) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT, count + " splits cannot be made; ask for at least 1");
    }
    Plan plan = recognize(select);
    if (plan instanceof JobPlan job) {
      throw SqlErrors.notSupported("Cutting a statement that is no scan (" + job.reason() + ")");
    }
    if (!(plan instanceof ScanPlan scan)
        || scan.isCount()
        || scan.parameterCount() > 0
        || scan.offset() > 0
        || scan.limit() != ScanPlan.NO_LIMIT
        || scan.incremental() != null
        || scan.split() != null
        || config.engine() == EngineChoice.SQL) {
      throw SqlErrors.notSupported(
          "Cutting anything but a SELECT of one table without count, LIMIT, OFFSET, parameters,"
              + " hint and split, or with engine=sql, into splits");
    }
    CancelScope scope = clients.scope();
    try {
      TableScan table = planner(scope).plan(scan, describe(scan.table(), scope), List.of());
      return new SplitOpener(clients)
          .cut(table, count, scope).stream().map(TableSplit::condition).toList();
    } catch (NotAScanException e) {
      throw SqlErrors.notSupported("Cutting a statement that is no scan (" + e.getMessage() + ")");
    } catch (IOException | RuntimeException e) {
      throw Failures.translate(e);
    }
  }

  private static void checkMayBeJob(ScanPlan plan, String obstacle) throws SQLException {
    if (plan.split() != null) {
      throw SqlErrors.notSupported("Reading a split by no scan (" + obstacle + ")");
    } else if (plan.incremental() != null) {
      throw SqlErrors.notSupported("An incremental read that is no scan (" + obstacle + ")");
    }
  }

  private Outcome runCount(
      ScanPlan plan,
      TableScan scan,
      List<? extends @Nullable Object> parameters,
      RunOptions options,
      Execution running)
      throws IOException, SQLException, NotAScanException {
    CancelScope scope = running.scope();
    if (config.engine() != EngineChoice.STORAGE && counter.way(scan, scope) == RowCounter.Way.JOB) {
      return runJob(plan.asJob(RowCounter.TOO_MANY), parameters, options, running);
    }
    return ComputedRow.of(
        plan.projections(), counter.count(scan, options, scope), clients.allocator());
  }

  private Outcome runConstants(ConstantsPlan plan, RunOptions options, Execution running)
      throws IOException, SQLException {
    String obstacle = "engine=sql";
    if (config.engine() != EngineChoice.SQL) {
      try {
        return ComputedRow.of(plan.projections(), 0, clients.allocator());
      } catch (NotAScanException e) {
        obstacle = String.valueOf(e.getMessage());
      }
    }
    return runJob(plan.asJob(obstacle), List.of(), options, running);
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

  /**
   * The vectors of a plan that becomes rows in a write session; null for other plans.
   *
   * @param plan that is {@link #decided}
   */
  @Nullable InsertBatch writeBatch(Plan plan) throws SQLException {
    if (!(plan instanceof InsertPlan || plan instanceof DeletePlan)) {
      return null;
    }
    checkWritable();
    try {
      return new InsertBatch(connection, layout(plan, clients.scope()), plan.parameterCount());
    } catch (IOException e) {
      throw Failures.translate(e);
    }
  }

  private InsertLayout layout(Plan plan, CancelScope scope) throws IOException, SQLException {
    if (plan instanceof InsertPlan insert) {
      return InsertLayout.of(insert, describe(insert.table(), scope));
    }
    DeletePlan delete = (DeletePlan) plan;
    return DeleteLayout.of(delete, describe(delete.table(), scope));
  }

  /** A writer of Arrow batches into a table. */
  ArrowTableWriter bulkWriter(String name) throws SQLException {
    checkWritable();
    try {
      TableDescription table = describe(tableName(name), clients.scope());
      return new ArrowTableWriter(connection, InsertLayout.intoAll(table), table.allColumns());
    } catch (IOException | RuntimeException e) {
      throw Failures.translate(e);
    }
  }

  /** Streaming modes: where the merge of a table's rows stands. */
  @Nullable String minUncommittedStagingId(String name) throws SQLException {
    try {
      Target.Table table = describe(tableName(name), clients.scope()).table();
      try (WriteSession session =
          clients
              .storage(clients.scope())
              .createWriteSession(table, WriteSessionOptions.STREAMING)) {
        return session.minUncommittedStagingId();
      }
    } catch (IOException e) {
      throw Failures.translate(e);
    } catch (UnsupportedOperationException e) {
      throw SqlErrors.notSupported(e.getMessage() + " (set apiVersion=3), which");
    }
  }

  /** The name of a table as SQL writes it. */
  private TableName tableName(String text) throws SQLException {
    if (recognize("SELECT * FROM " + text) instanceof ScanPlan scan
        && scan.predicate() == null
        && scan.split() == null
        && scan.limit() < 0
        && scan.settings().isEmpty()) {
      return scan.table();
    }
    throw SqlErrors.of(
        SqlState.INVALID_ARGUMENT, "'" + text + "' is no table name such as t, s.t or p.s.t");
  }

  private Outcome runWrite(Plan plan, Execution running) throws SQLException {
    InsertBatch batch = requireNonNull(writeBatch(plan));
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
      Execution running)
      throws IOException, SQLException {
    if (config.engine() == EngineChoice.STORAGE && plan.kind() == JobPlan.Kind.QUERY) {
      throw notAScan(plan.reason());
    }
    if (plan.kind() == JobPlan.Kind.UPDATE || plan.kind() == JobPlan.Kind.OTHER) {
      checkWritable();
    }
    try {
      return jobs.run(plan, parameters, options, running);
    } finally {
      if (plan.kind() == JobPlan.Kind.OTHER) {
        MetadataCache.definitionSent();
      }
    }
  }

  // What a statement would do.

  private List<String> explain(
      Plan plan, List<? extends @Nullable Object> parameters, CancelScope scope)
      throws IOException, SQLException {
    if (plan instanceof ScanPlan scan) {
      return explain(scan, parameters, scope);
    } else if (plan instanceof ConstantsPlan constants) {
      return explain(constants);
    } else if (plan instanceof InsertPlan insert) {
      InsertLayout layout = layout(insert, scope);
      return List.of(
          "write session " + layout.goal(),
          "columns: " + String.join(", ", layout.columns().stream().map(Column::name).toList()));
    } else if (plan instanceof DeletePlan delete) {
      return explain(delete, scope);
    } else if (plan instanceof JobPlan job) {
      return List.of(JOB_SINCE + job.reason());
    }
    return List.of("settings of the connection");
  }

  private List<String> explain(DeletePlan plan, CancelScope scope)
      throws IOException, SQLException {
    if (decided(plan, scope) instanceof JobPlan job) {
      return List.of(JOB_SINCE + job.reason());
    }
    return List.of(
        "write session deleting from "
            + TableNames.text(describe(plan.table(), scope).table())
            + " by key",
        "key: "
            + String.join(", ", plan.conditions().stream().map(DeletePlan.Equal::column).toList()));
  }

  private List<String> explain(
      ScanPlan plan, List<? extends @Nullable Object> parameters, CancelScope scope)
      throws IOException, SQLException {
    if (config.engine() == EngineChoice.SQL) {
      checkMayBeJob(plan, "engine=sql");
      return List.of(JOB_SINCE + "engine=sql");
    }
    try {
      TableScan scan = planner(scope).plan(plan, describe(plan.table(), scope), parameters);
      return plan.isCount() ? explainCount(scan, scope) : scan.explanation();
    } catch (NotAScanException e) {
      checkMayBeJob(plan, String.valueOf(e.getMessage()));
      return List.of(JOB_SINCE + e.getMessage());
    }
  }

  private List<String> explainCount(TableScan scan, CancelScope scope) throws IOException {
    RowCounter.Way way = counter.way(scan, scope);
    if (way == RowCounter.Way.JOB && config.engine() != EngineChoice.STORAGE) {
      return List.of(JOB_SINCE + RowCounter.TOO_MANY);
    }
    List<String> lines = new ArrayList<>();
    lines.add("count of rows: " + way.explanation());
    lines.addAll(scan.explanation());
    return lines;
  }

  private List<String> explain(ConstantsPlan plan) {
    if (config.engine() == EngineChoice.SQL) {
      return List.of(JOB_SINCE + "engine=sql");
    }
    try {
      int columns = ComputedRow.columns(plan.projections()).size();
      return List.of("one row of " + columns + (columns == 1 ? " literal" : " literals"));
    } catch (NotAScanException e) {
      return List.of(JOB_SINCE + e.getMessage());
    }
  }

  /** The parameters of a statement that is no insert, before it runs. */
  ParameterMetaData parametersBefore(Plan plan) throws SQLException {
    if (!(plan instanceof ScanPlan scan)
        || plan.parameterCount() == 0
        || config.engine() == EngineChoice.SQL) {
      return MaxStorageParameterMetaData.ofCount(plan.parameterCount());
    }
    try {
      return MaxStorageParameterMetaData.ofTypes(
          ScanParameters.types(scan, describe(scan.table(), clients.scope())));
    } catch (IOException | RuntimeException e) {
      throw Failures.translate(e);
    }
  }

  /** The columns of a query before it runs; null where only running it tells them. */
  @Nullable ResultSetMetaData columnsBefore(Plan plan) throws SQLException {
    if (config.engine() == EngineChoice.SQL) {
      return null;
    }
    try {
      if (plan instanceof ConstantsPlan constants) {
        return new MaxStorageResultSetMetaData(ComputedRow.columns(constants.projections()));
      } else if (plan instanceof ScanPlan scan) {
        TableDescription table = describe(scan.table(), clients.scope());
        return new MaxStorageResultSetMetaData(
            planner(clients.scope()).plan(scan.withoutPredicate(), table, List.of()).columns());
      }
      return null;
    } catch (NotAScanException e) {
      return null;
    } catch (IOException | RuntimeException e) {
      throw Failures.translate(e);
    }
  }
}

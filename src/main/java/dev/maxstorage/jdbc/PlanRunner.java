package dev.maxstorage.jdbc;

import dev.maxstorage.config.DriverConfig;
import dev.maxstorage.config.EngineChoice;
import dev.maxstorage.control.ProjectDescription.Naming;
import dev.maxstorage.control.SqlJob;
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
import dev.maxstorage.storage.ReadOptions;
import dev.maxstorage.storage.ReadSession;
import dev.maxstorage.storage.ReadSessionOptions;
import dev.maxstorage.storage.ReadSessionOptions.FilterFallback;
import dev.maxstorage.storage.StorageClient;
import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.transport.CancelledException;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType.Kind;
import dev.maxstorage.types.OdpsType.Scalar;
import dev.maxstorage.wire.SplitMode;
import dev.maxstorage.wire.SplitOptions;
import dev.maxstorage.wire.Target;
import dev.maxstorage.wire.WireJson;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
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

  /** Rows of the first ranges of a scan without a predicate, so that each request is small. */
  private static final long RANGE_ROWS = 1L << 20;

  private final MaxStorageConnection connection;
  private final Clients clients;
  private final DriverConfig config;
  private final Map<String, String> settings = new LinkedHashMap<>();

  PlanRunner(MaxStorageConnection connection, Clients clients) throws SQLException {
    this.connection = connection;
    this.clients = clients;
    this.config = connection.config();
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
      settings.putAll(set.settings());
      return new Outcome.Count(0);
    } else if (plan instanceof ExplainPlan explain) {
      return texts("plan", explain(explain.plan(), parameters, scope));
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
    return new Outcome.Rows(open(scan, options, scope), scan.columns(), scan.limit());
  }

  private ResultBatches open(TableScan scan, RunOptions options, CancelScope scope)
      throws IOException {
    if (scan.isEmpty()) {
      return noRows();
    }
    BufferAllocator allocator = clients.child("scan of " + scan.table().table().table());
    try {
      ReadSession session = createSession(scan, options, scope);
      ResultBatches batches =
          new FilteredBatches(session.batches(readOptions(options), allocator), scan.predicate());
      if (!scan.constants().isEmpty()) {
        batches =
            new ConstantColumns(
                batches,
                scan.constants().stream().map(TableScan.Constant::column).toList(),
                scan.constants().stream()
                    .<@Nullable Object>map(TableScan.Constant::value)
                    .collect(java.util.stream.Collectors.toList()),
                allocator);
      }
      return new OwnedBatches(batches, allocator);
    } catch (IOException | RuntimeException e) {
      allocator.close();
      throw e;
    }
  }

  private ReadOptions readOptions(RunOptions options) {
    int rows = options.batchRows();
    if (options.maxRows() > 0 && options.maxRows() < rows) {
      rows = (int) options.maxRows();
    }
    return ReadOptions.DEFAULT
        .withMaxBatchRows(Math.min(rows, dev.maxstorage.wire.TableReadRequest.MAX_BATCH_ROWS))
        .withCompression(clients.compression());
  }

  /**
   * A read session; with a predicate it is cut by size, since row counts mean nothing then. A
   * filter that the service refuses is left out once: the driver decides the predicate anyway.
   * Source: control-plane document, 16.3.
   */
  private ReadSession createSession(TableScan scan, RunOptions options, CancelScope scope)
      throws IOException {
    StorageClient storage = clients.storage(scope);
    List<String> partitions = scan.partitions();
    ReadSessionOptions wanted =
        ReadSessionOptions.ALL
            .withColumns(scan.dataColumns(), scan.partitionColumns())
            .withPartitions(partitions == null ? List.of() : partitions);
    if (scan.predicate() == null) {
      long rows = scan.limit() > 0 ? Math.min(scan.limit(), RANGE_ROWS) : RANGE_ROWS;
      rows = options.maxRows() > 0 ? Math.min(rows, options.maxRows()) : rows;
      return storage.createReadSession(
          scan.table().table(), wanted.withSplits(SplitMode.ROW_OFFSET, rows));
    }
    ReadSessionOptions bySize =
        wanted.withSplits(SplitMode.SIZE, SplitOptions.DEFAULT_SPLIT_NUMBER);
    if (scan.pushed().isEmpty()) {
      return storage.createReadSession(scan.table().table(), bySize);
    }
    try {
      return storage.createReadSession(
          scan.table().table(), bySize.withFilter(scan.pushed(), FilterFallback.REFUSE));
    } catch (ServiceException e) {
      if (e.status() != 400 && e.status() != 422) {
        throw e;
      }
      LOG.log(
          Level.INFO, () -> "The service refused the filter " + scan.pushed() + ": " + e.reason());
      return storage.createReadSession(scan.table().table(), bySize);
    }
  }

  private ResultBatches noRows() {
    return new InMemoryBatches(List.of(), List.of(), clients.allocator());
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
    String sql = plan.withParameters(parameters, config.timeZone());
    LOG.log(Level.DEBUG, () -> "SQL job, since " + plan.reason());
    SqlJob job =
        clients.jobs(scope).submit(connection.getCatalog(), sql, jobSettings(plan.settings()));
    try {
      job.await();
    } catch (CancelledException e) {
      cancel(job, e);
      throw e;
    }
    return switch (plan.kind()) {
      case QUERY -> rowsOf(job, options, scope);
      case TEXT -> texts("result", job.result().lines().toList());
      case UPDATE -> new Outcome.Count(job.rowsWritten());
      case OTHER -> new Outcome.Count(0);
    };
  }

  private Map<String, String> jobSettings(Map<String, String> ofStatement) throws SQLException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("odps.sql.timezone", config.timeZone().getId());
    if (clients.naming() == Naming.THREE_LEVELS) {
      all.put("odps.default.schema", connection.getSchema());
      all.put("odps.namespace.schema", "true");
    }
    all.put("odps.sql.type.system.odps2", "true");
    all.putAll(settings);
    all.putAll(ofStatement);
    return all;
  }

  private void cancel(SqlJob job, IOException cause) {
    try {
      job.through(clients.outermost()).cancel();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private Outcome rowsOf(SqlJob job, RunOptions options, CancelScope scope) throws IOException {
    ReadSession session = clients.storage(scope).createInstanceReadSession(job.instance());
    BufferAllocator allocator = clients.child("result of " + job.instance().instanceId());
    return new Outcome.Rows(
        new OwnedBatches(
            new FilteredBatches(session.batches(readOptions(options), allocator), null), allocator),
        ResultColumn.inOrder(session.columns(), ResultColumn.Origin.NONE),
        -1);
  }

  private Outcome texts(String label, List<String> lines) {
    List<Column> columns = List.of(Column.of(label, new Scalar(Kind.STRING)));
    return new Outcome.Rows(
        new InMemoryBatches(columns, lines.stream().map(List::of).toList(), clients.allocator()),
        ResultColumn.inOrder(columns, ResultColumn.Origin.NONE),
        -1);
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

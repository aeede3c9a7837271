package dev.maxstorage.jdbc;

import dev.maxstorage.sql.JobPlan;
import dev.maxstorage.sql.Plan;
import dev.maxstorage.storage.ReadProgress;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement: runs one SQL text at a time and holds its result.
 *
 * <p><b>Closing:</b> closes its result set. <b>Threads:</b> one, but {@link #cancel} and {@link
 * #close} may come from another.
 */
class MaxStorageStatement implements Statement {
  private final MaxStorageConnection connection;
  private final List<String> batch = new ArrayList<>();

  private volatile @Nullable ArrowResultSet resultSet;
  private long updateCount = -1;
  private long maxRows;
  private int fetchSize;
  private int fetchDirection = ResultSet.FETCH_FORWARD;
  private int queryTimeoutSeconds;
  private int maxFieldBytes;
  private boolean closeOnCompletion;
  private boolean poolable;
  private Scrolling scrolling = Scrolling.FORWARD_ONLY;
  private @Nullable SQLWarning warnings;
  private @Nullable SubmittedJob asked;
  private volatile @Nullable Execution execution;
  private volatile @Nullable ScanProgress progress;
  private volatile boolean closed;

  MaxStorageStatement(MaxStorageConnection connection) {
    this.connection = connection;
  }

  /** Sets how result sets move; before the first run. */
  final void use(Scrolling wanted) {
    scrolling = wanted;
  }

  final MaxStorageConnection connection() {
    return connection;
  }

  final void checkOpen() throws SQLException {
    if (closed) {
      throw SqlErrors.closed("The statement");
    }
    connection.checkOpen();
  }

  /** Work that a statement does while it can be cancelled. */
  interface Work<T> {
    /** Does the work within an execution, whose scope every request joins. */
    T run(Execution execution) throws Exception;
  }

  /** Closes the last result and does work that {@link #cancel} and the query timeout can break. */
  final <T> T execute(Work<T> work) throws SQLException {
    checkOpen();
    closeResult();
    Execution running =
        new Execution(connection.clients().scope(), queryTimeoutSeconds, connection.timer());
    execution = running;
    try {
      checkOpen(); // a close from another thread that came before did not see this execution
      return work.run(running);
    } catch (Exception e) {
      throw running.failure(e);
    } finally {
      running.workDone();
    }
  }

  /** Opens the blobs of the result of the current run; a {@link #cancel} ends their reading. */
  final BlobOpener blobs() {
    Execution running = execution;
    return running == null
        ? connection.blobs()
        : connection.clients().blobOpener(running.blobScope());
  }

  /**
   * Takes over what a plan gave back, within the execution; true if that is rows.
   *
   * @throws SQLException if the statement was closed meanwhile
   */
  final boolean take(Outcome outcome) throws SQLException {
    if (outcome instanceof Outcome.Count count) {
      resultSet = null;
      updateCount = count.rows();
      return false;
    }
    ArrowResultSet taken = resultSet(outcome);
    resultSet = taken;
    updateCount = -1;
    if (closed) {
      taken.close();
      throw SqlErrors.closed("The statement");
    }
    return true;
  }

  private ArrowResultSet resultSet(Outcome outcome) {
    if (outcome instanceof Outcome.Ranges ranges) {
      return ArrowResultSet.scrollable(
          connection, ranges.ranges(), ranges.columns(), mostRows(ranges.limit()), this);
    }
    Outcome.Rows rows = (Outcome.Rows) outcome;
    ReadProgress read = rows.batches().progress();
    if (read != null) {
      progress = new ScanProgress(read);
    }
    long most = mostRows(rows.limit());
    if (scrolling == Scrolling.INSENSITIVE) {
      if (rows.batches() instanceof InMemoryBatches memory) {
        return ArrowResultSet.scrollable(
            connection,
            RowRanges.ofMemory(memory, connection.clients().allocator()),
            rows.columns(),
            most,
            this);
      }
      warn("The result set moves forward only: its rows cannot be read by position");
    }
    return ArrowResultSet.forward(connection, rows.batches(), rows.columns(), most, this);
  }

  /** The smaller of the limits of plan and statement, negative for none. */
  private long mostRows(long limit) {
    if (maxRows == 0) {
      return limit;
    }
    return limit < 0 ? maxRows : Math.min(limit, maxRows);
  }

  /** Options of a run, as set on this statement now. */
  final RunOptions options() {
    return new RunOptions(
        fetchSize > 0 ? fetchSize : connection.config().fetchSize(), maxRows, scrolling);
  }

  /** What a failure while reading the result means: cancelled, timed out, or itself. */
  final SQLException failure(Exception e) {
    Execution running = execution;
    return running == null ? Failures.translate(e) : running.failure(e);
  }

  /** Called by the result set before it closes: whatever it waits for ends. */
  final void resultSetCloses() {
    Execution running = execution;
    if (running != null) {
      running.end();
    }
  }

  /** Called by the result set when it is closed. */
  final void resultSetClosed(ArrowResultSet closedSet) throws SQLException {
    Execution running = execution;
    if (running != null) {
      running.finish();
    }
    if (closeOnCompletion && resultSet == closedSet) {
      close();
    }
  }

  private void closeResult() throws SQLException {
    ArrowResultSet open = resultSet;
    resultSet = null;
    updateCount = -1;
    if (open != null) {
      open.close();
    }
    Execution last = execution;
    if (last != null) {
      last.finish();
    }
  }

  boolean run(String sql) throws SQLException {
    Plan plan = connection.runner().recognize(sql);
    warnings = null;
    warnIfAtOnce(plan);
    return execute(running -> take(connection.runner().run(plan, List.of(), options(), running)));
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    checkOpen();
    return run(sql);
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    checkOpen();
    run(sql);
    return requireRows();
  }

  /** The result set of the run just done, or an exception if it gave none. */
  final ResultSet requireRows() throws SQLException {
    ArrowResultSet open = resultSet;
    if (open == null) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT,
          "The statement gives no rows; it was run, use execute or executeUpdate");
    }
    return open;
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    checkOpen();
    run(sql);
    return requireCount();
  }

  /** The update count of the run just done, or an exception if it gave rows. */
  final long requireCount() throws SQLException {
    if (resultSet != null) {
      closeResult();
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT, "The statement gives rows; use execute or executeQuery");
    }
    return updateCount;
  }

  @Override
  public int executeUpdate(String sql) throws SQLException {
    return narrow(executeLargeUpdate(sql));
  }

  /** A count as an int; counts beyond it are SUCCESS_NO_INFO. */
  static int narrow(long count) {
    return count > Integer.MAX_VALUE ? SUCCESS_NO_INFO : (int) count;
  }

  @Override
  public boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
    checkNoKeys(autoGeneratedKeys != NO_GENERATED_KEYS);
    return execute(sql);
  }

  @Override
  public boolean execute(String sql, int[] columnIndexes) throws SQLException {
    checkNoKeys(columnIndexes.length > 0);
    return execute(sql);
  }

  @Override
  public boolean execute(String sql, String[] columnNames) throws SQLException {
    checkNoKeys(columnNames.length > 0);
    return execute(sql);
  }

  @Override
  public int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
    checkNoKeys(autoGeneratedKeys != NO_GENERATED_KEYS);
    return executeUpdate(sql);
  }

  @Override
  public int executeUpdate(String sql, int[] columnIndexes) throws SQLException {
    checkNoKeys(columnIndexes.length > 0);
    return executeUpdate(sql);
  }

  @Override
  public int executeUpdate(String sql, String[] columnNames) throws SQLException {
    checkNoKeys(columnNames.length > 0);
    return executeUpdate(sql);
  }

  private void checkNoKeys(boolean wanted) throws SQLException {
    checkOpen();
    if (wanted) {
      throw SqlErrors.notSupported("Returning generated keys");
    }
  }

  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    checkOpen();
    throw SqlErrors.notSupported("Returning generated keys");
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    checkOpen();
    batch.add(sql);
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    batch.clear();
  }

  @Override
  public int[] executeBatch() throws SQLException {
    return Arrays.stream(executeLargeBatch()).mapToInt(MaxStorageStatement::narrow).toArray();
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    checkOpen();
    List<String> texts = List.copyOf(batch);
    batch.clear();
    long[] counts = new long[texts.size()];
    for (int i = 0; i < counts.length; i++) {
      try {
        counts[i] = executeLargeUpdate(texts.get(i));
      } catch (SQLException e) {
        throw new BatchUpdateException(
            "Statement " + (i + 1) + " of the batch: " + e.getMessage(),
            e.getSQLState(),
            e.getErrorCode(),
            Arrays.copyOf(counts, i),
            e);
      }
    }
    return counts;
  }

  @Override
  public @Nullable ResultSet getResultSet() throws SQLException {
    checkOpen();
    return resultSet;
  }

  @Override
  public long getLargeUpdateCount() throws SQLException {
    checkOpen();
    return updateCount;
  }

  @Override
  public int getUpdateCount() throws SQLException {
    return narrow(getLargeUpdateCount());
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    return getMoreResults(CLOSE_CURRENT_RESULT);
  }

  @Override
  public boolean getMoreResults(int current) throws SQLException {
    checkOpen();
    if (current == KEEP_CURRENT_RESULT) {
      throw SqlErrors.notSupported("Keeping a result set open while asking for the next");
    }
    closeResult();
    return false;
  }

  @Override
  public void cancel() throws SQLException {
    checkOpen();
    Execution running = execution;
    if (running != null) {
      running.cancel();
    }
  }

  @Override
  public void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    Execution running = execution;
    if (running != null) {
      running.end();
      running.awaitWorkDone();
    }
    try {
      release();
    } finally {
      connection.statementClosed(this);
    }
  }

  /** Gives back what the statement holds; called once. */
  void release() throws SQLException {
    closeResult();
  }

  @Override
  public final boolean isClosed() {
    return closed;
  }

  @Override
  public int getQueryTimeout() throws SQLException {
    checkOpen();
    return queryTimeoutSeconds;
  }

  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    checkOpen();
    queryTimeoutSeconds = (int) notNegative("Query timeout", seconds);
  }

  @Override
  public int getMaxRows() throws SQLException {
    return (int) Math.min(getLargeMaxRows(), Integer.MAX_VALUE);
  }

  @Override
  public void setMaxRows(int max) throws SQLException {
    setLargeMaxRows(max);
  }

  @Override
  public long getLargeMaxRows() throws SQLException {
    checkOpen();
    return maxRows;
  }

  @Override
  public void setLargeMaxRows(long max) throws SQLException {
    checkOpen();
    maxRows = notNegative("Max rows", max);
  }

  @Override
  public int getFetchSize() throws SQLException {
    checkOpen();
    return fetchSize;
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    checkOpen();
    fetchSize = (int) notNegative("Fetch size", rows);
  }

  @Override
  public int getMaxFieldSize() throws SQLException {
    checkOpen();
    return maxFieldBytes;
  }

  @Override
  public void setMaxFieldSize(int max) throws SQLException {
    checkOpen();
    if (notNegative("Max field size", max) > 0) {
      throw SqlErrors.notSupported("Cutting values at a maximum field size");
    }
    maxFieldBytes = 0;
  }

  private static long notNegative(String what, long value) throws SQLException {
    if (value < 0) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT, what + " " + value + " is negative; 0 means no limit");
    }
    return value;
  }

  @Override
  public void setEscapeProcessing(boolean enable) throws SQLException {
    checkOpen();
    if (!enable) {
      throw SqlErrors.notSupported("Switching JDBC escapes off");
    }
  }

  @Override
  public void setCursorName(String name) throws SQLException {
    throw SqlErrors.notSupported("Statement.setCursorName (there are no positioned updates)");
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    checkOpen();
    if (direction != ResultSet.FETCH_FORWARD && scrolling == Scrolling.FORWARD_ONLY) {
      throw SqlErrors.notSupported(
          "Fetch direction " + direction + " of result sets that move forward only");
    }
    fetchDirection = direction;
  }

  @Override
  public int getFetchDirection() throws SQLException {
    checkOpen();
    return fetchDirection;
  }

  @Override
  public int getResultSetConcurrency() throws SQLException {
    checkOpen();
    return ResultSet.CONCUR_READ_ONLY;
  }

  @Override
  public int getResultSetType() throws SQLException {
    checkOpen();
    return scrolling.type();
  }

  @Override
  public int getResultSetHoldability() throws SQLException {
    checkOpen();
    return ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public Connection getConnection() throws SQLException {
    checkOpen();
    return connection;
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    SubmittedJob job = job();
    if (job != null && job != asked) {
      asked = job;
      job.warnings().forEach(this::warn);
    }
    return warnings;
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    warnings = null;
    asked = job();
  }

  private @Nullable SubmittedJob job() {
    Execution running = execution;
    return running == null ? null : running.job();
  }

  /** A SQL job is no part of a transaction. */
  final void warnIfAtOnce(Plan plan) throws SQLException {
    if (plan instanceof JobPlan job
        && job.kind() == JobPlan.Kind.UPDATE
        && !connection.getAutoCommit()) {
      warn(
          "The statement takes effect at once: it is a SQL job, since "
              + job.reason()
              + ", and no rollback takes it back");
    }
  }

  private void warn(String message) {
    SQLWarning warning = new SQLWarning(message, SqlState.WARNING.code());
    if (warnings == null) {
      warnings = warning;
    } else {
      warnings.setNextWarning(warning);
    }
  }

  @Override
  public void setPoolable(boolean wanted) throws SQLException {
    checkOpen();
    poolable = wanted;
  }

  @Override
  public boolean isPoolable() throws SQLException {
    checkOpen();
    return poolable;
  }

  @Override
  public void closeOnCompletion() throws SQLException {
    checkOpen();
    closeOnCompletion = true;
  }

  @Override
  public boolean isCloseOnCompletion() throws SQLException {
    checkOpen();
    return closeOnCompletion;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    ScanProgress newest = progress;
    if (type == ScanProgress.class && newest != null) {
      return type.cast(newest);
    }
    SubmittedJob job = job();
    if (type == MaxStorageJob.class && job != null) {
      return type.cast(job);
    }
    return Wrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this)
        || (type == ScanProgress.class && progress != null)
        || (type == MaxStorageJob.class && job() != null);
  }
}

package dev.maxstorage.jdbc;

import dev.maxstorage.config.DriverConfig;
import dev.maxstorage.config.WriteChoice;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsTypeParser;
import dev.maxstorage.types.ReadContext;
import dev.maxstorage.types.SqlStruct;
import dev.maxstorage.wire.TableWriteResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.ClientInfoStatus;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import java.sql.Statement;
import java.sql.Struct;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a project: its clients, its open statements and its transaction.
 *
 * <p>A transaction is a write session (see {@link WriteTransaction}): what it writes becomes
 * visible at {@link #commit}, to everyone at once; queries of the same connection do not see it
 * before.
 *
 * <p><b>Closing:</b> closes statements and results, rolls back, closes the clients; their allocator
 * proves that nothing leaked. <b>Threads:</b> one at a time; {@link #close} and {@link #abort} may
 * come from another.
 */
final class MaxStorageConnection implements Connection, BulkConnection, SplitScans {
  private static final Logger LOG = System.getLogger(MaxStorageConnection.class.getName());
  private static final int ABORT_SECONDS = 5;

  private final DriverConfig config;
  private final String url;
  private final Clients clients;
  private final PlanRunner runner;
  private final ProjectCatalog projectCatalog;
  private final WriteTransaction transaction;
  private final Set<MaxStorageStatement> statements =
      Collections.newSetFromMap(new ConcurrentHashMap<>());
  private final Set<ArrowResultSet> metadataResults =
      Collections.newSetFromMap(new ConcurrentHashMap<>());
  private final Set<ArrowTableWriter> bulkWriters =
      Collections.newSetFromMap(new ConcurrentHashMap<>());
  private final Properties clientInfo = new Properties();

  private @Nullable ScheduledExecutorService timer;
  private String catalog;
  private String schema;
  private final Set<ClientBlob> createdBlobs =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private boolean autoCommit = true;
  private boolean readOnly;
  private @Nullable SQLWarning warnings;
  private @Nullable TableWriteResponse newestAnswer;
  private volatile boolean closed;

  /**
   * A connection over open clients, which it owns from here on.
   *
   * @param url the JDBC URL without secrets
   */
  MaxStorageConnection(DriverConfig config, String url, Clients clients) throws SQLException {
    this.config = config;
    this.url = url;
    this.clients = clients;
    this.catalog = config.project();
    this.schema = config.schema();
    this.transaction = new WriteTransaction(clients, config);
    this.runner = new PlanRunner(this, clients);
    this.projectCatalog = new ProjectCatalog(clients);
    for (String name : config.unknownProperties()) {
      warn("Unknown connection property '" + name + "' has no effect");
    }
  }

  DriverConfig config() {
    return config;
  }

  String url() {
    return url;
  }

  WriteTransaction transaction() {
    return transaction;
  }

  PlanRunner runner() {
    return runner;
  }

  /** What the control plane tells, for metadata. */
  ProjectCatalog catalog() {
    return projectCatalog;
  }

  Clients clients() {
    return clients;
  }

  BlobOpener blobs() {
    return clients.blobOpener(clients.scope());
  }

  synchronized ScheduledExecutorService timer() {
    ScheduledExecutorService current = timer;
    if (current == null) {
      ScheduledThreadPoolExecutor made =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, "maxstorage-query-timeout");
                thread.setDaemon(true);
                return thread;
              });
      made.setRemoveOnCancelPolicy(true);
      timer = current = made;
    }
    return current;
  }

  void checkOpen() throws SQLException {
    if (closed) {
      throw SqlErrors.of(SqlState.CONNECTION_CLOSED, "The connection is closed");
    }
  }

  void statementClosed(MaxStorageStatement statement) {
    statements.remove(statement);
  }

  /** What accessors of this connection's results need. */
  ReadContext readContext() {
    return new ReadContext(
        config.timeZone(), (type, elements) -> new ResultArray(this, type, elements));
  }

  /** A result set of rows that are at hand, without a statement; closed with the connection. */
  ArrowResultSet resultSet(
      List<Column> columns, List<? extends List<? extends @Nullable Object>> rows)
      throws SQLException {
    checkOpen();
    ArrowResultSet result =
        ArrowResultSet.forward(
            this,
            new InMemoryBatches(columns, rows, clients.allocator()),
            ResultColumn.inOrder(columns, ResultColumn.Origin.NONE),
            -1,
            null);
    metadataResults.removeIf(ArrowResultSet::isClosed);
    metadataResults.add(result);
    return result;
  }

  private void warn(String message) {
    SQLWarning warning = new SQLWarning(message, SqlState.WARNING.code());
    if (warnings == null) {
      warnings = warning;
    } else {
      warnings.setNextWarning(warning);
    }
  }

  /** Rolls back and sets everything back to what it was when the connection opened. */
  void reset() throws SQLException {
    checkOpen();
    if (!autoCommit) {
      rollback();
    }
    autoCommit = true;
    readOnly = false;
    catalog = config.project();
    schema = config.schema();
    warnings = null;
    clientInfo.clear();
    clients.setReadTimeout(config.readTimeout());
    runner.resetSettings();
  }

  @Override
  public List<String> splits(String select, int count) throws SQLException {
    checkOpen();
    return runner.splits(select, count);
  }

  // Bulk writing.

  @Override
  public BulkWriter openBulkWriter(String table) throws SQLException {
    checkOpen();
    ArrowTableWriter writer = runner.bulkWriter(table);
    bulkWriters.add(writer);
    return writer;
  }

  void bulkWriterClosed(ArrowTableWriter writer) {
    bulkWriters.remove(writer);
  }

  /** Keeps what the newest write was answered. */
  void wrote(@Nullable TableWriteResponse answer) {
    if (answer != null) {
      newestAnswer = answer;
    }
  }

  @Override
  public @Nullable String newestStagingId() throws SQLException {
    checkOpen();
    return newestAnswer == null ? null : newestAnswer.stagingId();
  }

  @Override
  public @Nullable String newestCommitMessage() throws SQLException {
    checkOpen();
    return newestAnswer == null ? null : newestAnswer.commitMessage();
  }

  @Override
  public @Nullable String minUncommittedStagingId(String table) throws SQLException {
    checkOpen();
    return runner.minUncommittedStagingId(table);
  }

  // Statements.

  @Override
  public Statement createStatement() throws SQLException {
    return createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    return prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
  }

  @Override
  public Statement createStatement(int resultSetType, int resultSetConcurrency)
      throws SQLException {
    Scrolling scrolling = scrolling(resultSetType, resultSetConcurrency);
    MaxStorageStatement statement = new MaxStorageStatement(this);
    statement.use(scrolling);
    statements.add(statement);
    return statement;
  }

  @Override
  public Statement createStatement(
      int resultSetType, int resultSetConcurrency, int resultSetHoldability) throws SQLException {
    setHoldability(resultSetHoldability);
    return createStatement(resultSetType, resultSetConcurrency);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int resultSetType, int resultSetConcurrency)
      throws SQLException {
    Scrolling scrolling = scrolling(resultSetType, resultSetConcurrency);
    MaxStoragePreparedStatement statement =
        new MaxStoragePreparedStatement(this, runner.recognize(sql));
    statement.use(scrolling);
    statements.add(statement);
    return statement;
  }

  @Override
  public PreparedStatement prepareStatement(
      String sql, int resultSetType, int resultSetConcurrency, int resultSetHoldability)
      throws SQLException {
    setHoldability(resultSetHoldability);
    return prepareStatement(sql, resultSetType, resultSetConcurrency);
  }

  /** What result sets do, with a warning where JDBC lets a driver give less than was asked for. */
  private Scrolling scrolling(int type, int concurrency) throws SQLException {
    checkOpen();
    if (concurrency != ResultSet.CONCUR_READ_ONLY) {
      throw SqlErrors.notSupported(
          "Result set concurrency " + concurrency + " (only CONCUR_READ_ONLY is)");
    }
    return switch (type) {
      case ResultSet.TYPE_FORWARD_ONLY -> Scrolling.FORWARD_ONLY;
      case ResultSet.TYPE_SCROLL_INSENSITIVE -> Scrolling.INSENSITIVE;
      case ResultSet.TYPE_SCROLL_SENSITIVE -> {
        warn("Result sets do not see changes: TYPE_SCROLL_INSENSITIVE is used");
        yield Scrolling.INSENSITIVE;
      }
      default ->
          throw SqlErrors.of(
              SqlState.INVALID_ARGUMENT,
              "Result set type " + type + " is none of java.sql.ResultSet");
    };
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
    checkNoKeys(autoGeneratedKeys != Statement.NO_GENERATED_KEYS);
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
    checkNoKeys(columnIndexes.length > 0);
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
    checkNoKeys(columnNames.length > 0);
    return prepareStatement(sql);
  }

  private void checkNoKeys(boolean wanted) throws SQLException {
    checkOpen();
    if (wanted) {
      throw SqlErrors.notSupported("Returning generated keys");
    }
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    throw noProcedures();
  }

  @Override
  public CallableStatement prepareCall(String sql, int resultSetType, int resultSetConcurrency)
      throws SQLException {
    throw noProcedures();
  }

  @Override
  public CallableStatement prepareCall(
      String sql, int resultSetType, int resultSetConcurrency, int resultSetHoldability)
      throws SQLException {
    throw noProcedures();
  }

  private static SQLException noProcedures() {
    return SqlErrors.notSupported("Calling procedures (MaxCompute has none)");
  }

  @Override
  public String nativeSQL(String sql) throws SQLException {
    checkOpen();
    return runner.nativeSql(sql);
  }

  // Transactions.

  @Override
  public void setAutoCommit(boolean wanted) throws SQLException {
    checkOpen();
    if (!wanted && isolation() == TRANSACTION_NONE) {
      throw SqlErrors.notSupported(
          "A transaction with writeMode=streaming or realtime, whose rows are visible at once"
              + " (use writeMode=batch)");
    }
    if (wanted && !autoCommit) {
      commitNow();
    }
    autoCommit = wanted;
  }

  @Override
  public boolean getAutoCommit() throws SQLException {
    checkOpen();
    return autoCommit;
  }

  @Override
  public void commit() throws SQLException {
    checkManual("commit");
    commitNow();
  }

  /** A close from another thread waits for the end of this, an abort ends it. */
  private void commitNow() throws SQLException {
    synchronized (transaction) {
      checkOpen();
      transaction.commit();
      wrote(transaction.newestAnswer());
    }
  }

  @Override
  public void rollback() throws SQLException {
    checkManual("rollback");
    synchronized (transaction) {
      transaction.rollback();
    }
  }

  private void checkManual(String what) throws SQLException {
    checkOpen();
    if (autoCommit) {
      throw SqlErrors.of(
          SqlState.INVALID_TRANSACTION_STATE,
          "Connection." + what + " in auto-commit mode; call setAutoCommit(false) first");
    }
  }

  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    checkOpen();
    if (level != isolation()) {
      throw SqlErrors.notSupported(
          "Transaction isolation "
              + level
              + (isolation() == TRANSACTION_NONE
                  ? " with writeMode=streaming or realtime (only TRANSACTION_NONE is)"
                  : " (only TRANSACTION_READ_COMMITTED is)"));
    }
  }

  /** What transactions see of each other; none where rows are visible as they are written. */
  int isolation() {
    return config.writeMode() == WriteChoice.BATCH ? TRANSACTION_READ_COMMITTED : TRANSACTION_NONE;
  }

  @Override
  public int getTransactionIsolation() throws SQLException {
    checkOpen();
    return isolation();
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    throw SqlErrors.notSupported("A savepoint");
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    throw SqlErrors.notSupported("A savepoint");
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    throw SqlErrors.notSupported("A savepoint");
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLException {
    throw SqlErrors.notSupported("A savepoint");
  }

  @Override
  public void setReadOnly(boolean wanted) throws SQLException {
    checkOpen();
    readOnly = wanted;
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    checkOpen();
    return readOnly;
  }

  @Override
  public void setHoldability(int holdability) throws SQLException {
    checkOpen();
    if (holdability != ResultSet.HOLD_CURSORS_OVER_COMMIT) {
      throw SqlErrors.notSupported(
          "Holdability " + holdability + " (only HOLD_CURSORS_OVER_COMMIT is)");
    }
  }

  @Override
  public int getHoldability() throws SQLException {
    checkOpen();
    return ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  // Where the connection stands.

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    checkOpen();
    return new MaxStorageDatabaseMetaData(this);
  }

  @Override
  public void setCatalog(String wanted) throws SQLException {
    checkOpen();
    if (wanted != null && !wanted.isEmpty()) {
      catalog = wanted;
    }
  }

  @Override
  public String getCatalog() throws SQLException {
    checkOpen();
    return catalog;
  }

  @Override
  public void setSchema(String wanted) throws SQLException {
    checkOpen();
    if (wanted != null && !wanted.isEmpty()) {
      schema = wanted;
    }
  }

  @Override
  public String getSchema() throws SQLException {
    checkOpen();
    return schema;
  }

  @Override
  public boolean isValid(int timeoutSeconds) throws SQLException {
    if (timeoutSeconds < 0) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT, "Timeout " + timeoutSeconds + " is negative; 0 means none");
    }
    if (closed) {
      return false;
    }
    Execution execution = new Execution(clients.scope(), timeoutSeconds, timer());
    try {
      return clients.projectAnswers(catalog, execution.scope());
    } finally {
      execution.finish();
    }
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return warnings;
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    warnings = null;
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    checkOpen();
    return Map.of();
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
    checkOpen();
    if (!map.isEmpty()) {
      throw SqlErrors.notSupported("A type map");
    }
  }

  @Override
  public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
    if (closed) {
      throw new SQLClientInfoException(
          "The connection is closed", SqlState.CONNECTION_CLOSED.code(), Map.of());
    }
    if (!name.equals("ApplicationName")) {
      throw new SQLClientInfoException(
          "Client info '" + name + "' is unknown; ApplicationName is the only name",
          SqlState.NOT_SUPPORTED.code(),
          Map.of(name, ClientInfoStatus.REASON_UNKNOWN_PROPERTY));
    }
    if (value == null) {
      clientInfo.remove(name);
    } else {
      clientInfo.setProperty(name, value);
    }
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    clientInfo.clear();
    for (String name : properties.stringPropertyNames()) {
      setClientInfo(name, properties.getProperty(name));
    }
  }

  @Override
  public @Nullable String getClientInfo(String name) throws SQLException {
    checkOpen();
    return clientInfo.getProperty(name);
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    checkOpen();
    Properties copy = new Properties();
    copy.putAll(clientInfo);
    return copy;
  }

  // Values.

  /**
   * A new blob to be filled and inserted, a {@link MaxStorageBlob}. More than 1 MiB of it is kept
   * in a temporary file that only its owner can read; {@link Blob#free} and the end of the
   * connection delete it.
   */
  @Override
  public Blob createBlob() throws SQLException {
    checkOpen();
    ClientBlob blob = new ClientBlob();
    createdBlobs.add(blob);
    return blob;
  }

  /** An empty text to be filled and bound, kept in memory. */
  @Override
  public Clob createClob() throws SQLException {
    return createNClob();
  }

  /** The same as {@link #createClob}. */
  @Override
  public NClob createNClob() throws SQLException {
    checkOpen();
    return new TextClob("");
  }

  @Override
  public SQLXML createSQLXML() throws SQLException {
    throw SqlErrors.notSupported("Connection.createSQLXML (MaxCompute has no XML type)");
  }

  /**
   * An array for setters.
   *
   * @param typeName of the elements, as MaxCompute writes it, such as {@code BIGINT}
   */
  @Override
  public Array createArrayOf(String typeName, Object[] elements) throws SQLException {
    return new ResultArray(this, type(typeName), Arrays.asList(elements));
  }

  /**
   * A struct for setters.
   *
   * @param typeName the whole type, such as {@code STRUCT<a:INT,b:STRING>}
   */
  @Override
  public Struct createStruct(String typeName, Object[] attributes) throws SQLException {
    if (!(type(typeName) instanceof OdpsType.Struct struct)) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT,
          "'" + typeName + "' is no struct type such as STRUCT<a:INT,b:STRING>");
    }
    try {
      return new SqlStruct(struct, Arrays.asList(attributes));
    } catch (IllegalArgumentException e) {
      throw Failures.translate(e);
    }
  }

  private OdpsType type(String name) throws SQLException {
    checkOpen();
    try {
      return OdpsTypeParser.parse(name);
    } catch (IllegalArgumentException e) {
      throw Failures.translate(e);
    }
  }

  // Sharding.

  @Override
  public boolean setShardingKeyIfValid(
      @Nullable ShardingKey key, @Nullable ShardingKey superKey, int timeout) throws SQLException {
    throw noShards();
  }

  @Override
  public boolean setShardingKeyIfValid(@Nullable ShardingKey key, int timeout) throws SQLException {
    throw noShards();
  }

  @Override
  public void setShardingKey(@Nullable ShardingKey key, @Nullable ShardingKey superKey)
      throws SQLException {
    throw noShards();
  }

  @Override
  public void setShardingKey(@Nullable ShardingKey key) throws SQLException {
    throw noShards();
  }

  private static SQLException noShards() {
    return SqlErrors.notSupported("A sharding key (MaxCompute has no shards)");
  }

  // The end.

  /**
   * Sets how long a request waits for the next byte of its answer; replaces the property
   * readTimeout. A request that waits longer fails as one that broke does. The executor is not
   * used.
   *
   * @param milliseconds 0 for no limit
   */
  @Override
  public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
    checkOpen();
    if (executor == null || milliseconds < 0) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT,
          "Connection.setNetworkTimeout needs an executor and a timeout of at least 0, not "
              + milliseconds);
    }
    clients.setReadTimeout(Duration.ofMillis(milliseconds));
  }

  @Override
  public int getNetworkTimeout() throws SQLException {
    checkOpen();
    return (int) Math.min(clients.readTimeout().toMillis(), Integer.MAX_VALUE);
  }

  /**
   * Ends what runs, at once, and lets the executor give back what is held on the server and here;
   * if the server does not answer, that ends after {@value #ABORT_SECONDS} seconds.
   */
  @Override
  public void abort(Executor executor) throws SQLException {
    if (executor == null) {
      throw SqlErrors.of(SqlState.INVALID_ARGUMENT, "Connection.abort needs an executor");
    }
    if (!markClosed()) {
      return;
    }
    clients.cancelWork();
    Future<?> deadline = timer().schedule(clients::cancelAll, ABORT_SECONDS, TimeUnit.SECONDS);
    executor.execute(
        () -> {
          try {
            release();
          } catch (SQLException e) {
            LOG.log(Level.DEBUG, "An aborted connection did not close cleanly", e);
          } finally {
            deadline.cancel(false);
          }
        });
  }

  @Override
  public void close() throws SQLException {
    if (markClosed()) {
      release();
    }
  }

  /** True for the first call. */
  private synchronized boolean markClosed() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  private void release() throws SQLException {
    SQLException failure = null;
    for (MaxStorageStatement statement : List.copyOf(statements)) {
      failure = collect(failure, statement::close);
    }
    for (ArrowTableWriter writer : List.copyOf(bulkWriters)) {
      failure = collect(failure, writer::close);
    }
    for (ArrowResultSet result : metadataResults) {
      failure = collect(failure, result::close);
    }
    for (ClientBlob blob : Set.copyOf(createdBlobs)) {
      failure = collect(failure, blob::free);
    }
    synchronized (transaction) {
      failure = collect(failure, transaction::close);
    }
    runner.awaitJobCancels();
    failure = collect(failure, clients::close);
    synchronized (this) {
      if (timer != null) {
        timer.shutdownNow();
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private interface Step {
    void run() throws SQLException;
  }

  private static @Nullable SQLException collect(@Nullable SQLException earlier, Step step) {
    try {
      step.run();
      return earlier;
    } catch (SQLException e) {
      if (earlier == null) {
        return e;
      }
      earlier.addSuppressed(e);
      return earlier;
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}

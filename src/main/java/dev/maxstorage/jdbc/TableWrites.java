package dev.maxstorage.jdbc;

import dev.maxstorage.blob.BlobTarget;
import dev.maxstorage.config.DriverConfig;
import dev.maxstorage.config.WriteChoice;
import dev.maxstorage.sql.InsertMode;
import dev.maxstorage.storage.RowOperation;
import dev.maxstorage.storage.TableUpload;
import dev.maxstorage.storage.WriteSession;
import dev.maxstorage.storage.WriteSessionOptions;
import dev.maxstorage.storage.WriteStream;
import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.wire.TableWriteResponse;
import dev.maxstorage.wire.WriteMode;
import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction writes into one table in one way: a write session, one upload that its small
 * batches share, and one for each large batch.
 *
 * <p><b>Closing:</b> aborts the session unless it was committed, and frees what was not sent.
 * <b>Threads:</b> one at a time.
 */
final class TableWrites implements Closeable {
  private static final String SHARED_STREAM = "stream-0";

  private final Clients clients;
  private final DriverConfig config;
  private final CancelScope scope;
  private final WriteGoal goal;
  private final WriteSession session;
  private final List<TableUpload> ahead = new ArrayList<>();
  private @Nullable TableUpload shared;
  private @Nullable TableWriteResponse newest;
  private int uploads;

  private TableWrites(
      Clients clients,
      DriverConfig config,
      CancelScope scope,
      WriteGoal goal,
      WriteSession session) {
    this.clients = clients;
    this.config = config;
    this.scope = scope;
    this.goal = goal;
    this.session = session;
  }

  /** Opens the session. */
  static TableWrites open(Clients clients, DriverConfig config, CancelScope scope, WriteGoal goal)
      throws IOException {
    WriteSessionOptions options = new WriteSessionOptions(mode(config), goal.partition(), Map.of());
    if (goal.mode() == InsertMode.OVERWRITE) {
      options = options.overwriting();
    }
    return new TableWrites(
        clients,
        config,
        scope,
        goal,
        clients.storage(scope).createWriteSession(goal.table(), options));
  }

  private static WriteMode mode(DriverConfig config) {
    return switch (config.writeMode()) {
      case BATCH -> WriteMode.BATCH;
      case STREAMING -> WriteMode.STREAMING;
      case REALTIME -> WriteMode.STREAMING_REALTIME;
    };
  }

  WriteGoal goal() {
    return goal;
  }

  WriteSession session() {
    return session;
  }

  private boolean isStreaming() {
    return config.writeMode() != WriteChoice.BATCH;
  }

  /** Takes all batches over; in streaming mode they are visible afterwards. */
  void write(Schema schema, RowOperation operation, List<ArrowRecordBatch> batches)
      throws IOException, SQLException {
    int given = 0;
    try {
      TableUpload upload = shared(schema);
      while (given < batches.size()) {
        given++;
        upload.add(batches.get(given - 1), operation);
      }
      if (isStreaming()) {
        upload.flush();
      }
      remember(upload);
    } finally {
      batches.subList(given, batches.size()).forEach(ArrowRecordBatch::close);
    }
  }

  private TableUpload shared(Schema schema) throws SQLException {
    TableUpload open = shared;
    if (open == null) {
      // Streams of the auto-commit session are never closed, so no two writers may share a name.
      String name = isStreaming() ? "jdbc-" + UUID.randomUUID() : SHARED_STREAM;
      open = open(name, schema, isStreaming() ? 0 : goal.mostStreams(config));
      shared = open;
    } else if (!open.schema().equals(schema)) {
      throw SqlErrors.of(
          SqlState.CONFLICT,
          "The columns of table "
              + TableNames.text(goal.table())
              + " have changed in the transaction; roll back and prepare the statement again");
    }
    return open;
  }

  private TableUpload open(String name, Schema schema, int mostStreams) {
    return session.openUpload(
        name, schema, clients.compression(), mostStreams, clients.allocator());
  }

  /** Whether later rows replace earlier ones, so that all must go through the shared upload. */
  boolean isInOrder(Schema schema) throws IOException, SQLException {
    return shared(schema).isInOrder();
  }

  /** An upload of its own for a large batch, which can be discarded. */
  TableUpload openAhead(Schema schema) {
    uploads++;
    TableUpload upload = open("batch-" + uploads, schema, goal.mostStreams(config));
    ahead.add(upload);
    return upload;
  }

  boolean has(TableUpload upload) {
    return ahead.contains(upload);
  }

  /** Waits until a large batch is stored as a part of the session. */
  void finish(TableUpload upload) throws IOException {
    upload.finish();
    remember(upload);
    ahead.remove(upload);
    upload.close();
  }

  /** Takes a large batch out of the session. */
  void discard(TableUpload upload) throws IOException {
    ahead.remove(upload);
    upload.discard();
  }

  private void remember(TableUpload upload) {
    TableWriteResponse answer = upload.newestAnswer();
    if (answer != null) {
      newest = answer;
    }
  }

  /** The answer to the newest write, or null. */
  @Nullable TableWriteResponse newestAnswer() {
    return newest;
  }

  /** The rows that the server has of the shared upload. */
  long sharedRowsStored() {
    return shared == null ? 0 : shared.rowsStored();
  }

  /** Where the blobs of rows that will be written are uploaded to. */
  BlobDestination blobs(Schema schema) throws IOException, SQLException {
    WriteStream stream = shared(schema).stream();
    return new BlobDestination(
        clients.blobs(scope),
        new BlobTarget(
            session.table(), session.id(), stream.id(), stream.version(), session.routeToken()),
        stream::blobColumnId);
  }

  /** Sends what is left and closes the streams, so that only the commit is missing. */
  void complete() throws IOException {
    for (TableUpload unfinished : List.copyOf(ahead)) {
      discard(unfinished); // a batch that was not executed
    }
    TableUpload open = shared;
    if (open != null) {
      open.finish();
      remember(open);
    }
  }

  /** Makes the rows visible. */
  void commit() throws IOException {
    session.commit();
  }

  @Override
  public void close() throws IOException {
    session.close();
    closeUploads();
  }

  /** Gives up the session and tells if that fails. */
  void abort() throws IOException {
    try {
      session.abort();
    } finally {
      closeUploads();
    }
  }

  private void closeUploads() throws IOException {
    List<Closeable> open = new ArrayList<>(ahead);
    ahead.clear();
    if (shared != null) {
      open.add(shared);
      shared = null;
    }
    Closing.all(open);
  }
}

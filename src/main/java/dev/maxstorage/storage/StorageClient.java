package dev.maxstorage.storage;

import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.wire.CreateWriteSessionRequest;
import dev.maxstorage.wire.InstanceReadRequest;
import dev.maxstorage.wire.Target;
import dev.maxstorage.wire.WriteSessionResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The door to the Storage API: opens sessions that read and write tables, and sessions that read
 * the results of SQL jobs.
 *
 * <p>Holds nothing, so it needs no closing, and one may be made for each statement over a view of
 * the transport. Threads: any number. Errors: {@code ServiceException} where the service refuses,
 * {@code TransportException} where it cannot be reached. Source: Storage API document, chapters 4
 * to 6.
 */
public final class StorageClient {
  private static final Duration READY_TIMEOUT = ReadSessionOptions.ALL.readyTimeout();

  private final HttpTransport transport;
  private final ReadSessions reads;

  /** A client over a transport, which stays the caller's. */
  public StorageClient(HttpTransport transport) {
    this.transport = transport;
    this.reads = new ReadSessions(transport);
  }

  /**
   * Makes a snapshot of a table to be read, and waits until it is ready.
   *
   * @throws SessionNotReadyException if it fails, or is not ready in time
   */
  public ReadSession createReadSession(Target.Table table, ReadSessionOptions options)
      throws IOException {
    return reads.create(table, options);
  }

  /** A read session that exists; if it is cut by rows, it has one split. */
  public ReadSession openReadSession(Target.Table table, String sessionId) throws IOException {
    return reads.open(table, sessionId, READY_TIMEOUT, false);
  }

  /**
   * A read session that exists and was made without a filter, so that its rows are counted exactly;
   * if it is cut by rows, it has one split.
   */
  public ReadSession openUnfilteredReadSession(Target.Table table, String sessionId)
      throws IOException {
    return reads.open(table, sessionId, READY_TIMEOUT, true);
  }

  /** The result of a finished SQL job as one split, under the default task name. */
  public ReadSession createInstanceReadSession(Target.Instance instance) throws IOException {
    return createInstanceReadSession(
        instance, InstanceReadRequest.DEFAULT_TASK_NAME, Long.MAX_VALUE);
  }

  /**
   * The result of a finished SQL job.
   *
   * @param taskName the name that the job was submitted under
   * @param splitRows rows a split, at least 1
   */
  public ReadSession createInstanceReadSession(
      Target.Instance instance, String taskName, long splitRows) throws IOException {
    return reads.createForInstance(instance, taskName, splitRows, READY_TIMEOUT);
  }

  /**
   * Some rows of a table without a session. Whoever calls closes the reader.
   *
   * @param limit most rows, or null for a sample that the server chooses
   * @param partition spec of some or all levels, or null for all partitions
   * @param columns projection in this order, or null for all columns
   */
  public StreamReader preview(
      Target.Table table,
      @Nullable Long limit,
      @Nullable String partition,
      @Nullable List<String> columns)
      throws IOException {
    return reads.preview(table, limit, partition, columns);
  }

  /**
   * Begins to write to a table. In streaming mode this is the session {@code default}, for which no
   * request is made. Whoever calls closes the session.
   */
  public WriteSession createWriteSession(Target.Table table, WriteSessionOptions options)
      throws IOException {
    WriteCalls calls = new WriteCalls(transport, table, options.mode());
    if (options.isStreaming()) {
      return new WriteSession(calls, WriteSession.DEFAULT_ID, options, null);
    }
    Answer<WriteSessionResponse> answer =
        calls.createSession(
            new CreateWriteSessionRequest(options.partition(), options.flags(), null));
    String id = answer.message().sessionId();
    if (id.isEmpty()) {
      throw new IOException("The answer to the creation of a write session has no SessionId");
    }
    return new WriteSession(calls, id, options, answer.routeToken());
  }

  /** Goes on with a write session that exists. Whoever calls closes it. */
  public WriteSession openWriteSession(
      Target.Table table, String sessionId, WriteSessionOptions options) throws IOException {
    if (sessionId.equals(WriteSession.DEFAULT_ID)) {
      return createWriteSession(table, options);
    }
    WriteCalls calls = new WriteCalls(transport, table, options.mode());
    Answer<WriteSessionResponse> answer = calls.getSession(sessionId, null);
    return new WriteSession(calls, sessionId, options, answer.routeToken());
  }
}

package dev.maxstorage.storage;

import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.TransportException;
import dev.maxstorage.transport.TransportException.Reach;
import dev.maxstorage.wire.CommitWriteSessionRequest;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.Target;
import dev.maxstorage.wire.WireJson;
import dev.maxstorage.wire.WriteSessionResponse;
import dev.maxstorage.wire.WriteStreamRequest;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way into one table: written through streams, seen all at once after {@link
 * #commit}.
 *
 * <p>Closing: aborts, unless the session was committed or aborted or a commit's outcome is unknown.
 * Threads: streams of one session may be used by several threads; the session itself by one at a
 * time. Source: Storage API document, 3.3, 6.1 to 6.3, 6.10, 6.11, 6.14.
 */
public final class WriteSession implements Closeable {
  private static final Logger LOG = System.getLogger(WriteSession.class.getName());

  /** The session that exists for every table in streaming mode, and is never committed. */
  static final String DEFAULT_ID = "default";

  private final WriteCalls calls;
  private final String id;
  private final WriteSessionOptions options;
  private volatile @Nullable String routeToken;
  private volatile boolean exactlyOnceOffered = true;
  private volatile WriteSessionState state = WriteSessionState.OPEN;

  WriteSession(
      WriteCalls calls, String id, WriteSessionOptions options, @Nullable String routeToken) {
    this.calls = calls;
    this.id = id;
    this.options = options;
    this.routeToken = routeToken;
  }

  /** The id on the server. */
  public String id() {
    return id;
  }

  /** The table that is written. */
  public Target.Table table() {
    return calls.table();
  }

  /** What is known about the session. */
  public WriteSessionState state() {
    return state;
  }

  /** The newest route token of the session, or null. Storage API document, 1.8. */
  public @Nullable String routeToken() {
    return routeToken;
  }

  /** An absent or empty token never erases one. */
  void routeToken(@Nullable String token) {
    if (token != null && !token.isEmpty()) {
      routeToken = token;
    }
  }

  WriteCalls calls() {
    return calls;
  }

  boolean isStreaming() {
    return options.isStreaming();
  }

  boolean isDefaultSession() {
    return options.isStreaming() && id.equals(DEFAULT_ID);
  }

  /** Begins a stream, version 1. Whoever calls closes it. @param streamId unique in the session */
  public WriteStream openStream(String streamId) throws IOException {
    return openStream(streamId, 1, Delivery.PLAIN);
  }

  /**
   * Begins a stream. Whoever calls closes it.
   *
   * @param streamId unique in the session; parallel writers need one each
   * @param version at least 1; the same work once more takes a higher one, and only the highest
   *     closed version counts
   */
  public WriteStream openStream(String streamId, long version, Delivery delivery)
      throws IOException {
    checkOpen("open a stream");
    return WriteStream.create(this, streamId, version, delivery);
  }

  /** Goes on with a stream that was begun before, perhaps by another program. */
  public WriteStream resumeStream(String streamId, long version, Delivery delivery)
      throws IOException {
    checkOpen("resume a stream");
    return WriteStream.resume(this, streamId, version, delivery);
  }

  /**
   * Batches into this session in the background, exactly once. Whoever calls closes it.
   *
   * @param name of its first stream; others have it as their beginning
   * @param mostStreams how many threads and streams a large upload uses; 0 sends everything in the
   *     caller's thread
   * @param parent of the allocator that holds the batches
   */
  public TableUpload openUpload(
      String name,
      Schema schema,
      Compression compression,
      int mostStreams,
      BufferAllocator parent) {
    checkOpen("open an upload");
    return new TableUpload(this, name, schema, compression, mostStreams, parent);
  }

  /**
   * What gets bodies stored once: by offsets where the server offers it, else by versions. A Delta
   * table needs all rows in one stream, since streams have no order; so without offsets a write in
   * doubt is a failure there.
   */
  BodySender sender(String streamId) throws IOException {
    long version = 1;
    if (exactlyOnceOffered) {
      try {
        return new ExactlyOnceSender(openStream(streamId, version, Delivery.EXACTLY_ONCE));
      } catch (ExactlyOnceNotOfferedException e) {
        LOG.log(Level.DEBUG, () -> "Write session " + id + " does not write exactly once", e);
        closeStream(streamId, version);
        version++;
      } catch (ServiceException e) {
        if (e.status() != 400) {
          throw e;
        }
        LOG.log(Level.DEBUG, () -> "Write session " + id + " does not write exactly once", e);
      }
      exactlyOnceOffered = false;
    }
    WriteStream stream = openStream(streamId, version, Delivery.PLAIN);
    return options.isStreaming() || stream.isDeltaTable()
        ? new PlainSender(stream)
        : new VersionedSender(stream);
  }

  /** Makes a version of a stream final; in the session {@code default} there is no such thing. */
  void closeStream(String streamId, long version) throws IOException {
    if (!isDefaultSession()) {
      calls.closeStream(id, routeToken, new WriteStreamRequest(id, streamId, version, null, null));
    }
  }

  /** For each stream with a closed version, the highest closed version. */
  public Map<String, Long> closedStreams() throws IOException {
    Map<String, Long> streams = get().streams();
    return streams == null ? Map.of() : Map.copyOf(streams);
  }

  /**
   * Streaming: the smallest staging id whose rows are not merged yet, or null; opaque.
   *
   * @throws UnsupportedOperationException before version 3 of the Storage API
   */
  public @Nullable String minUncommittedStagingId() throws IOException {
    if (!calls.isVersion3()) {
      throw new UnsupportedOperationException(
          "The smallest uncommitted staging id needs version 3 of the Storage API");
    }
    return get().minUncommittedStagingId();
  }

  private WriteSessionResponse get() throws IOException {
    Answer<WriteSessionResponse> answer = calls.getSession(id, routeToken);
    routeToken(answer.routeToken());
    return answer.message();
  }

  /** Commits the highest closed version of each stream. See {@link #commit(List, List)}. */
  public void commit() throws IOException {
    commit(CommitWriteSessionRequest.ALL);
  }

  /**
   * Commits chosen versions of chosen streams; lists that are empty or of different length mean the
   * highest closed version of each stream. All rows are seen at once afterwards.
   *
   * @throws ServiceException if the service refused: nothing was committed, the session stays open
   * @throws TransportException if the commit was not sent; the session stays open
   * @throws CommitOutcomeUnknownException if it was sent and nobody knows what became of it
   */
  public void commit(List<String> streamIds, List<Long> streamVersions) throws IOException {
    boolean chosen = !streamIds.isEmpty() && streamIds.size() == streamVersions.size();
    commit(
        chosen
            ? new CommitWriteSessionRequest(List.copyOf(streamIds), List.copyOf(streamVersions))
            : CommitWriteSessionRequest.ALL);
  }

  private void commit(CommitWriteSessionRequest request) throws IOException {
    checkOpen("commit");
    if (isDefaultSession()) {
      throw new IllegalStateException(
          "The session '" + DEFAULT_ID + "' is never committed: its rows are visible already");
    }
    try {
      calls.commit(id, routeToken, request);
      state = WriteSessionState.COMMITTED;
    } catch (IOException e) {
      if (isCertainlyNotCommitted(e)) {
        throw e;
      }
      state = WriteSessionState.UNKNOWN;
      askForOutcome(e);
    }
  }

  /** A gateway may answer 408 or 5xx while the commit runs on. */
  private static boolean isCertainlyNotCommitted(IOException failure) {
    if (failure instanceof ServiceException refusal) {
      return refusal.status() < 500 && refusal.status() != 408;
    }
    return failure instanceof TransportException lost && lost.reach() == Reach.NOT_SENT;
  }

  private void askForOutcome(IOException lost) throws IOException {
    String seen;
    try {
      byte[] answer = calls.outermost().getSessionRaw(id, routeToken).body();
      String status = WireJson.read(answer, StatusAnswer.class).sessionStatus();
      if (status.equalsIgnoreCase(WriteSessionState.COMMITTED.name())) {
        state = WriteSessionState.COMMITTED;
        return;
      }
      seen = status.isEmpty() ? "it exists, its status is not told" : "its status is " + status;
    } catch (IOException e) {
      lost.addSuppressed(e);
      seen = String.valueOf(e.getMessage());
    }
    throw new CommitOutcomeUnknownException(id, seen, lost);
  }

  /** The status word that some servers send; Storage API document, 3.1. */
  record StatusAnswer(String sessionStatus) {}

  /**
   * Gives the session up: none of its rows will be seen, and its streams cannot be used any more.
   * Works also after the statement was cancelled. Aborting twice is harmless.
   *
   * @throws IllegalStateException if the session was committed, or may have been
   */
  public void abort() throws IOException {
    if (state == WriteSessionState.ABORTED) {
      return;
    }
    checkOpen("abort");
    state = WriteSessionState.ABORTED;
    if (!isDefaultSession()) {
      calls.outermost().abort(id, routeToken);
    }
  }

  private void checkOpen(String what) {
    if (state != WriteSessionState.OPEN) {
      throw new IllegalStateException("Cannot " + what + ": write session " + id + " is " + state);
    }
  }

  /** Aborts an open session; if that fails the server will do it by expiry. Idempotent. */
  @Override
  public void close() {
    if (state != WriteSessionState.OPEN) {
      return;
    }
    try {
      abort();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "Write session " + id + " is left to expire", e);
    }
  }
}

package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.OverwriteMode;
import dev.maxstorage.warehouse.engine.PartitionSpec;
import dev.maxstorage.warehouse.engine.TableDescription;
import dev.maxstorage.wire.WriteMode;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Write sessions by id, and the auto-commit session {@code default} of each table. Source: Storage
 * API document, 6.1 and 6.14.
 */
final class WriteSessions implements Closeable {
  /** The id of the session that commits each write at once. */
  static final String AUTO_COMMIT = "default";

  private static final int MOST_SESSIONS = 10_000;

  private final Engine engine;
  private final Tables tables;
  private final ExpiringMap<WriteSession> sessions;
  private final ConcurrentMap<Long, WriteSession> autoCommit = new ConcurrentHashMap<>();
  private final AutoCommitBlobs autoCommitBlobs;

  WriteSessions(Engine engine, InstantSource clock, Duration lifetime) {
    this.engine = engine;
    this.tables = new Tables(engine);
    this.sessions = new ExpiringMap<>(clock, lifetime, MOST_SESSIONS, this::expire);
    this.autoCommitBlobs = new AutoCommitBlobs(clock, lifetime, this::dropLooseBlobs);
  }

  /** Makes a session. */
  WriteSession create(
      TableDescription table, WriteMode mode, PartitionSpec fixed, OverwriteMode overwrite) {
    String id = UUID.randomUUID().toString().replace("-", "");
    WriteSession session = new WriteSession(id, table, mode, fixed, overwrite);
    sessions.put(id, session);
    return session;
  }

  /** The session that a request names; refused if it is unknown or of another mode or table. */
  WriteSession find(Request request) {
    String id = request.required("SessionId");
    WriteSession session =
        id.equals(AUTO_COMMIT) ? autoCommit(tables.find(request)) : sessions.use(id);
    if (session == null || !session.table().name().equals(Tables.name(StorageApi.table(request)))) {
      throw Refusal.notFound(
          "NoSuchSession",
          "Write session "
              + id
              + " of "
              + request.parameter("Target")
              + " is unknown or has expired");
    }
    WriteMode mode = mode(request);
    if (mode != null && mode != session.mode() && !(isStreaming(mode) && session.isStreaming())) {
      throw Refusal.conflict(
          "WriteMode " + mode.text() + " differs from the session's, " + session.mode().text());
    }
    return session;
  }

  private WriteSession autoCommit(TableDescription table) {
    return autoCommit.computeIfAbsent(
        table.id(),
        id ->
            new WriteSession(
                AUTO_COMMIT,
                table,
                WriteMode.STREAMING,
                PartitionSpec.EMPTY,
                OverwriteMode.APPEND));
  }

  private static boolean isStreaming(WriteMode mode) {
    return mode == WriteMode.STREAMING || mode == WriteMode.STREAMING_REALTIME;
  }

  /** The mode that a request names, or null; an unknown word is refused. */
  static @Nullable WriteMode mode(Request request) {
    String word = request.parameter("WriteMode");
    if (word.isEmpty()) {
      return null;
    }
    WriteMode mode = WriteMode.ofText(word);
    if (mode == null) {
      throw Refusal.badRequest(
          "WriteMode " + word + " is none of Batch, BatchCompatible, Streaming, StreamingRealtime");
    }
    return mode;
  }

  /** The name under which the engine keeps the blobs that a session writes now. */
  String blobOwner(WriteSession session) {
    return session.id().equals(AUTO_COMMIT) ? autoCommitBlobs.owner() : session.id();
  }

  /** Drops everything that was written in a session and not committed. */
  void discard(WriteSession session) {
    engine.discard(session.segments());
    dropLooseBlobs(session);
  }

  /** Drops the blobs of a session that no row refers to. */
  void dropLooseBlobs(WriteSession session) {
    dropLooseBlobs(session.id());
  }

  private void dropLooseBlobs(String owner) {
    try {
      engine.blobs().delete(owner);
    } catch (IOException e) {
      throw new UncheckedIOException("The blobs of session " + owner + " stay behind", e);
    }
  }

  private void expire(WriteSession session) {
    synchronized (session.ending) {
      if (session.state() == WriteSession.State.OPEN) {
        session.state(WriteSession.State.ABORTED);
        discard(session);
      }
    }
  }

  /** Drops all open sessions. */
  @Override
  public void close() {
    sessions.clear();
  }
}

package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.OverwriteMode;
import dev.maxstorage.warehouse.engine.PartitionSpec;
import dev.maxstorage.warehouse.engine.TableDescription;
import dev.maxstorage.wire.WriteMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A write session and its streams. Thread-safe.
 *
 * <p>Source: Storage API document, 3.3, 3.4 and chapter 6.
 */
final class WriteSession {
  /** The stream that clients never close. */
  private static final String SHARED_STREAM = "default";

  /** Held while the session is committed or aborted; taken before the session's own lock. */
  final Object ending = new Object();

  private final String id;
  private final TableDescription table;
  private final WriteMode mode;
  private final PartitionSpec fixed;
  private final OverwriteMode overwrite;
  private final Map<String, NavigableMap<Long, WriteStream>> streams = new LinkedHashMap<>();
  private State state = State.OPEN;

  /** How far a session is. */
  enum State {
    OPEN,
    COMMITTING,
    COMMITTED,
    ABORTED
  }

  WriteSession(
      String id,
      TableDescription table,
      WriteMode mode,
      PartitionSpec fixed,
      OverwriteMode overwrite) {
    this.id = id;
    this.table = table;
    this.mode = mode;
    this.fixed = fixed;
    this.overwrite = overwrite;
  }

  String id() {
    return id;
  }

  TableDescription table() {
    return table;
  }

  WriteMode mode() {
    return mode;
  }

  /** Whether rows become visible with each write. */
  boolean isStreaming() {
    return mode == WriteMode.STREAMING || mode == WriteMode.STREAMING_REALTIME;
  }

  PartitionSpec fixed() {
    return fixed;
  }

  OverwriteMode overwrite() {
    return overwrite;
  }

  synchronized State state() {
    return state;
  }

  /** Passes while the session takes rows. */
  synchronized void checkOpen() {
    if (state != State.OPEN) {
      throw Refusal.conflict("Write session " + id + " is " + state);
    }
  }

  /**
   * Opens a version of a stream. One that is open already begins with nothing, unless it writes
   * exactly once: then it goes on, and the old writer is fenced off by the new token.
   *
   * @param accessToken of an exactly-once stream, otherwise null
   * @param schemaVersion of the columns that the rows will have
   * @return segments that are no longer needed
   */
  synchronized List<Long> open(
      String streamId, long version, @Nullable String accessToken, long schemaVersion) {
    checkOpen();
    NavigableMap<Long, WriteStream> versions =
        streams.computeIfAbsent(streamId, unused -> new TreeMap<>());
    WriteStream stream = versions.get(version);
    if (stream == null) {
      versions.put(
          version,
          new WriteStream(
              accessToken == null ? null : new ExactlyOnce(accessToken), schemaVersion));
      return List.of();
    }
    if (stream.closed()) {
      throw Refusal.conflict("Version " + version + " of stream " + streamId + " is closed");
    }
    ExactlyOnce exactlyOnce = stream.exactlyOnce();
    if ((exactlyOnce == null) != (accessToken == null)) {
      throw Refusal.conflict(
          "Version " + version + " of stream " + streamId + " is open in the other write mode");
    }
    if (exactlyOnce != null && accessToken != null) {
      exactlyOnce.fence(accessToken);
      return List.of();
    }
    return stream.empty(schemaVersion);
  }

  /** The stream of this id and version; an unknown one is refused with 404. */
  synchronized WriteStream stream(String streamId, long version) {
    NavigableMap<Long, WriteStream> versions = streams.get(streamId);
    WriteStream stream = versions == null ? null : versions.get(version);
    if (stream == null) {
      throw Refusal.notFound(
          "NoSuchStream",
          "Write session " + id + " has no version " + version + " of stream " + streamId);
    }
    return stream;
  }

  /**
   * The stream of this id and version, for rows; one of the auto-commit session comes into being
   * with its first use.
   */
  synchronized WriteStream streamForRows(String streamId, long version) {
    if (id.equals(WriteSessions.AUTO_COMMIT)) {
      streams
          .computeIfAbsent(streamId, unused -> new TreeMap<>())
          .computeIfAbsent(version, unused -> new WriteStream(null, WriteStream.ANY_SCHEMA));
    }
    return stream(streamId, version);
  }

  /**
   * Passes while blobs for a stream are taken. Clients upload blobs for streams that they have not
   * created yet; a blob belongs to the session.
   */
  synchronized void checkOpenForBlobs(String streamId, long version) {
    NavigableMap<Long, WriteStream> versions = streams.get(streamId);
    WriteStream stream = versions == null ? null : versions.get(version);
    if (stream == null) {
      checkOpen();
    } else {
      checkOpen(stream);
    }
  }

  /** Passes while the session and the stream take rows. */
  synchronized void checkOpen(WriteStream stream) {
    checkOpen();
    if (stream.closed()) {
      throw Refusal.conflict("The stream is closed");
    }
  }

  /** Adds what was staged; refused if session or stream have been closed meanwhile. */
  synchronized void add(WriteStream stream, List<Long> segments, long rows) {
    checkOpen(stream);
    stream.add(segments, rows);
  }

  synchronized void close(WriteStream stream) {
    if (!stream.closed()) {
      checkOpen();
      stream.close();
    }
  }

  /** For each stream with a closed version, the highest one. */
  synchronized Map<String, Long> closedVersions() {
    Map<String, Long> closed = new LinkedHashMap<>();
    streams.forEach(
        (streamId, versions) ->
            versions.forEach(
                (version, stream) -> {
                  if (stream.closed()) {
                    closed.put(streamId, version);
                  }
                }));
    return closed;
  }

  /** What a commit takes when it names nothing: closed versions, and the shared stream as it is. */
  synchronized Map<String, Long> versionsToCommit() {
    Map<String, Long> versions = closedVersions();
    NavigableMap<Long, WriteStream> shared = streams.get(SHARED_STREAM);
    if (shared != null) {
      versions.put(SHARED_STREAM, shared.lastKey());
    }
    return versions;
  }

  /** Passes if no stream is open but the shared one. */
  synchronized void checkAllClosed() {
    streams.forEach(
        (streamId, versions) ->
            versions.forEach(
                (version, stream) -> {
                  if (!stream.closed() && !streamId.equals(SHARED_STREAM)) {
                    throw Refusal.conflict(
                        "Version " + version + " of stream " + streamId + " is not closed");
                  }
                }));
  }

  /** The segments of these versions; one that is not closed is refused. */
  synchronized List<Long> segments(Map<String, Long> versions) {
    List<Long> segments = new ArrayList<>();
    versions.forEach(
        (streamId, version) -> {
          WriteStream stream = stream(streamId, version);
          if (!stream.closed() && !streamId.equals(SHARED_STREAM)) {
            throw Refusal.conflict(
                "Version " + version + " of stream " + streamId + " is not closed");
          }
          segments.addAll(stream.segments());
        });
    return segments;
  }

  /** All segments of all streams. */
  synchronized List<Long> segments() {
    return streams.values().stream()
        .flatMap(versions -> versions.values().stream())
        .flatMap(stream -> stream.segments().stream())
        .toList();
  }

  /** Moves on; to be called while {@link #ending} is held. */
  synchronized void state(State next) {
    state = next;
  }
}

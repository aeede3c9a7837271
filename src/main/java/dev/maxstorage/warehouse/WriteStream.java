package dev.maxstorage.warehouse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a write stream: what was staged in it, and whether it is closed. Guarded by its
 * session.
 */
final class WriteStream {
  /** Held by an exactly-once write for its whole length: one call at a time. */
  final Object calls = new Object();

  /** The schema version of a stream that takes rows for whatever columns there are. */
  static final long ANY_SCHEMA = 0;

  private final List<Long> segments = new ArrayList<>();
  private final @Nullable ExactlyOnce exactlyOnce;
  private long schemaVersion;
  private long rows;
  private boolean closed;

  /**
   * A stream without rows.
   *
   * @param schemaVersion of the columns that its rows have
   */
  WriteStream(@Nullable ExactlyOnce exactlyOnce, long schemaVersion) {
    this.exactlyOnce = exactlyOnce;
    this.schemaVersion = schemaVersion;
  }

  long schemaVersion() {
    return schemaVersion;
  }

  /** The state of exactly-once writing, or null if the stream does not write so. */
  @Nullable ExactlyOnce exactlyOnce() {
    return exactlyOnce;
  }

  List<Long> segments() {
    return List.copyOf(segments);
  }

  long rows() {
    return rows;
  }

  boolean closed() {
    return closed;
  }

  void add(List<Long> newSegments, long newRows) {
    segments.addAll(newSegments);
    rows += newRows;
  }

  void close() {
    closed = true;
  }

  /** Takes everything out, to begin anew with columns of this version. */
  List<Long> empty(long newSchemaVersion) {
    schemaVersion = newSchemaVersion;
    List<Long> taken = segments();
    segments.clear();
    rows = 0;
    return taken;
  }
}

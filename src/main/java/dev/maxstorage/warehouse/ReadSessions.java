package dev.maxstorage.warehouse;

import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Read sessions by id; one that expires lets go of its snapshot. */
final class ReadSessions implements Closeable {
  private static final int MOST_SESSIONS = 10_000;

  private final ExpiringMap<ReadSession> sessions;

  ReadSessions(InstantSource clock, Duration lifetime) {
    this.sessions =
        new ExpiringMap<>(clock, lifetime, MOST_SESSIONS, session -> session.snapshot().close());
  }

  void add(ReadSession session) {
    sessions.put(session.id(), session);
  }

  /** The session, whose lifetime begins again; null if it is unknown or has expired. */
  @Nullable ReadSession use(String id) {
    return sessions.use(id);
  }

  Instant expiry(ReadSession session) {
    return sessions.expiry(session.id());
  }

  /** Ends all sessions. */
  @Override
  public void close() {
    sessions.clear();
  }
}

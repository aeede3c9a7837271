package dev.maxstorage.storage;

/** What this program knows about a write session. */
public enum WriteSessionState {
  /** Rows can be written. */
  OPEN,
  /** The commit took effect. */
  COMMITTED,
  /** The session was given up; none of its rows will be seen. */
  ABORTED,
  /** A commit was sent and its outcome is not known. */
  UNKNOWN
}

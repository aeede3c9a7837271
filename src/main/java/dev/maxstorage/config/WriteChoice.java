package dev.maxstorage.config;

/** When written rows become visible. */
public enum WriteChoice {
  /** At the commit, all at once. */
  BATCH,
  /** As soon as a statement returns; there is no rollback. */
  STREAMING,
  /** As streaming, with less delay. */
  REALTIME
}

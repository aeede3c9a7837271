package dev.maxstorage.storage;

/** In which order the rows of several splits are delivered. */
public enum RowOrder {
  /** That of the session: split after split. */
  TABLE,
  /** As they arrive, batch by batch; every row once. */
  ANY
}

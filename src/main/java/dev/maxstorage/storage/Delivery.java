package dev.maxstorage.storage;

/** How the server tells repeated writes of a stream from new ones. Storage API document, 6.8. */
public enum Delivery {
  /** It does not: a write whose answer is lost must not be sent again in the same version. */
  PLAIN,
  /** By row offsets: a write that is sent again is stored once. */
  EXACTLY_ONCE
}

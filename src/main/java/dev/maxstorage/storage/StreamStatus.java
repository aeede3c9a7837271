package dev.maxstorage.storage;

/** How far a stream of bytes has come. */
public enum StreamStatus {
  /** Bytes may still flow. */
  RUNNING,
  /** The stream ended properly, or its user closed it. */
  OK,
  /** The stream broke: what it delivered, or took, is not all there is. */
  BROKEN
}

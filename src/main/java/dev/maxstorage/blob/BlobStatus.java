package dev.maxstorage.blob;

/** How far an upload has come. */
public enum BlobStatus {
  /** Bytes can be written. */
  RUNNING,
  /** The server has the blob, whole and unaltered. */
  OK,
  /** The upload failed or was given up. */
  BROKEN
}

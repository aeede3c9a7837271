package dev.maxstorage.config;

/** Version of the signatures. */
public enum SignatureChoice {
  /** Version 2 everywhere. */
  V2,
  /** Version 4, bound to a region and a day, for metadata and SQL jobs; version 2 for data. */
  V4
}

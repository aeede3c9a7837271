package dev.maxstorage.wire;

/** What the footer of a blob frame says of the data. Source: Storage API document, 9.4. */
public enum BlobChecksum {
  /** Nothing: the footer is {@code {}}. */
  ABSENT,
  /** Type 0: that there is no checksum. */
  NONE,
  /** Type 1: the CRC-32 of zlib, not CRC-32C. */
  CRC32,
  /** Type 2: the MD5. */
  MD5
}

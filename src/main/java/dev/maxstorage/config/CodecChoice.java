package dev.maxstorage.config;

/** How Arrow data is compressed on the wire. */
public enum CodecChoice {
  NONE,
  ZSTD,
  LZ4
}

package dev.maxstorage.config;

/** Where requests may go without TLS. */
public enum PlainHttpChoice {
  /** To this machine only. */
  LOOPBACK,
  /** To any host. */
  ANYWHERE
}

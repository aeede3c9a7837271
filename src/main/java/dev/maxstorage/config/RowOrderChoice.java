package dev.maxstorage.config;

/** In which order a scan without ORDER BY gives its rows. */
public enum RowOrderChoice {
  TABLE,
  ANY
}

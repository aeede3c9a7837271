package dev.maxstorage.config;

/** Who answers a SELECT. */
public enum EngineChoice {
  /** A scan where the statement is one, a SQL job otherwise. */
  AUTO,
  /** A scan, or a refusal that says why the statement is none. */
  STORAGE,
  /** Always a SQL job. */
  SQL
}

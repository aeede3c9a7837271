package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import org.jspecify.annotations.Nullable;

/**
 * An expression: how DuckDB computes it, and which MaxCompute type it has.
 *
 * @param sql in DuckDB's SQL; operators stand in parentheses
 * @param constant the value of a string literal, null for everything else
 */
record SqlValue(String sql, OdpsType type, @Nullable String constant) {

  static SqlValue of(String sql, OdpsType type) {
    return new SqlValue(sql, type, null);
  }

  /** NULL. */
  static SqlValue nothing() {
    return of("NULL", SqlTypes.VOID);
  }

  /** Whether this is NULL and nothing else. */
  boolean isNothing() {
    return SqlTypes.isVoid(type);
  }
}

package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import org.jspecify.annotations.Nullable;

/**
 * An expression: how DuckDB computes it, and which MaxCompute type it has.
 *
 * @param sql in DuckDB's SQL; operators stand in parentheses
 * @param constant the value of a string literal, null for everything else
 * @param lambda the lambda that this is, then without text; null for everything else
 */
record SqlValue(String sql, OdpsType type, @Nullable String constant, @Nullable Lambda lambda) {

  static SqlValue of(String sql, OdpsType type) {
    return new SqlValue(sql, type, null, null);
  }

  static SqlValue of(Lambda lambda) {
    return new SqlValue("", SqlTypes.VOID, null, lambda);
  }

  /** NULL. */
  static SqlValue nothing() {
    return of("NULL", SqlTypes.VOID);
  }

  /** Whether this is NULL and nothing else. */
  boolean isNothing() {
    return SqlTypes.isVoid(type) && lambda == null;
  }
}

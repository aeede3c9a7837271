package dev.maxstorage.sql;

import org.jspecify.annotations.Nullable;

/**
 * A table name as written, without back-ticks.
 *
 * <p>With two parts, {@code a.b}, the first is in {@code project}; in a project with schemas it may
 * mean a schema, which only the caller can know.
 *
 * @param project the first of two or three parts
 * @param schema the middle one of three parts
 * @param table the last part
 */
public record TableName(@Nullable String project, @Nullable String schema, String table) {

  /** The parts joined by dots. */
  @Override
  public String toString() {
    return (project == null ? "" : project + ".") + (schema == null ? "" : schema + ".") + table;
  }
}

package dev.maxstorage.warehouse.engine;

import java.util.Map;

/**
 * One SQL statement to run.
 *
 * @param project in which names without a project resolve
 * @param schema in which names without a schema resolve
 * @param settings such as {@code odps.sql.timezone}
 * @param text one statement of MaxCompute's dialect, without a final semicolon or with one
 */
public record SqlJob(String project, String schema, Map<String, String> settings, String text) {
  public SqlJob {
    settings = Map.copyOf(settings);
  }
}

package dev.maxstorage.control;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A statement to be run by the SQL engine. Source: control-plane document, 11.1.
 *
 * @param project that the job runs in
 * @param query one statement; a semicolon is added if it ends without one
 * @param settings texts such as {@code odps.sql.timezone}; empty for none
 * @param taskName not empty
 */
public record SqlJob(
    String project, String query, Map<String, String> settings, String taskName) {

  /** The task name that everybody uses. */
  public static final String DEFAULT_TASK_NAME = "AnonymousSQLTask";

  private static final String SCHEMA_SETTING = "odps.default.schema";

  public SqlJob {
    settings = Map.copyOf(settings);
    if (query.isBlank()) {
      throw new IllegalArgumentException("The SQL text is empty");
    }
  }

  /** A job without settings. */
  public static SqlJob of(String project, String query) {
    return new SqlJob(project, query, Map.of(), DEFAULT_TASK_NAME);
  }

  /** The same with other settings. */
  public SqlJob withSettings(Map<String, String> newSettings) {
    return new SqlJob(project, query, newSettings, taskName);
  }

  /** The same with a current schema, unless the settings name one. */
  public SqlJob withSchema(String schema) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.putIfAbsent(SCHEMA_SETTING, schema);
    return new SqlJob(project, query, more, taskName);
  }

  /** The statement with its semicolon. */
  String terminatedQuery() {
    String text = query.strip();
    return text.endsWith(";") ? text : text + "\n;";
  }
}

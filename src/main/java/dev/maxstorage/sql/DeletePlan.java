package dev.maxstorage.sql;

import java.util.List;
import java.util.Map;

/**
 * DELETE of rows whose columns equal given values, which a write session can do if the columns are
 * the whole key of the table.
 *
 * @param table the table as written
 * @param conditions the condition, joined by AND; no column is there twice, no literal is NULL
 * @param settings of the {@code SET} prefixes
 * @param parameterCount the number of {@code ?}
 * @param text the statement alone, as a SQL job would get it
 */
public record DeletePlan(
    TableName table,
    List<Equal> conditions,
    Map<String, String> settings,
    int parameterCount,
    String text)
    implements Plan {

  /** A column that equals a value. */
  public record Equal(String column, Operand value) {}

  public DeletePlan {
    conditions = List.copyOf(conditions);
    settings = Settings.copy(settings);
  }

  /** The same statement as a SQL job, for a table whose key the columns are not. */
  public JobPlan asJob(String reason) {
    return new JobPlan(text, reason, JobPlan.Kind.UPDATE, settings, parameterCount);
  }
}

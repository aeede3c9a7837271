package dev.maxstorage.sql;

import java.util.List;
import java.util.Map;

/**
 * A SELECT of literals without a table: one row, for which nothing has to be asked.
 *
 * @param projections the select list, at least one
 * @param settings of the {@code SET} prefixes
 * @param text the statement alone, as a SQL job would get it
 */
public record ConstantsPlan(
    List<Projection.Constant> projections, Map<String, String> settings, String text)
    implements Plan {

  public ConstantsPlan {
    projections = List.copyOf(projections);
    settings = Settings.copy(settings);
  }

  @Override
  public int parameterCount() {
    return 0;
  }

  /** The same statement as a SQL job. */
  public JobPlan asJob(String reason) {
    return new JobPlan(text, reason, JobPlan.Kind.QUERY, settings, 0);
  }
}

package dev.maxstorage.sql;

import java.util.Map;

/** EXPLAIN: tell what would be done with a statement, do not do it. */
public record ExplainPlan(Plan plan) implements Plan {

  @Override
  public int parameterCount() {
    return plan.parameterCount();
  }

  @Override
  public Map<String, String> settings() {
    return plan.settings();
  }
}

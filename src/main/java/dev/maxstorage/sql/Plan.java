package dev.maxstorage.sql;

import java.util.Map;

/** What to do with a statement. Immutable. */
public sealed interface Plan
    permits ScanPlan, ConstantsPlan, InsertPlan, DeletePlan, JobPlan, SettingsPlan, ExplainPlan {

  /** The number of {@code ?} parameters, 0 or more. */
  int parameterCount();

  /**
   * The settings of {@code SET} statements in front of the statement, in order of first appearance;
   * the last value of a key counts. Source: control-plane document, chapter 12.
   */
  Map<String, String> settings();
}

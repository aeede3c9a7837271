package dev.maxstorage.sql;

import java.util.List;
import java.util.Map;

/**
 * INSERT INTO or INSERT OVERWRITE with VALUES of literals and parameters, which a write session can
 * do.
 *
 * @param table the table as written
 * @param mode whether the rows are added or replace what is there
 * @param partition the PARTITION clause in order, empty if there is none
 * @param columns the column list as written, empty if there is none (all columns then)
 * @param rows one or more rows of operands, all of one length
 * @param settings of the {@code SET} prefixes
 * @param parameterCount the number of {@code ?}
 * @param text the statement alone, as a SQL job would get it: JDBC escapes replaced, without {@code
 *     SET} prefixes and without a semicolon at the end
 */
public record InsertPlan(
    TableName table,
    InsertMode mode,
    List<PartitionValue> partition,
    List<String> columns,
    List<List<Operand>> rows,
    Map<String, String> settings,
    int parameterCount,
    String text)
    implements Plan {

  public InsertPlan {
    partition = List.copyOf(partition);
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    settings = Settings.copy(settings);
  }

  /** Whether this and another statement can be one, {@link #joined}. */
  public boolean canBeJoined(InsertPlan other) {
    return mode == InsertMode.INTO
        && other.mode == InsertMode.INTO
        && table.equals(other.table)
        && partition.equals(other.partition)
        && columns.equals(other.columns)
        && settings.equals(other.settings)
        && rows.get(0).size() == other.rows.get(0).size()
        && parameterCount == 0
        && other.parameterCount == 0;
  }

  /** One statement with the rows of all, of which each {@link #canBeJoined} with the first. */
  public static InsertPlan joined(List<InsertPlan> plans) {
    InsertPlan first = plans.get(0);
    return new InsertPlan(
        first.table,
        first.mode,
        first.partition,
        first.columns,
        plans.stream().flatMap(plan -> plan.rows.stream()).toList(),
        first.settings,
        0,
        String.join("; ", plans.stream().map(InsertPlan::text).toList()));
  }

  /** The same statement as a SQL job, for a table that a write session cannot serve. */
  public JobPlan asJob(String reason) {
    return new JobPlan(text, reason, JobPlan.Kind.UPDATE, settings, parameterCount);
  }
}

package dev.maxstorage.sql;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT that a table read session can answer.
 *
 * @param table the table as written
 * @param projections the select list, at least one, in order
 * @param predicate the WHERE condition, null if there is none
 * @param offset rows to leave out at the beginning, at least 0
 * @param limit the most rows to return after them, {@link #NO_LIMIT} if there is no limit; where
 *     the select list counts, both are of the rows that are counted
 * @param incremental the range of versions or times that is read, null for the table as it is
 * @param split the rows of a snapshot that are read, as {@code maxstorage_split('...')} names them;
 *     null for the table as it is
 * @param settings of the {@code SET} prefixes
 * @param parameterCount the number of {@code ?}
 * @param text the statement alone, as a SQL job would get it: JDBC escapes replaced, without {@code
 *     SET} prefixes and without a semicolon at the end
 */
public record ScanPlan(
    TableName table,
    List<Projection> projections,
    @Nullable Predicate predicate,
    long offset,
    long limit,
    @Nullable IncrementalRange incremental,
    @Nullable String split,
    Map<String, String> settings,
    int parameterCount,
    String text)
    implements Plan {

  /** The {@link #limit} of a scan without LIMIT. */
  public static final long NO_LIMIT = -1;

  public ScanPlan {
    projections = List.copyOf(projections);
    settings = Settings.copy(settings);
  }

  /** Whether the result is one row with the number of rows. */
  public boolean isCount() {
    return projections.stream().anyMatch(Projection.RowCount.class::isInstance);
  }

  /** The same without its condition, and so without parameters. */
  public ScanPlan withoutPredicate() {
    return new ScanPlan(
        table, projections, null, offset, limit, incremental, split, settings, 0, text);
  }

  /**
   * The same statement as a SQL job, for a table or a predicate that a scan cannot serve; never for
   * an incremental read or a split, which no job can do.
   */
  public JobPlan asJob(String reason) {
    if (incremental != null || split != null) {
      throw new IllegalStateException("A SQL job would read other rows: " + text);
    }
    return new JobPlan(text, reason, JobPlan.Kind.QUERY, settings, parameterCount);
  }
}

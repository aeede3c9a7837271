package dev.maxstorage.jdbc;

import java.util.List;

/** What running a plan gave back. */
sealed interface Outcome {

  /**
   * Rows.
   *
   * @param batches owned by whoever takes the outcome
   * @param columns of the result
   * @param limit most rows of the result, negative for all; 0 never reaches here
   */
  record Rows(ResultBatches batches, List<ResultColumn> columns, long limit) implements Outcome {}

  /** A number of changed rows, 0 for statements that change none. */
  record Count(long rows) implements Outcome {}
}

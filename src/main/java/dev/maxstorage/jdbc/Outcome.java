package dev.maxstorage.jdbc;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType.Kind;
import dev.maxstorage.types.OdpsType.Scalar;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

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

  /**
   * Rows by position.
   *
   * @param ranges owned by whoever takes the outcome
   * @param columns of the result
   * @param limit most rows of the result, negative for all
   */
  record Ranges(RowRanges ranges, List<ResultColumn> columns, long limit) implements Outcome {}

  /** A number of changed rows, 0 for statements that change none. */
  record Count(long rows) implements Outcome {}

  /** Lines of text as rows of one STRING column. */
  static Outcome ofLines(String label, List<String> lines, BufferAllocator allocator) {
    List<Column> columns = List.of(Column.of(label, new Scalar(Kind.STRING)));
    return new Rows(
        new InMemoryBatches(columns, lines.stream().map(List::of).toList(), allocator),
        ResultColumn.inOrder(columns, ResultColumn.Origin.NONE),
        -1);
  }
}

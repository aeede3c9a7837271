package dev.maxstorage.jdbc;

import dev.maxstorage.jdbc.TableScan.Constant;
import dev.maxstorage.sql.Projection;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType.Kind;
import dev.maxstorage.types.OdpsType.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Results of one row that the driver makes itself: counts and literals. */
final class ComputedRow {
  private ComputedRow() {}

  /**
   * The columns of counts and literals.
   *
   * @throws NotAScanException if a literal has no type that is known here
   */
  static List<ResultColumn> columns(List<? extends Projection> projections)
      throws NotAScanException {
    List<Column> columns = new ArrayList<>();
    for (Projection projection : projections) {
      columns.add(
          projection instanceof Projection.Constant literal
              ? Constant.of(literal).column()
              : Column.of(projection.label(), new Scalar(Kind.BIGINT)));
    }
    return ResultColumn.inOrder(columns, ResultColumn.Origin.NONE);
  }

  /**
   * The row.
   *
   * @param count the value of each count
   */
  static Outcome of(List<? extends Projection> projections, long count, BufferAllocator allocator)
      throws NotAScanException {
    List<ResultColumn> columns = columns(projections);
    List<@Nullable Object> values = new ArrayList<>();
    for (Projection projection : projections) {
      values.add(
          projection instanceof Projection.Constant literal ? literal.literal().value() : count);
    }
    return new Outcome.Rows(
        new InMemoryBatches(
            columns.stream().map(ResultColumn::column).toList(), List.of(values), allocator),
        columns,
        -1);
  }
}

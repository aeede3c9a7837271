package dev.maxstorage.sql;

import dev.maxstorage.sql.Predicate.And;
import dev.maxstorage.sql.Projection.AllColumns;
import dev.maxstorage.sql.Projection.RowCount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT over one table, or over none, with the sub-queries of its FROM melted into it.
 *
 * @param table what is read, null for constants alone
 * @param projections the select list over the columns of the table
 * @param predicate the conditions of all levels, null for none
 * @param window LIMIT and OFFSET of the rows that are read; of those that are counted, if the
 *     select list counts
 */
record SelectQuery(
    @Nullable TableName table,
    List<Projection> projections,
    @Nullable Predicate predicate,
    RowWindow window) {

  /** No table. */
  static final SelectQuery NOTHING = new SelectQuery(null, List.of(), null, RowWindow.ALL);

  /** All rows and columns of a table. */
  static SelectQuery of(TableName table) {
    return new SelectQuery(table, List.of(new AllColumns()), null, RowWindow.ALL);
  }

  private boolean isCount() {
    return hasCount(projections);
  }

  private static boolean hasCount(List<Projection> list) {
    return list.stream().anyMatch(RowCount.class::isInstance);
  }

  /** The query that selects from this one. */
  SelectQuery select(SelectList list, @Nullable Predicate condition, RowWindow outer)
      throws NotRecognizedException {
    boolean computed = table == null || isCount();
    if (condition != null && computed) {
      throw new NotRecognizedException("it has a condition on a row that is computed");
    } else if (condition != null && !window.isAll()) {
      throw new NotRecognizedException("it has a condition on the rows that a LIMIT left");
    }
    Predicate all = both(predicate, condition);
    if (!computed && !list.counts()) {
      return new SelectQuery(table, list.members(), all, window.then(outer));
    }
    checkOneRow(list, computed);
    if (outer.offset() > 0 || outer.limit() == 0) {
      throw new NotRecognizedException("it leaves out the only row");
    }
    return new SelectQuery(table, list.members(), all, window);
  }

  /** One row comes of it: the count, with nothing but constants beside it. */
  private void checkOneRow(SelectList list, boolean computed) throws NotRecognizedException {
    if (computed && list.counts()) {
      throw new NotRecognizedException("it counts rows that are computed");
    } else if (isCount() && !hasCount(list.members())) {
      throw new NotRecognizedException("it takes nothing of a count");
    }
    for (Projection member : list.members()) {
      if (!(member instanceof RowCount || member instanceof Projection.Constant)) {
        throw new NotRecognizedException(
            table == null ? "it reads no table" : "it has columns beside a count");
      }
    }
  }

  private static @Nullable Predicate both(@Nullable Predicate inner, @Nullable Predicate outer) {
    if (inner == null || outer == null) {
      return inner == null ? outer : inner;
    }
    List<Predicate> operands = new ArrayList<>();
    operands.addAll(inner instanceof And and ? and.operands() : List.of(inner));
    operands.addAll(outer instanceof And and ? and.operands() : List.of(outer));
    return new And(operands);
  }
}

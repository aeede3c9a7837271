package dev.maxstorage.warehouse.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The queries that give a range of the rows of a list of segments, always in the order of that
 * list, each segment in the order it was written.
 *
 * <p>A large segment is a query of its own, which DuckDB streams in stored order. Small neighbours
 * share a query, which sorts them.
 */
final class SegmentQueries {
  private static final long SORTED_ROWS = 100_000;
  private static final long SORTED_BYTES = 32L << 20;

  private final IntFunction<String> select;
  private final @Nullable String filter;
  private final List<String> queries = new ArrayList<>();
  private final List<SegmentRows> group = new ArrayList<>();

  private SegmentQueries(IntFunction<String> select, @Nullable String filter) {
    this.select = select;
    this.filter = filter;
  }

  /**
   * Queries for the range.
   *
   * @param select the query up to before WHERE, for {@link SegmentRows#operation}
   * @param filter DuckDB condition that rows must meet, null for none
   * @param offset first row, counted over all segments, before the filter
   * @param count most rows
   */
  static List<String> of(
      IntFunction<String> select,
      @Nullable String filter,
      List<SegmentRows> rows,
      long offset,
      long count) {
    SegmentQueries plan = new SegmentQueries(select, filter);
    long skip = offset;
    long left = count;
    for (SegmentRows piece : rows) {
      long from = Math.min(skip, piece.rows());
      long to = from + Math.min(left, piece.rows() - from);
      skip -= from;
      left -= to - from;
      if (to > from) {
        plan.add(
            new SegmentRows(
                piece.segment(), piece.from() + from, piece.from() + to, piece.operation()));
      }
    }
    plan.flush();
    return plan.queries;
  }

  private void add(SegmentRows piece) {
    long rows = group.stream().mapToLong(SegmentRows::rows).sum() + piece.rows();
    long bytes = group.stream().mapToLong(SegmentRows::bytes).sum() + piece.bytes();
    if (rows > SORTED_ROWS || bytes > SORTED_BYTES || comesBefore(piece)) {
      flush();
    }
    group.add(piece);
  }

  /** Whether sorting would not put the piece behind its neighbour, or makes them look alike. */
  private boolean comesBefore(SegmentRows piece) {
    if (group.isEmpty()) {
      return false;
    }
    SegmentRows last = group.get(group.size() - 1);
    return piece.segment().id() < last.segment().id() || piece.operation() != last.operation();
  }

  private static String condition(SegmentRows piece) {
    String of = "\"$segment\" = " + piece.segment().id();
    return piece.whole()
        ? of
        : of + " AND \"$row\" >= " + piece.from() + " AND \"$row\" < " + piece.to();
  }

  private void flush() {
    if (group.isEmpty()) {
      return;
    }
    if (group.size() == 1) {
      query(condition(group.get(0)), "");
    } else {
      String whole =
          group.stream()
              .filter(SegmentRows::whole)
              .map(piece -> Long.toString(piece.segment().id()))
              .collect(Collectors.joining(", "));
      List<String> conditions = new ArrayList<>();
      if (!whole.isEmpty()) {
        conditions.add("\"$segment\" IN (" + whole + ")");
      }
      group.stream()
          .filter(piece -> !piece.whole())
          .forEach(piece -> conditions.add("(" + condition(piece) + ")"));
      query(String.join(" OR ", conditions), " ORDER BY \"$segment\", \"$row\"");
    }
    group.clear();
  }

  private void query(String condition, String order) {
    String where = filter == null ? condition : "(" + condition + ") AND (" + filter + ")";
    queries.add(select.apply(group.get(0).operation()) + " WHERE " + where + order);
  }
}
